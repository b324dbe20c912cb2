/**
 * Rule tests: what the risk team expects of its rules, read and run; one runner for the build, the command line and the
 * daemon.
 *
 * <p>In: {@code tests/fixtures.yaml} and {@code tests/<stem>.yaml} of a rulebook's directory. Out: one
 * {@link io.quantum.governor.engine.rules.ruletest.RuleTestResult} for each case, judged by the same
 * {@link io.quantum.governor.engine.rules.evaluate.Evaluator} as live plans. May depend on facts, the rulebook, the names of
 * the apply modes and evaluation.
 */
@NullMarked
package io.quantum.governor.engine.rules.ruletest;

import org.jspecify.annotations.NullMarked;
