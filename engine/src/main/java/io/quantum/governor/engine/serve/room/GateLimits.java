package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.serve.gates.EffectiveThreshold;
import io.quantum.governor.engine.serve.status.LimitsUsed;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules in force, by their gates: which number one has, and which threshold it has compared with. */
record GateLimits(ActiveRules rules, Map<String, GateRules> byName) {

    static GateLimits of(ActiveRules rules) {
        return new GateLimits(
                rules,
                GateRules.of(rules.rulebook()).stream()
                        .collect(Collectors.toMap(GateRules::name, Function.identity())));
    }

    /** A gate's number on the wire; empty when there is no such gate. */
    String number(String gate) {
        return Optional.ofNullable(byName.get(gate)).map(GateRules::number).orElse("");
    }

    /**
     * The threshold that a gate compares with.
     *
     * @param symbol of the plans; empty for those of which no row of limits names the symbol
     */
    Optional<EffectiveThreshold> threshold(String symbol, LimitsUsed.Limit limit) {
        Map<String, LimitRow> rows =
                symbol.isEmpty() ? Map.of() : rules.thresholds().limits().of(LimitScope.ofPlans("symbol=" + symbol));
        return Optional.ofNullable(byName.get(limit.gate())).stream()
                .flatMap(gate -> gate.thresholds().stream())
                .map(threshold -> EffectiveThreshold.of(threshold, rules, rows))
                .filter(t -> t.value() instanceof Number number && number.doubleValue() == limit.limit())
                .findFirst();
    }
}
