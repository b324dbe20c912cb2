package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.LastPermit;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.facts.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the permits of a sequence leave behind for its next step, as in production: executions, the last permit, the day's
 * totals. Every other fact is as fresh at each step as the test says. Not for use by several threads.
 */
final class History {
    private final Instant start;
    private final Deque<Long> permitsAtSec = new ArrayDeque<>();
    private LocalDate day;
    private Optional<DailyTotals> totals = Optional.empty();

    History(Instant start) {
        this.start = start;
        this.day = dayAt(0);
    }

    /** The step's facts, as they are after the steps before it. */
    List<Fact> factsOf(Step step) {
        return step.facts().stream().map(fact -> later(fact, step.atSec())).toList();
    }

    /** Takes note of a step's outcome. */
    void remember(Step step, Evaluation evaluation) {
        if (evaluation.verdict().decision().equals(Verdict.PERMIT)) {
            permitsAtSec.addFirst(step.atSec());
            evaluation.atMostOne(DayAfter.class).ifPresent(after -> {
                day = dayAt(step.atSec());
                totals = Optional.of(new DailyTotals(after.notionalUsd(), after.qtyBase()));
            });
        }
    }

    private Fact later(Fact fact, long atSec) {
        if (fact instanceof Executions executions) {
            List<Double> ages = new ArrayList<>();
            permitsAtSec.forEach(permit -> ages.add((double) (atSec - permit)));
            executions.agesSec().forEach(age -> ages.add(age + atSec));
            return new Executions(ages, executions.ignoredEntries());
        }
        if (fact instanceof DailyTotals before) {
            return dayAt(atSec).equals(day) ? totals.orElse(before) : new DailyTotals(0, 0);
        }
        return lastPermit(fact, atSec);
    }

    private Fact lastPermit(Fact fact, long atSec) {
        boolean missing = fact instanceof Unavailable u && u.fact().equals(Fact.nameOf(LastPermit.class));
        if ((missing || fact instanceof LastPermit) && !permitsAtSec.isEmpty()) {
            return new LastPermit(atSec - permitsAtSec.getFirst());
        }
        return fact instanceof LastPermit last ? new LastPermit(last.ageSec() + atSec) : fact;
    }

    private LocalDate dayAt(long atSec) {
        return LocalDate.ofInstant(start.plusSeconds(atSec), ZoneOffset.UTC);
    }
}
