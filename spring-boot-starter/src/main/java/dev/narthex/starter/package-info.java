/** Spring Boot's front door: properties and auto-configurations, which only call what the features offer. */
@NullMarked
package dev.narthex.starter;

import org.jspecify.annotations.NullMarked;
