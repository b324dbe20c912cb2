package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.FiredRule;
import io.quantum.governor.engine.rules.rulebook.RuleGraph;
import io.quantum.governor.engine.rules.rulebook.RuleGraph.Dependents;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Gates;
import io.quantum.governor.facts.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the verdict on a plan could have been another one, had its record told a fact. Not for several threads. */
final class NotRecorded {
    private final RulebookTexts texts;
    private final Map<String, Dependents> dependents = new HashMap<>();
    private @Nullable RuleGraph graph;

    NotRecorded(RulebookTexts texts) {
        this.texts = texts;
    }

    /**
     * Whether a gate that had its say in the verdict answered by a rule that depends on the fact.
     *
     * @param evaluation without the fact; empty when the rules came to no end
     */
    boolean couldMatter(String fact, Optional<Evaluation> evaluation) {
        Dependents of = dependents.computeIfAbsent(fact, f -> graph().of(f));
        return evaluation.isEmpty()
                || of.kinds().contains(Gates.class.getSimpleName())
                || of.kinds().contains(Verdict.class.getSimpleName())
                || couldMatter(of, evaluation.get());
    }

    private static boolean couldMatter(Dependents of, Evaluation evaluation) {
        for (GateResult result : evaluation.gates()) {
            String file = result.gate().name() + ": ";
            boolean enforced = result.gate().enforcement().equals(Gate.ENFORCE);
            if (enforced
                    && evaluation.fired().stream()
                            .map(FiredRule::name)
                            .anyMatch(
                                    rule -> rule.startsWith(file) && of.rules().contains(rule))) {
                return true;
            }
            if (result.gate().number().equals(evaluation.verdict().gate())) {
                // what comes after the gate that decided was not listened to
                return false;
            }
        }
        return false;
    }

    private RuleGraph graph() {
        if (graph == null) {
            graph = new RuleGraph(RulebookFiles.of(texts));
        }
        return graph;
    }
}
