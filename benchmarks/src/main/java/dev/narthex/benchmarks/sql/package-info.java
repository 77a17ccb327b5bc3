/** JMH: what measuring SQL statements costs, by this project and its peers, over one driver that does nothing. */
@NullMarked
package dev.narthex.benchmarks.sql;

import org.jspecify.annotations.NullMarked;
