package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.rulebook.GivenFacts;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.ruletest.Subject.Reading;
import io.quantum.governor.facts.BudgetCheck;
import io.quantum.governor.facts.ClusterStressUsed;
import io.quantum.governor.facts.Disarm;
import io.quantum.governor.facts.HeatUsed;
import io.quantum.governor.facts.NoBudget;
import io.quantum.governor.facts.NoProposal;
import io.quantum.governor.facts.Proposal;
import io.quantum.governor.facts.StaleInput;
import io.quantum.governor.facts.Stress;
import io.quantum.governor.facts.SymbolBudget;
import io.quantum.governor.facts.Unsafe;
import io.quantum.governor.facts.Volatility;
import java.util.Map;

/** The words of the engines' tests. */
final class EngineWords {
    static final Subject BUDGET = new Subject(
            facts(Part.BUDGET),
            Map.of(
                    "budget", one(SymbolBudget.class, "usd"),
                    "noBudget", one(NoBudget.class, "reason"),
                    "stress", one(Stress.class, "stress"),
                    "heat", one(HeatUsed.class, "heat"),
                    "cluster", one(ClusterStressUsed.class, "stress"),
                    "volatility", one(Volatility.class, "stress"),
                    "violation", one(BudgetCheck.class, "violation"),
                    "check", one(BudgetCheck.class, ""),
                    "stale", new Reading(StaleInput.class, "inputType", true)));

    static final Subject ALLOCATION = new Subject(
            facts(Part.ALLOCATION),
            Map.of(
                    "multiplier", one(Proposal.class, "multiplier"),
                    "baseTarget", one(Proposal.class, "baseTargetUsd"),
                    "proposedTarget", one(Proposal.class, "proposedTargetUsd"),
                    "reason", one(Proposal.class, "reason"),
                    "noProposal", one(NoProposal.class, "reason")));

    static final Subject DISARM = new Subject(
            facts(Part.DISARM),
            Map.of(
                    "unsafe", one(Unsafe.class, "reason"),
                    "disarm", one(Disarm.class, "reason"),
                    "context", one(Unsafe.class, "context/values")));

    private EngineWords() {}

    private static KnownKeys facts(Part part) {
        return KnownKeys.of(GivenFacts.loaded(part));
    }

    private static Reading one(Class<?> kind, String component) {
        return new Reading(kind, component, false);
    }
}
