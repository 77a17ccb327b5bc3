// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This entity is measured, and so are those that extend it, where {@code narthex.orm.only-annotated} is true. Without
 * that setting all are, but for those that are {@link NotMeasured}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Measured {}
