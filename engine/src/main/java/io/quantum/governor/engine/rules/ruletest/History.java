package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.facts.Verdict;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.redis.LastPermit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the permits of a sequence leave behind for its next step, as in production: executions, the last permit, the day's
 * totals. Every other fact is as fresh at each step as the test says. Not for use by several threads.
 */
final class History {
    private final Instant start;
    private final Map<String, FactDeclaration> lastPermits;
    private final Deque<Long> permitsAtSec = new ArrayDeque<>();
    private LocalDate day;
    private Optional<DailyTotals> totals = Optional.empty();

    History(Instant start, FactKinds kinds) {
        this.start = start;
        this.lastPermits = kinds.declared(Part.PLAN).stream()
                .filter(LastPermit::isSourceOf)
                .collect(Collectors.toMap(FactDeclaration::name, Function.identity()));
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
        @Nullable FactDeclaration declaration = lastPermits.get(nameOf(fact));
        boolean unreadable = fact instanceof Unavailable gone && gone.cause().equals(Unavailable.UNREADABLE);
        return declaration == null || unreadable ? fact : declared(declaration, fact, atSec);
    }

    /** What commits write is seen by the facts that are declared of it. */
    private Fact declared(FactDeclaration declaration, Fact fact, long atSec) {
        if (!permitsAtSec.isEmpty()) {
            return LastPermit.fact(declaration, start.plusSeconds(permitsAtSec.getFirst()), start.plusSeconds(atSec));
        }
        return fact instanceof DeclaredFact told ? declaration.older(told, atSec) : fact;
    }

    private static String nameOf(Fact fact) {
        return fact instanceof Unavailable gone ? gone.fact() : Fact.nameOf(fact.getClass());
    }

    private LocalDate dayAt(long atSec) {
        return LocalDate.ofInstant(start.plusSeconds(atSec), ZoneOffset.UTC);
    }
}
