package io.quantum.governor.engine.plan;

import io.quantum.governor.loaders.redis.FactLoader;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.util.List;
import java.util.function.Supplier;

/**
 * What decides batches of entries.
 *
 * @param loader loads their facts, over the committer's connection: what is read after a commit is what it left
 * @param drafters gives what asks the rules in force; what it gave before is used no more
 */
record PlanDecider(FactLoader loader, Supplier<Drafter> drafters, Committer committer, DecisionListener listener) {
    Batch decide(List<PlanEntry> entries) {
        return new Batch(entries, loader, drafters, committer, listener);
    }
}
