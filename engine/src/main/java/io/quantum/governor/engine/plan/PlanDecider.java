package io.quantum.governor.engine.plan;

import io.lettuce.core.RedisFuture;
import io.quantum.governor.loaders.redis.FactLoader;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes a batch of entries from facts over rules to commits. For use by one thread. */
final class PlanDecider {
    /** So often a plan may be overtaken by other governors before it is left for the next delivery. */
    private static final int MOST_ATTEMPTS = 1000;

    /** Commits are sent in groups of so many, so that Redis works while the next plans are judged. */
    private static final int COMMITS_AT_ONCE = 8;

    private final FactLoader loader;
    private final Drafter drafter;
    private final Committer committer;
    private final DecisionListener listener;

    PlanDecider(FactLoader loader, Drafter drafter, Committer committer, DecisionListener listener) {
        this.loader = loader;
        this.drafter = drafter;
        this.committer = committer;
        this.listener = listener;
    }

    /**
     * Decides entries; several plans of one symbol are decided one after the other, each by what the one before left.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer; entries that are not decided then stay pending
     */
    void decide(List<PlanEntry> entries) {
        List<PlanEntry.Judgeable> judgeable = new ArrayList<>();
        List<PlanEntry> others = new ArrayList<>();
        for (PlanEntry entry : entries) {
            if (entry instanceof PlanEntry.Judgeable plan) {
                judgeable.add(plan);
            } else {
                others.add(entry);
            }
        }
        for (List<PlanEntry.Judgeable> wave : Waves.of(judgeable)) {
            decideWave(wave);
        }
        commit(others, drafter::unjudged);
    }

    private void decideWave(List<PlanEntry.Judgeable> wave) {
        List<PlanEntry.Judgeable> left = wave;
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            if (attempt == MOST_ATTEMPTS) {
                throw new IllegalStateException(
                        left.size() + " plans were overtaken by others " + MOST_ATTEMPTS + " times; they stay pending");
            }
            left = commit(loader.load(left), drafter::judged).stream()
                    .map(LoadedPlan::entry)
                    .toList();
        }
    }

    /** Drafts and commits; returns what must be decided again because its state has changed. */
    private <T> List<T> commit(List<T> inputs, Function<T, Draft> draft) {
        List<Draft> drafts = new ArrayList<>(inputs.size());
        List<RedisFuture<byte[]>> answers = new ArrayList<>(inputs.size());
        for (T input : inputs) {
            drafts.add(draft.apply(input));
            answers.add(committer.send(drafts.get(drafts.size() - 1).commit()));
            if (drafts.size() % COMMITS_AT_ONCE == 0) {
                committer.flush();
            }
        }
        committer.flush();
        List<CommitResult> results = committer.results(drafts, answers);
        List<T> again = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            switch (results.get(i).kind()) {
                case OK -> listener.committed(drafts.get(i).outcome());
                case GONE -> listener.decidedElsewhere(drafts.get(i).outcome().entry());
                case CHANGED, UNWRITABLE -> {
                    // after the others have been told of
                }
            }
        }
        for (int i = 0; i < results.size(); i++) {
            if (notCommitted(drafts.get(i).outcome(), results.get(i))) {
                again.add(inputs.get(i));
            }
        }
        return again;
    }

    /** Deals with a commit that wrote nothing; returns whether the plan must be decided again. */
    private boolean notCommitted(Outcome outcome, CommitResult result) {
        switch (result.kind()) {
            case UNWRITABLE -> commit(List.of(outcome), o -> drafter.unwritable(o, result.key()));
            case CHANGED -> {
                if (outcome instanceof Outcome.Decided) {
                    listener.decidedAgain();
                    return true;
                }
                commit(List.of(outcome), drafter::repeated);
            }
            case OK, GONE -> {
                // nothing is left to do
            }
        }
        return false;
    }
}
