package io.quantum.governor.engine.tools.explain;

import static java.util.Map.entry;

import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Position;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.redis.Keys;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Where the facts of a decision were loaded from; a record itself tells it only of those that several sources tell.
 *
 * @param decision the record
 * @param kinds those of the rulebook that decided; empty when it could not be had
 */
record FactSources(RecordedDecision decision, Optional<FactKinds> kinds) {
    private static final Map<String, BiFunction<RecordedFact, RecordedDecision, String>> SOURCES = Map.ofEntries(
            entry("position", (fact, decision) -> several(fact, decision.symbol())),
            entry("markPrice", (fact, decision) -> several(fact, decision.symbol())),
            entry("portfolio", (fact, decision) -> several(fact, "*")),
            entry("applyMode", (fact, decision) -> "the daemon's settings"),
            entry("moment", (fact, decision) -> "the daemon's clock"),
            entry("plan", (fact, decision) -> "the plan's entry " + decision.streamId()),
            entry("killSwitch", (fact, decision) -> String.join(" and ", Keys.KILL_SWITCHES)),
            entry("executions", (fact, decision) -> Keys.executions(decision.symbol())),
            entry("dailyTotals", (fact, decision) -> totals(decision)),
            entry("priorDecision", (fact, decision) -> Keys.decision(decision.planId())),
            entry("priorExecution", (fact, decision) -> Keys.executed(decision.planId())));

    /** For people: a key in Redis, the exchange, a gauge, or the plan itself. */
    String of(RecordedFact fact) {
        if (fact.isUnavailable()) {
            return fact.says().path("detail").asText();
        }
        return kinds.flatMap(k -> k.named(fact.kind()))
                .filter(DeclaredFact.class::isAssignableFrom)
                .map(kind -> declared(
                        FactDeclaration.of(kind.asSubclass(DeclaredFact.class)).source()))
                .orElseGet(() -> SOURCES.getOrDefault(fact.kind(), (f, d) -> "").apply(fact, decision));
    }

    /** Whether a kind of fact that every rulebook has has a source here. */
    static boolean isKnown(String kind) {
        return SOURCES.containsKey(kind);
    }

    private String declared(FactSource source) {
        if (source instanceof FactSource.OfRedis redis) {
            return Cell.key(redis.key().of(new About(decision.symbol(), plan("account"), plan("strategy"), day())));
        }
        if (source instanceof FactSource.OfStream stream) {
            return Cell.key(stream.key());
        }
        if (source instanceof FactSource.OfGauge gauge) {
            return "the gauge " + gauge.metric();
        }
        return source instanceof FactSource.OfExchange exchange
                ? "the exchange's " + exchange.endpoint()
                : "the plan's entry " + decision.streamId();
    }

    private static String several(RecordedFact fact, String symbol) {
        return fact.says().path("source").asText().equals(Position.EXCHANGE)
                ? "the exchange"
                : Keys.SNAPSHOTS + symbol + ", or its older form";
    }

    private String plan(String component) {
        return decision.facts().stream()
                .filter(fact -> fact.kind().equals("plan"))
                .map(fact -> fact.says().path(component).asText(Plan.DEFAULT))
                .findFirst()
                .orElse(Plan.DEFAULT);
    }

    private LocalDate day() {
        return LocalDate.ofInstant(decision.at(), ZoneOffset.UTC);
    }

    private static String totals(RecordedDecision decision) {
        LocalDate day = LocalDate.ofInstant(decision.at(), ZoneOffset.UTC);
        return Keys.dailyNotional(decision.symbol(), day) + " and " + Keys.dailyQty(decision.symbol(), day);
    }
}
