/**
 * Lint: everything that can be told about a rulebook's directory before its rules are used.
 *
 * <p>In: a directory of rule files with their tests. Out: findings, each with file, line, rule, sentence and remedy; and
 * the lock, which says which version each file had. May depend on the rulebook, on rule tests and on the evaluation.
 */
@NullMarked
package io.quantum.governor.engine.rules.lint;

import org.jspecify.annotations.NullMarked;
