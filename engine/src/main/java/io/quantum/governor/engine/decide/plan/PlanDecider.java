package io.quantum.governor.engine.decide.plan;

import io.lettuce.core.RedisCommandExecutionException;
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
import java.util.stream.IntStream;

/** Takes a batch of entries from facts over rules to commits, one batch at a time; never waits for Redis. */
final class PlanDecider {
    /** So often a plan may be overtaken by other governors before it is left for the next delivery. */
    private static final int MOST_ATTEMPTS = 1000;

    /** Commits are sent in groups of so many, so that Redis works while the next plans are judged. */
    private static final int COMMITS_AT_ONCE = 16;

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
        return decided.thenCompose(before -> commit(others, drafter::unjudged))
                .thenCompose(none -> DONE)
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        loader.forget();
                    }
                });
    }

    private CompletionStage<Void> decideWave(List<PlanEntry.Judgeable> wave, int attempt) {
        if (wave.isEmpty()) {
            return DONE;
        }
        if (attempt > MOST_ATTEMPTS) {
            throw new IllegalStateException(
                    wave.size() + " plans were overtaken by others " + MOST_ATTEMPTS + " times; they stay pending");
        }
        List<FactDeclaration> declared = drafter.declared();
        return (attempt == 1
                        ? loader.load(wave, declared, candidate.get())
                        : loader.loadAgain(wave, declared, candidate.get()))
                .thenCompose(plans -> commit(plans, drafter::judged))
                .thenCompose(again ->
                        decideWave(again.stream().map(LoadedPlan::entry).toList(), attempt + 1));
    }

    /** Drafts and commits; gives what must be decided again because its state has changed. */
    private <T> CompletionStage<List<T>> commit(List<T> inputs, Function<T, Draft> draft) {
        List<Sent<T>> sent = new ArrayList<>(inputs.size() / COMMITS_AT_ONCE + 1);
        for (int from = 0; from < inputs.size(); from += COMMITS_AT_ONCE) {
            List<T> some = inputs.subList(from, Math.min(inputs.size(), from + COMMITS_AT_ONCE));
            List<Draft> drafts = some.stream().map(draft).toList();
            List<Commit> commits = drafts.stream().map(Draft::commit).toList();
            sent.add(new Sent<>(
                    some, drafts, committer.send(drafter.frame().id(), commits).toCompletableFuture()));
        }
        return CompletableFuture.allOf(sent.stream().map(Sent::answers).toArray(CompletableFuture[]::new))
                .thenCompose(all -> concluded(
                        sent.stream().flatMap(s -> s.answered().stream()).toList()));
    }

    /** Commits under way. */
    private record Sent<T>(List<T> inputs, List<Draft> drafts, CompletableFuture<List<CommitResult>> answers) {
        List<Answered<T>> answered() {
            List<CommitResult> results = answers.join();
            return IntStream.range(0, inputs.size())
                    .mapToObj(i -> new Answered<>(inputs.get(i), drafts.get(i), results.get(i)))
                    .toList();
        }
    }

    /** A commit and what became of it. */
    private record Answered<T>(T input, Draft draft, CommitResult result) {
        Outcome outcome() {
            return draft.outcome();
        }

        boolean is(CommitResult.Kind kind) {
            return result.kind() == kind;
        }
    }

    /** Tells of what was committed, then deals with what was not. */
    private <T> CompletionStage<List<T>> concluded(List<Answered<T>> all) {
        List<T> again = new ArrayList<>();
        List<Answered<T>> frameless = new ArrayList<>();
        List<Answered<T>> refused = new ArrayList<>();
        String failed = "";
        for (Answered<T> commit : all) {
            switch (commit.result().kind()) {
                case OK -> {
                    commit.draft().commit().tell(loader);
                    listener.committed(commit.outcome());
                }
                case GONE -> listener.decidedElsewhere(commit.outcome().entry());
                case FRAMELESS -> frameless.add(commit);
                case CHANGED -> {
                    if (commit.outcome() instanceof Outcome.Decided) {
                        listener.decidedAgain();
                        again.add(commit.input());
                    } else {
                        refused.add(commit);
                    }
                }
                case UNWRITABLE -> refused.add(commit);
                case FAILED -> failed = commit.result().detail();
            }
        }
        if (!failed.isEmpty()) {
            return CompletableFuture.failedFuture(new RedisCommandExecutionException(failed));
        }
        CompletionStage<Void> rest = framed(frameless, again);
        for (Answered<T> commit : refused) {
            rest = rest.thenCompose(before -> commit(List.of(commit), this::instead))
                    .thenCompose(none -> DONE);
        }
        return rest.thenApply(done -> again);
    }

    /** Before the first record of a version of the rules goes on record what all of them have in common. */
    private <T> CompletionStage<Void> framed(List<Answered<T>> frameless, List<T> again) {
        if (frameless.isEmpty()) {
            return DONE;
        }
        return committer
                .put(drafter.frame(), frameless.get(0).outcome().at())
                .thenCompose(put -> commit(frameless, Answered::draft))
                .thenAccept(changed -> changed.forEach(commit -> again.add(commit.input())));
    }

    /** What is written instead of a commit that could not be. */
    private <T> Draft instead(Answered<T> commit) {
        return commit.is(CommitResult.Kind.UNWRITABLE)
                ? drafter.unwritable(commit.outcome(), commit.result().detail())
                : drafter.repeated(commit.outcome());
    }
}
