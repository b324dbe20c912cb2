package io.quantum.governor.engine.serve.shadow;

import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.loaders.redis.CandidateFacts;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The plans that were decided and wait for the candidate, with the very facts by which they were decided. When too many
 * wait, further ones are missed: whoever decides never waits here. One thread puts, another one takes.
 */
final class DecidedPlans implements DecisionListener {
    /** Enough for 20 000 plans a second that are taken ten times a second; a few MB of facts. */
    private static final int MOST = 2048;

    private final Queue<Live> waiting = new ArrayBlockingQueue<>(MOST);
    private final AtomicLong missed = new AtomicLong();
    private volatile boolean open;

    /**
     * A plan that was decided.
     *
     * @param facts what the rules in force saw, as the candidate names it
     * @param active what they said
     */
    record Live(String planId, CandidateFacts facts, Said active) {}

    /** From now on plans are kept. */
    void open() {
        waiting.clear();
        missed.set(0);
        open = true;
    }

    /** From now on they are not. */
    void close() {
        open = false;
    }

    /** The next plan, without waiting for one. */
    Optional<Live> next() {
        return Optional.ofNullable(waiting.poll());
    }

    /** Gives up what still waits; it counts as missed. */
    void giveUp() {
        while (waiting.poll() != null) {
            missed.incrementAndGet();
        }
    }

    /** How many were missed since this was asked last. */
    long missed() {
        return missed.getAndSet(0);
    }

    @Override
    public void committed(Outcome outcome) {
        if (!open) {
            return;
        }
        if (outcome instanceof Outcome.Decided decided) {
            put(decided.entry().plan().planId(), decided.plan().candidate(), Said.of(decided.evaluation()));
        } else if (outcome instanceof Outcome.Refused refused) {
            refused.loaded().ifPresent(plan -> put(refused.planId(), plan.candidate(), Said.blocked(refused.reason())));
        }
    }

    private void put(String planId, CandidateFacts facts, Said active) {
        if (!waiting.offer(new Live(planId, facts, active))) {
            missed.incrementAndGet();
        }
    }
}
