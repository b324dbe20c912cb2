package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.record.audit.PlanRecordReader;
import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.record.audit.RecordedPlan;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.serve.shadow.Comparison;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Order;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;

/** Decides batches of records again, one after the other, on a thread of its own. */
final class Worker implements Callable<Counts> {
    private static final Set<String> NO_PLANS = Set.of(RulebookRecord.OUTCOME, Deed.OUTCOME);

    private final BlockingQueue<Batch> batches;
    private final CandidateRules candidate;
    private final Optional<Departures> departures;
    private final PlanRecordReader reader;
    private final NotRecorded notRecorded;
    private final Counts counts = new Counts();

    Worker(BlockingQueue<Batch> batches, CandidateRules candidate, Mode mode) {
        this.batches = batches;
        this.candidate = candidate;
        this.reader = new PlanRecordReader(candidate.rules().rulebook().kinds());
        this.notRecorded = new NotRecorded(candidate.rules().texts());
        this.departures = mode == Mode.simulated
                ? Optional.of(new Departures(candidate.rules().rulebook().kinds()))
                : Optional.empty();
    }

    @Override
    public Counts call() throws InterruptedException {
        try (Judge judge = new Judge(candidate)) {
            for (Batch batch = batches.take(); !batch.isEnd(); batch = batches.take()) {
                batch.forEach((number, json, frame) -> decide(judge, number, json, frame));
            }
        }
        return counts;
    }

    private void decide(Judge judge, long number, byte[] json, Optional<Frame> frame) {
        try {
            RecordedPlan plan = reader.read(json, frame);
            if (NO_PLANS.contains(plan.outcome())) {
                counts.noPlan();
                return;
            }
            Optional<String> hindrance = Hindrance.of(plan);
            if (hindrance.isPresent()) {
                counts.notReplayed(hindrance.get());
            } else {
                counts.add(decide(judge, plan));
            }
        } catch (RecordException e) {
            counts.unreadable(number, String.valueOf(e.getMessage()));
        }
    }

    private Decided decide(Judge judge, RecordedPlan plan) {
        List<Fact> facts = departures.map(d -> d.facts(plan)).orElse(plan.facts());
        Optional<Evaluation> evaluation = judge.judge(plan.rulebook(), facts);
        departures.ifPresent(d -> d.take(plan, facts, evaluation));
        Side then = Side.then(plan);
        Side now = Side.now(evaluation);
        double notionalUsd = evaluation
                .flatMap(e -> e.atMostOne(Order.class))
                .or(plan::order)
                .map(Order::notionalUsd)
                .orElse(0.0);
        plan.notRecorded()
                .forEach(fact -> counts.notRecorded(fact, notRecorded.couldMatter(fact, evaluation), notionalUsd));
        return new Decided(plan, then, now, Comparison.of(then.said(), now.said()), notionalUsd);
    }
}
