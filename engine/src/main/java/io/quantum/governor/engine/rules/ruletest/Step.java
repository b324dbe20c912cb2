package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.facts.Fact;
import java.util.List;

/**
 * One plan of a case and what is expected of it.
 *
 * @param where file and line, {@code tests/burst.yaml:12}
 * @param text the plan and all that the case says beside it, for people
 * @param atSec seconds after the test's start
 * @param facts the plan's facts, were it the first of its test
 * @param expectation what the rules should make of it
 */
record Step(String where, String text, long atSec, List<Fact> facts, Expectation expectation) {}
