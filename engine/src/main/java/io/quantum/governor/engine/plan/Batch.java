package io.quantum.governor.engine.plan;

import io.quantum.governor.loaders.redis.FactLoader;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Entries on their way from facts over rules to commits. Each plan goes on as soon as its own facts are here, and is
 * decided wholly by the rules then in force. Never waits for Redis; for use by the thread that brings the answers.
 */
final class Batch {
    /** So often a plan may be overtaken by other governors before it is left for the next delivery. */
    private static final int MOST_ATTEMPTS = 1000;

    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final FactLoader loader;
    private final Supplier<Drafter> drafters;
    private final Committer committer;
    private final DecisionListener listener;
    private final List<CompletionStage<Void>> committed = new ArrayList<>();
    private final CompletionStage<Void> sent;

    /**
     * Starts to decide entries; several plans of one symbol are decided one after the other, each by what the one before
     * left.
     */
    Batch(
            List<PlanEntry> entries,
            FactLoader loader,
            Supplier<Drafter> drafters,
            Committer committer,
            DecisionListener listener) {
        this.loader = loader;
        this.drafters = drafters;
        this.committer = committer;
        this.listener = listener;
        this.sent = send(entries);
    }

    /**
     * Done when each entry's commit is sent for the first time. Redis works in order, so what is read after that is what
     * these commits left. Fails with a {@link io.lettuce.core.RedisException} when Redis can't answer, and not before
     * nothing is under way any more.
     */
    CompletionStage<Void> sent() {
        return sent;
    }

    /** Done when all are decided; fails like {@link #sent()}: entries that are not decided then stay pending. */
    CompletionStage<Void> done() {
        CompletionStage<Void> answered =
                sent.handle((all, fault) -> allOf(committed)).thenCompose(all -> all);
        return allOf(List.of(sent, answered));
    }

    private CompletionStage<Void> send(List<PlanEntry> entries) {
        List<PlanEntry.Judgeable> judgeable = new ArrayList<>(entries.size());
        List<PlanEntry> others = new ArrayList<>();
        for (PlanEntry entry : entries) {
            if (entry instanceof PlanEntry.Judgeable plan) {
                judgeable.add(plan);
            } else {
                others.add(entry);
            }
        }
        CompletionStage<Void> before = DONE;
        for (List<PlanEntry.Judgeable> wave : Waves.of(judgeable)) {
            before = before.thenCompose(sentBefore -> sendWave(wave));
        }
        return before.thenRun(() -> {
            // asked without plans too, so that rules that were replaced are let go of
            Drafter drafter = drafters.get();
            others.forEach(entry -> committed.add(commit(drafter.unjudged(entry), 1)));
            committer.flush();
        });
    }

    private CompletionStage<Void> sendWave(List<PlanEntry.Judgeable> wave) {
        return allOf(loader.load(wave).stream()
                        .map(loaded -> loaded.thenAccept(plan -> committed.add(judged(plan, 1))))
                        .toList())
                .whenComplete((all, fault) -> committer.flush());
    }

    private CompletionStage<Void> judged(LoadedPlan plan, int attempt) {
        return commit(drafters.get().judged(plan), attempt);
    }

    private CompletionStage<Void> commit(Draft draft, int attempt) {
        return committer.send(draft.commit()).thenCompose(result -> concluded(draft.outcome(), result, attempt));
    }

    /** Tells of what was committed, and deals with what was not. */
    private CompletionStage<Void> concluded(Outcome outcome, CommitResult result, int attempt) {
        switch (result.kind()) {
            case OK -> listener.committed(outcome);
            case GONE -> listener.decidedElsewhere(outcome.entry());
            case UNWRITABLE -> {
                return commitNow(drafters.get().unwritable(outcome, result.key()), attempt);
            }
            case CHANGED -> {
                return outcome instanceof Outcome.Decided decided
                        ? decideAgain(decided.entry(), attempt + 1)
                        : commitNow(drafters.get().repeated(outcome), attempt);
            }
        }
        return DONE;
    }

    private CompletionStage<Void> commitNow(Draft draft, int attempt) {
        CompletionStage<Void> done = commit(draft, attempt);
        committer.flush();
        return done;
    }

    /** What the rules saw had changed when they were done. */
    private CompletionStage<Void> decideAgain(PlanEntry.Judgeable entry, int attempt) {
        if (attempt > MOST_ATTEMPTS) {
            throw new IllegalStateException("plan " + entry.plan().planId() + " was overtaken by others "
                    + MOST_ATTEMPTS + " times; it stays pending");
        }
        listener.decidedAgain();
        return loader.load(List.of(entry)).get(0).thenCompose(plan -> {
            CompletionStage<Void> again = judged(plan, attempt);
            committer.flush();
            return again;
        });
    }

    /** Done when all are, and failed when one has. */
    static CompletionStage<Void> allOf(List<? extends CompletionStage<?>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }
}
