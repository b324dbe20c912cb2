package io.quantum.governor.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where a declared fact is read. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReadFrom {
    /** The words of the declaration: {@code redis hash quantum:portfolio:budget:{symbol}}. */
    String value();
}
