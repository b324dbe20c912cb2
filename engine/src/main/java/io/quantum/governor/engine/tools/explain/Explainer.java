package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedLimit;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.tools.nearmiss.NearMiss;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.Gates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explains recorded decisions. Safe for use by many threads. */
public final class Explainer {

    private final RulebookShelf shelf;

    public Explainer(RulebookShelf shelf) {
        this.shelf = shelf;
    }

    /**
     * Explains one of the decisions on a plan id.
     *
     * @param record the decision
     * @param all every decision on the same plan id that was found, newest first
     */
    public Explanation explain(FoundRecord record, List<FoundRecord> all) {
        RecordedDecision decision = record.decision();
        List<String> notes = new ArrayList<>();
        Optional<DecidingRules> rules = rules(decision, notes);
        Optional<Redecision> again = rules.filter(r -> !decision.facts().isEmpty())
                .map(r -> Redecision.of(decision, r.rulebook(), decision.thresholds()));
        again.filter(a -> !a.confirms(decision) && decision.detail().isEmpty())
                .ifPresent(a -> notes.add("Decided again by the same rulebook and facts it comes out otherwise: "
                        + a.outcome() + ". The record may have been altered: governor audit verify."));
        GateParts parts = new GateParts(decision, rules, misses(decision, rules, again));
        return new Explanation(
                decision.planId(),
                decision.symbol(),
                decision.plan().getOrDefault("action", ""),
                mode(decision),
                decision.streamId(),
                decision.at().toString(),
                record.from(),
                new Explanation.Verdict(
                        decision.outcome(),
                        decision.reason(),
                        decision.gate(),
                        Sentences.verdict(decision, parts.deciding())),
                decider(decision, rules),
                parts.gates(),
                again.map(Explainer::notAsked).orElse(List.of()),
                parts.steps(),
                others(record, all),
                notes);
    }

    private Optional<DecidingRules> rules(RecordedDecision decision, List<String> notes) {
        String name = "Its rulebook, " + title(decision) + ",";
        try {
            Optional<DecidingRules> rules = shelf.find(decision.rulebook());
            if (rules.isEmpty()) {
                notes.add(name + " could not be found by its digest "
                        + decision.rulebook().digest()
                        + ", so what follows is what the record alone tells: which rules did not fire, and why, is"
                        + " missing. To have it, give the directory of that version by --rules DIR, or publish its"
                        + " release again.");
            }
            return rules;
        } catch (RulebookException e) {
            notes.add(name + " does not compile any more, so which rules did not fire, and why, is missing: "
                    + shortly(e));
            return Optional.empty();
        }
    }

    /** An old rulebook may name much that is no longer there; the first of it says enough. */
    private static String shortly(RulebookException e) {
        List<String> lines = String.valueOf(e.getMessage()).lines().toList();
        return lines.get(0) + (lines.size() > 1 ? ", and " + (lines.size() - 1) + " more" : "");
    }

    private static List<NearMiss> misses(
            RecordedDecision decision, Optional<DecidingRules> rules, Optional<Redecision> again) {
        Optional<Evaluation> evaluation = again.flatMap(Redecision::evaluation);
        // when no rule is on record as having fired, the rules came to no end then, whatever they do now
        if (rules.isEmpty() || evaluation.isEmpty() || decision.fired().isEmpty()) {
            return List.of();
        }
        Set<String> fired = new HashSet<>();
        decision.fired().forEach(rule -> fired.add(rule.rule()));
        evaluation.get().fired().forEach(rule -> fired.add(rule.name()));
        return rules.get().nearMisses().of(again.get().known(), decision.thresholds(), fired);
    }

    private static String mode(RecordedDecision decision) {
        return decision.facts().stream()
                .filter(fact -> fact.kind().equals("applyMode"))
                .map(fact -> fact.says().path("name").asText())
                .findFirst()
                .orElse("");
    }

    private static Explanation.Decider decider(RecordedDecision decision, Optional<DecidingRules> rules) {
        return new Explanation.Decider(
                decision.rulebook().name(),
                decision.rulebook().version(),
                decision.rulebook().digest(),
                rules.map(r -> r.found().texts().where()).orElse(""),
                rules.map(r -> r.found().released()).orElse(""),
                decision.rulebook().overrides(),
                decision.limits().stream().map(limit -> limit(limit, rules)).toList());
    }

    /** A row of limits, and who wrote it and why if the rulebook was found. */
    private static String limit(RecordedLimit limit, Optional<DecidingRules> rules) {
        String source = rules.stream()
                .flatMap(r -> r.rulebook().limits().rows().stream())
                .filter(row -> row.threshold().equals(limit.threshold())
                        && row.scope().toString().equals(limit.row()))
                .map(row -> " (" + row.source() + ")")
                .findFirst()
                .orElse("");
        return limit.threshold() + " is " + limit.value() + " for " + limit.row() + source;
    }

    private static String title(RecordedDecision decision) {
        RecordedRulebook decided = decision.rulebook();
        return decided.name() + " " + ShortDigest.beside(decided.version(), decided.digest());
    }

    private static List<String> notAsked(Redecision again) {
        return again
                .evaluation()
                .flatMap(evaluation -> evaluation.atMostOne(Gates.class))
                .map(Gates::inOrder)
                .orElse(List.of())
                .stream()
                .filter(gate -> gate.enforcement().equals(Gate.OFF))
                .map(gate -> Sentences.gate(gate.number(), gate.name()))
                .toList();
    }

    private static List<Explanation.Other> others(FoundRecord record, List<FoundRecord> all) {
        return all.stream()
                .filter(other -> !other.equals(record))
                .map(FoundRecord::decision)
                .map(d -> new Explanation.Other(d.streamId(), d.at().toString(), d.outcome(), d.reason(), d.gate()))
                .toList();
    }
}
