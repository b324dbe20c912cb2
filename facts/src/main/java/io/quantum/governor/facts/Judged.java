package io.quantum.governor.facts;

/** Concluded: the plan is one that gates judge; it is neither skipped nor a duplicate. */
public record Judged() {}
