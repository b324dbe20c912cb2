package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.rules.ruletest.TestedFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A rulebook that is compared.
 *
 * @param files as they were read
 * @param rulebook compiled
 * @param texts its rule files by their paths
 * @param thresholds by their qualified names
 * @param cases the facts of its tests
 */
record ComparedRulebook(
        RulebookFiles files,
        Rulebook rulebook,
        Map<String, String> texts,
        Map<String, Threshold> thresholds,
        List<TestedFacts> cases) {

    static ComparedRulebook of(RulebookTexts rules) {
        RulebookFiles files = RulebookFiles.of(rules);
        Rulebook rulebook = RulebookCompiler.compile(files);
        Map<String, String> texts = new TreeMap<>();
        files.files().forEach(f -> texts.put(f.path(), f.text()));
        return new ComparedRulebook(
                files, rulebook, texts, rulebook.thresholds(), TestedFacts.of(RuleTests.of(rules, rulebook)));
    }

    Optional<Double> number(String threshold) {
        return Optional.ofNullable(thresholds.get(threshold))
                .map(Threshold::value)
                .filter(Number.class::isInstance)
                .map(v -> ((Number) v).doubleValue());
    }
}
