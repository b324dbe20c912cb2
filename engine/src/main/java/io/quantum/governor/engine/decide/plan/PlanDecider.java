package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.redis.FactLoader;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes a batch of entries from facts over rules to commits, one batch at a time; never waits for Redis. */
final class PlanDecider {
    /** So often a plan may be overtaken by other governors before it is left for the next delivery. */
    private static final int MOST_ATTEMPTS = 1000;

    /** Commits are sent in groups of so many, so that Redis works while the next plans are judged. */
    private static final int COMMITS_AT_ONCE = 8;

    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final FactLoader loader;
    private final Supplier<Drafter> drafters;
    private final Committer committer;
    private final DecisionListener listener;
    private final Supplier<List<FactDeclaration>> candidate;
    /** The batch at hand is decided by one version of the rules from the first plan to the last. */
    private Drafter drafter;

    PlanDecider(
            FactLoader loader,
            Supplier<Drafter> drafters,
            Committer committer,
            DecisionListener listener,
            Supplier<List<FactDeclaration>> candidate) {
        this.candidate = candidate;
        this.loader = loader;
        this.drafters = drafters;
        this.committer = committer;
        this.listener = listener;
        follow();
    }

    private void follow() {
        drafter = drafters.get();
        loader.follow(drafter.declared(), candidate.get());
    }

    /**
     * Decides entries; several plans of one symbol are decided one after the other, each by what the one before left.
     *
     * @return done when all are decided; fails with a {@link io.lettuce.core.RedisException} when Redis can't answer:
     *     entries that are not decided then stay pending
     */
    CompletionStage<Void> decide(List<PlanEntry> entries) {
        follow();
        List<PlanEntry.Judgeable> judgeable = new ArrayList<>(entries.size());
        List<PlanEntry> others = new ArrayList<>();
        for (PlanEntry entry : entries) {
            if (entry instanceof PlanEntry.Judgeable plan) {
                judgeable.add(plan);
            } else {
                others.add(entry);
            }
        }
        CompletionStage<Void> decided = DONE;
        for (List<PlanEntry.Judgeable> wave : Waves.of(judgeable)) {
            decided = decided.thenCompose(before -> decideWave(wave, 1));
        }
        return decided.thenCompose(before -> commit(others, drafter::unjudged)).thenCompose(none -> DONE);
    }

    private CompletionStage<Void> decideWave(List<PlanEntry.Judgeable> wave, int attempt) {
        if (wave.isEmpty()) {
            return DONE;
        }
        if (attempt > MOST_ATTEMPTS) {
            throw new IllegalStateException(
                    wave.size() + " plans were overtaken by others " + MOST_ATTEMPTS + " times; they stay pending");
        }
        return loader.load(wave, drafter.declared(), candidate.get())
                .thenCompose(plans -> commit(plans, drafter::judged))
                .thenCompose(again ->
                        decideWave(again.stream().map(LoadedPlan::entry).toList(), attempt + 1));
    }

    /** Drafts and commits; gives what must be decided again because its state has changed. */
    private <T> CompletionStage<List<T>> commit(List<T> inputs, Function<T, Draft> draft) {
        List<Sent<T>> sent = new ArrayList<>(inputs.size());
        for (T input : inputs) {
            Draft drafted = draft.apply(input);
            sent.add(new Sent<>(input, drafted, committer.send(drafted.commit()).toCompletableFuture()));
            if (sent.size() % COMMITS_AT_ONCE == 0) {
                committer.flush();
            }
        }
        committer.flush();
        return CompletableFuture.allOf(sent.stream().map(Sent::answer).toArray(CompletableFuture[]::new))
                .thenCompose(all -> concluded(sent));
    }

    /** A commit under way. */
    private record Sent<T>(T input, Draft draft, CompletableFuture<CommitResult> answer) {
        Outcome outcome() {
            return draft.outcome();
        }

        CommitResult result() {
            return answer.join();
        }
    }

    /** Tells of what was committed, then deals with what was not. */
    private <T> CompletionStage<List<T>> concluded(List<Sent<T>> sent) {
        for (Sent<T> commit : sent) {
            switch (commit.result().kind()) {
                case OK -> listener.committed(commit.outcome());
                case GONE -> listener.decidedElsewhere(commit.outcome().entry());
                case CHANGED, FRAMELESS, UNWRITABLE -> {
                    // after the others have been told of
                }
            }
        }
        List<T> again = new ArrayList<>();
        CompletionStage<Void> rest = framed(
                sent.stream()
                        .filter(commit -> commit.result().kind() == CommitResult.Kind.FRAMELESS)
                        .toList(),
                again);
        for (Sent<T> commit : sent) {
            CommitResult.Kind kind = commit.result().kind();
            if (kind == CommitResult.Kind.CHANGED && commit.outcome() instanceof Outcome.Decided) {
                listener.decidedAgain();
                again.add(commit.input());
            } else if (kind == CommitResult.Kind.CHANGED || kind == CommitResult.Kind.UNWRITABLE) {
                rest = rest.thenCompose(before -> commit(List.of(commit), this::instead))
                        .thenCompose(none -> DONE);
            }
        }
        return rest.thenApply(done -> again);
    }

    /** Before the first record of a version of the rules goes on record what all of them have in common. */
    private <T> CompletionStage<Void> framed(List<Sent<T>> frameless, List<T> again) {
        if (frameless.isEmpty()) {
            return DONE;
        }
        return committer
                .put(drafter.frame(), frameless.get(0).outcome().at())
                .thenCompose(put -> commit(frameless, Sent::draft))
                .thenAccept(changed -> changed.forEach(commit -> again.add(commit.input())));
    }

    /** What is written instead of a commit that could not be. */
    private <T> Draft instead(Sent<T> commit) {
        return commit.result().kind() == CommitResult.Kind.UNWRITABLE
                ? drafter.unwritable(commit.outcome(), commit.result().key())
                : drafter.repeated(commit.outcome());
    }
}
