package io.quantum.governor.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a component that its value means something only at times; else it is 0, which no rule may take for a small
 * number. A rule that reads the component must ask for one of these conditions in the same pattern.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface KnownIf {

    /** Conditions as a pattern writes them, {@code priced}; any one of them is enough. */
    String[] value();
}
