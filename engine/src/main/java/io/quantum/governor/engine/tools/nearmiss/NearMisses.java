package io.quantum.governor.engine.tools.nearmiss;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.fence.FactTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.drl.ast.descr.RuleDescr;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;

/** Tells of the rules that judge plans why they did not fire. Immutable and safe for use by many threads. */
public final class NearMisses {
    /** A beginning can match many facts; so many of them are looked at. */
    private static final int MOST_MATCHES = 20;

    private static final int MOST_FIRINGS = 20_000;

    private final List<RuleOutline> outlines;
    private final Rulebook beginnings;

    private NearMisses(List<RuleOutline> outlines, Rulebook beginnings) {
        this.outlines = List.copyOf(outlines);
        this.beginnings = beginnings;
    }

    /**
     * Cuts the rules of a rulebook and compiles their beginnings, through the same fence as any rules.
     *
     * @param files files that compile
     * @throws io.quantum.governor.engine.rules.rulebook.RulebookException when they don't
     */
    public static NearMisses compile(RulebookFiles files) {
        Beginnings beginnings = new Beginnings();
        List<RuleOutline> outlines = new ArrayList<>();
        List<RuleFile> cut = new ArrayList<>();
        for (RuleSource source : RuleSource.of(files)) {
            if (source.rules().isEmpty()) {
                cut.add(new RuleFile(source.path(), source.text()));
            } else if (Part.of(source.path()) == Part.PLAN) {
                for (RuleDescr rule : source.rules()) {
                    outlines.add(new Outliner(source, rule, beginnings).outline());
                }
                cut.add(beginnings.file(source));
            }
        }
        return new NearMisses(outlines, RulebookCompiler.compile(new RulebookFiles(files.manifest(), cut)));
    }

    /** All rules that judge plans, in the order of the files. */
    public List<RuleOutline> outlines() {
        return outlines;
    }

    /**
     * Tells why rules did not fire.
     *
     * @param known every fact and conclusion of the decision
     * @param thresholds the values in force then, as texts, by their qualified names
     * @param fired the names of the rules that did
     * @return one for each rule that did not, in the order of the files
     * @throws IllegalArgumentException when a threshold's value is none
     */
    public List<NearMiss> of(List<?> known, Map<String, String> thresholds, Set<String> fired) {
        Map<Integer, List<List<Object>>> matches = matches(known, ThresholdValues.of(beginnings, thresholds));
        Failures failures = new Failures(known, thresholds);
        return outlines.stream()
                .filter(rule -> !fired.contains(rule.name()))
                .map(rule -> nearMiss(rule, matches, failures))
                .toList();
    }

    private static NearMiss nearMiss(RuleOutline rule, Map<Integer, List<List<Object>>> matches, Failures failures) {
        for (Condition condition : rule.conditions()) {
            if (condition.with() == Condition.NONE || !matches.containsKey(condition.with())) {
                int seen = condition.form() == Condition.Form.ABSENT ? condition.against() : condition.before();
                return failures.nearMiss(rule, condition, matches.getOrDefault(seen, List.of()));
            }
        }
        throw new IllegalStateException("a rule without conditions: " + rule.name());
    }

    /** What each beginning matches. */
    private Map<Integer, List<List<Object>>> matches(List<?> known, ThresholdValues thresholds) {
        Map<Integer, List<List<Object>>> matches = new HashMap<>();
        KieSession session = beginnings.base(Part.PLAN).newKieSession();
        try {
            thresholds.globals(Part.PLAN).forEach(session::setGlobal);
            known.forEach(session::insert);
            session.fireAllRules(match -> remember(match, matches), MOST_FIRINGS);
        } finally {
            session.dispose();
        }
        return matches;
    }

    private static boolean remember(Match match, Map<Integer, List<List<Object>>> matches) {
        List<List<Object>> some =
                matches.computeIfAbsent(Beginnings.number(match.getRule().getName()), number -> new ArrayList<>());
        if (some.size() < MOST_MATCHES) {
            // a rule that begins with what is absent matches an object of Drools' own
            some.add(match.getObjects().stream()
                    .filter(o -> FactTypes.isFactType(o.getClass()))
                    .toList());
        }
        return true;
    }
}
