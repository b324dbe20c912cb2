package io.quantum.governor.engine.serve.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

/**
 * What was checked before a release was signed.
 *
 * @param cases how many test cases there are; all of them passed
 * @param coverage the share of the rulebook that they show, for people: {@code 100 %}
 * @param untested who released rules that no test fires, why, and which; empty when tests fire every rule
 */
public record ReleaseChecks(
        int cases,
        String coverage,
        // releases that were signed before this was asked do not say it, and are read all the same
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        String untested) {}
