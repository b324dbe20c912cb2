package io.quantum.governor.engine.tools.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRule;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.engine.tools.explain.Explanation.Judged;
import io.quantum.governor.engine.tools.nearmiss.FactWords;
import io.quantum.governor.engine.tools.nearmiss.RuleOutline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What rules matched, with age and source.
 *
 * @param decision the record
 * @param sources where its facts come from
 * @param outlines the rules that decided, by their names; empty when they could not be had
 */
record JudgedFacts(RecordedDecision decision, FactSources sources, Map<String, RuleOutline> outlines) {
    private static final String NO_AGE = "no timestamp";

    /** Everything that some of the rules that fired matched, each once. */
    List<Judged> of(List<RecordedRule> fired) {
        Set<String> references = new LinkedHashSet<>();
        fired.forEach(rule -> references.addAll(rule.matched()));
        List<Judged> judged = new ArrayList<>();
        references.forEach(reference -> judged(reference).ifPresent(judged::add));
        return judged;
    }

    private Optional<Judged> judged(String reference) {
        Optional<RecordedFact> fact = at(reference, 'f', decision.facts());
        if (fact.isPresent()) {
            return fact.map(this::judged);
        }
        return at(reference, 'c', decision.conclusions()).map(conclusion -> {
            Map.Entry<String, JsonNode> only =
                    conclusion.properties().iterator().next();
            return new Judged(
                    FactWords.kind(only.getKey()),
                    FactWords.components(only.getValue()),
                    "",
                    origins(only.getKey(), new LinkedHashSet<>()).stream()
                            .map(this::origin)
                            .collect(Collectors.joining(", ")));
        });
    }

    private static <T> Optional<T> at(String reference, char kind, List<T> list) {
        if (!reference.matches(kind + "[0-9]{1,4}")) {
            return Optional.empty();
        }
        int index = Integer.parseInt(reference.substring(1));
        return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
    }

    private Judged judged(RecordedFact fact) {
        String kind = FactWords.kind(fact.subject());
        if (fact.isUnavailable()) {
            return new Judged(kind, fact.says().path("cause").asText(), "", sources.of(fact));
        }
        return new Judged(kind, FactWords.components(withoutAge(fact)), age(fact), sources.of(fact));
    }

    private static JsonNode withoutAge(RecordedFact fact) {
        return fact.says().deepCopy() instanceof ObjectNode said
                ? said.without(List.of("ageSec", "source"))
                : fact.says();
    }

    private static String age(RecordedFact fact) {
        JsonNode age = fact.says().path("ageSec");
        if (age.isNumber()) {
            return age.asLong() < 0 ? -age.asLong() + " s in the future" : age.asLong() + " s old";
        }
        return fact.kind().equals("executions") ? "" : NO_AGE;
    }

    /** The facts that rules made a conclusion of, over however many conclusions between. */
    private Set<RecordedFact> origins(String kind, Set<String> seen) {
        Set<RecordedFact> facts = new LinkedHashSet<>();
        for (RecordedRule rule : decision.fired()) {
            @Nullable RuleOutline outline = outlines.get(rule.rule());
            if (outline != null && outline.concludes().contains(kind) && seen.add(rule.rule())) {
                // what keeps a rule from firing when it is there is looked at too
                outline.absent().forEach(absent -> facts.addAll(about(absent)));
                for (String reference : rule.matched()) {
                    at(reference, 'f', decision.facts()).ifPresent(facts::add);
                    at(reference, 'c', decision.conclusions())
                            .ifPresent(conclusion ->
                                    facts.addAll(origins(conclusion.fieldNames().next(), seen)));
                }
            }
        }
        return facts;
    }

    /** The facts of a kind, and those that say that there is none. */
    private List<RecordedFact> about(String kind) {
        return decision.facts().stream()
                .filter(fact -> fact.subject().equalsIgnoreCase(kind))
                .toList();
    }

    private String origin(RecordedFact fact) {
        Judged judged = judged(fact);
        if (fact.isUnavailable()) {
            return judged.kind() + " " + judged.says() + " (" + judged.source() + ")";
        }
        boolean aged = !judged.age().isEmpty() && !judged.age().equals(NO_AGE);
        String source = fact.says().path("source").asText();
        return judged.kind() + (aged ? " " + judged.age() : "") + (source.isEmpty() ? "" : " (" + source + ")");
    }
}
