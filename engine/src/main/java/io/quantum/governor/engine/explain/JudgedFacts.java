package io.quantum.governor.engine.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.audit.RecordedDecision;
import io.quantum.governor.engine.audit.RecordedDecision.RecordedRule;
import io.quantum.governor.engine.explain.Explanation.Judged;
import io.quantum.governor.engine.json.Json;
import io.quantum.governor.engine.nearmiss.FactWords;
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
 * @param concludes the kinds of conclusions that each rule inserts, by its name; empty when the rules could not be had
 */
record JudgedFacts(RecordedDecision decision, Map<String, Set<String>> concludes) {

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
        com.fasterxml.jackson.databind.node.ObjectNode said = Json.MAPPER.valueToTree(fact);
        said.remove(List.of("ageSec", "source"));
        return said;
    }

    private static String age(Fact fact) {
        JsonNode age = Json.MAPPER.<JsonNode>valueToTree(fact).path("ageSec");
        if (age.isNumber()) {
            return age.asLong() < 0 ? -age.asLong() + " s in the future" : age.asLong() + " s old";
        }
        return fact instanceof Executions ? "" : "has no age";
    }

    /** The facts that rules made a conclusion of, over however many conclusions between. */
    private Set<String> origins(String kind, Set<String> seen) {
        Set<String> facts = new LinkedHashSet<>();
        for (RecordedRule rule : decision.fired()) {
            boolean makes = concludes.getOrDefault(rule.rule(), Set.of()).contains(kind);
            for (String reference : makes && seen.add(rule.rule()) ? rule.matched() : List.<String>of()) {
                Optional<JsonNode> conclusion = at(reference, 'c', decision.conclusions());
                if (conclusion.isPresent()) {
                    facts.addAll(origins(conclusion.get().fieldNames().next(), seen));
                } else if (at(reference, 'f', decision.facts()).isPresent()) {
                    facts.add(reference);
                }
            }
        }
        return facts;
    }

    private String origin(String reference) {
        @Nullable Judged fact = judged(reference).orElse(null);
        if (fact == null) {
            return reference;
        }
        return fact.kind() + (fact.age().endsWith("age") || fact.age().isEmpty() ? "" : " " + fact.age());
    }
}
