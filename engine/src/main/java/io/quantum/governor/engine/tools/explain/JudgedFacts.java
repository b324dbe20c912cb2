package io.quantum.governor.engine.tools.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRule;
import io.quantum.governor.engine.tools.explain.Explanation.Judged;
import io.quantum.governor.engine.tools.nearmiss.FactWords;
import io.quantum.governor.engine.tools.nearmiss.RuleOutline;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
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
 * @param outlines the rules that decided, by their names; empty when they could not be had
 */
record JudgedFacts(RecordedDecision decision, Map<String, RuleOutline> outlines) {
    private static final String NO_AGE = "has no age";

    /** Everything that some of the rules that fired matched, each once. */
    List<Judged> of(List<RecordedRule> fired) {
        Set<String> references = new LinkedHashSet<>();
        fired.forEach(rule -> references.addAll(rule.matched()));
        List<Judged> judged = new ArrayList<>();
        references.forEach(reference -> judged(reference).ifPresent(judged::add));
        return judged;
    }

    private Optional<Judged> judged(String reference) {
        Optional<Fact> fact = at(reference, 'f', decision.facts());
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

    private Judged judged(Fact fact) {
        if (fact instanceof Unavailable gone) {
            return new Judged(FactWords.kind(gone.fact()), gone.cause(), "", FactSources.of(fact, decision));
        }
        return new Judged(
                FactWords.kind(Fact.nameOf(fact.getClass())),
                FactWords.components(withoutAge(fact)),
                age(fact),
                FactSources.of(fact, decision));
    }

    private static JsonNode withoutAge(Fact fact) {
        ObjectNode said = Json.MAPPER.valueToTree(fact);
        said.remove(List.of("ageSec", "source"));
        return said;
    }

    private static String age(Fact fact) {
        JsonNode age = Json.MAPPER.<JsonNode>valueToTree(fact).path("ageSec");
        if (age.isNumber()) {
            return age.asLong() < 0 ? -age.asLong() + " s in the future" : age.asLong() + " s old";
        }
        return fact instanceof Executions ? "" : NO_AGE;
    }

    /** The facts that rules made a conclusion of, over however many conclusions between. */
    private Set<Fact> origins(String kind, Set<String> seen) {
        Set<Fact> facts = new LinkedHashSet<>();
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
    private List<Fact> about(String kind) {
        return decision.facts().stream()
                .filter(fact -> fact.getClass().getSimpleName().equals(kind)
                        || (fact instanceof Unavailable gone && gone.fact().equalsIgnoreCase(kind)))
                .toList();
    }

    private String origin(Fact fact) {
        Judged judged = judged(fact);
        if (fact instanceof Unavailable) {
            return judged.kind() + " " + judged.says() + " (" + judged.source() + ")";
        }
        boolean aged = !judged.age().isEmpty() && !judged.age().equals(NO_AGE);
        String source = Json.MAPPER.<JsonNode>valueToTree(fact).path("source").asText();
        return judged.kind() + (aged ? " " + judged.age() : "") + (source.isEmpty() ? "" : " (" + source + ")");
    }
}
