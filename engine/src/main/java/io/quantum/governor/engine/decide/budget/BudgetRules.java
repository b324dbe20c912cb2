package io.quantum.governor.engine.decide.budget;

import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.loaders.redis.DeclaredReads;

/**
 * One version of the rules of budgets; whoever has it closes it.
 *
 * @param evaluator judges one symbol at a time
 * @param declared the facts that the rules name
 */
public record BudgetRules(SymbolEvaluator evaluator, DeclaredReads declared) implements AutoCloseable {
    @Override
    public void close() {
        evaluator.close();
    }
}
