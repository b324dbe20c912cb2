package io.quantum.governor.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Of what a component of a declared fact is read. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface FieldOf {
    /** The source's field, {@code budget_usd}; of one that holds JSON the way into it, {@code json.budget_usd}. */
    String value();

    /** Whether the field holds a Unix time, of which the component is the age in whole seconds. */
    boolean aged() default false;

    /** Whether the text is taken in capital letters. */
    boolean upperCase() default false;

    /** What a field that is not there means, as text: one value, or none when it then is missing. */
    String[] otherwise() default {};

    /** What it is measured in, for people: {@code USD}; empty when that goes without saying. */
    String unit() default "";

    /** The numbers that are allowed, {@code 0..1}; empty for any finite one. */
    String bounds() default "";

    /** The texts that are allowed; none for any. */
    String[] words() default {};
}
