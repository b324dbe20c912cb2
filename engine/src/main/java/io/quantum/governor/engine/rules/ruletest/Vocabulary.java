package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.rules.rulebook.LimitCheck;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import io.quantum.governor.engine.rules.rulebook.limits.LimitTable;
import io.quantum.governor.engine.rules.rulebook.limits.LimitsFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kie.api.definition.rule.Rule;

/**
 * The names that tests may use because a rulebook or the fixtures have them.
 *
 * @param rulebook the rules under test
 * @param fixtures the facts that tests share
 * @param thresholds the qualified names of the rulebook's thresholds
 * @param rules the names of its rules
 * @param gates the numbers of its gates, and the stems of its rule files
 */
record Vocabulary(Rulebook rulebook, Fixtures fixtures, KnownKeys thresholds, KnownKeys rules, KnownKeys gates) {

    static Vocabulary of(Rulebook rulebook, Fixtures fixtures, Collection<String> stems) {
        List<Rule> rules = Stream.of(Part.values())
                .flatMap(part -> rulebook.base(part).getKiePackages().stream())
                .flatMap(p -> p.getRules().stream())
                .toList();
        List<String> numbers = rules.stream().flatMap(Vocabulary::gateNumber).toList();
        return new Vocabulary(
                rulebook,
                fixtures,
                KnownKeys.of(rulebook.thresholdSets().stream()
                        .flatMap(set -> set.thresholds().stream())
                        .map(Threshold::name)
                        .toList()),
                KnownKeys.of(rules.stream().map(Rule::getName).toList()),
                KnownKeys.of(Stream.concat(numbers.stream(), stems.stream()).toList()));
    }

    private static Stream<String> gateNumber(Rule rule) {
        // Drools leaves the quotes of an annotation's text in place
        return Stream.ofNullable(rule.getMetaData().get("gate"))
                .map(gate -> gate.toString().replace("\"", ""));
    }

    /** Reads rows of limits; those of a test need no owner and no reason. */
    LimitTable limits(Place place, JsonNode said) {
        if (!said.isArray()) {
            throw place.fault("a list belongs here: [{threshold: NAME, for: {symbol: BTCUSDT}, value: 1}]");
        }
        if (said.isEmpty()) {
            return LimitTable.EMPTY;
        }
        JsonNode rows = said.deepCopy();
        rows.forEach(row -> {
            if (row instanceof ObjectNode mapping) {
                mapping.put("owner", "the test").put("why", "the test says so");
            }
        });
        LimitsFile file = LimitsFile.of(Map.of(LimitsFile.YAML, rows.toString()));
        try {
            file.faults().forEach(fault -> {
                throw place.fault(fault.sentence() + "; " + fault.remedy());
            });
            return LimitCheck.table(file.rows(), rulebook);
        } catch (RulebookException e) {
            Fault first = e.faults().get(0);
            throw place.fault(first.sentence() + "; " + first.remedy());
        }
    }

    /** Refuses values that the thresholds do not allow. */
    void checkThresholds(Place place, Map<String, String> texts) {
        try {
            ThresholdValues.of(rulebook, texts);
        } catch (IllegalArgumentException e) {
            throw place.fault(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }
}
