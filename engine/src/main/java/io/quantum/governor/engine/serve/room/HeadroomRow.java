package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quantum.governor.engine.serve.gates.EffectiveThreshold;
import io.quantum.governor.engine.serve.status.LimitsUsed;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit, and how much of it is used.
 *
 * @param symbol empty for the portfolio
 * @param scope what it is kept for: {@code symbol} or {@code portfolio}
 * @param gate that keeps it
 * @param number the gate's, on the wire
 * @param threshold the limit's name; empty when the gate compares with something else
 * @param value how much is used; null when it is not known
 * @param limit null when it is not known
 * @param ratio the part that is used; 1 when the limit is 0
 * @param freesAt when less is used if nothing is added, ISO 8601; empty when time does not free it within a day, and
 *     beyond the 200 fullest
 * @param from where the limit's value was written
 * @param asOf when it was looked at, ISO 8601
 * @param unknown why it is not known; empty when it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeadroomRow(
        String symbol,
        String scope,
        String gate,
        String number,
        String threshold,
        @Nullable Double value,
        @Nullable Double limit,
        String unit,
        @Nullable Double ratio,
        String freesAt,
        String from,
        String asOf,
        String unknown) {
    static final Comparator<HeadroomRow> FULLEST_FIRST = Comparator.comparing(
                    (HeadroomRow row) -> row.unknown().isEmpty())
            .thenComparing(row -> row.ratio() == null ? 0 : -row.ratio())
            .thenComparing(HeadroomRow::symbol)
            .thenComparing(HeadroomRow::number)
            .thenComparing(HeadroomRow::gate);

    private static final String SYMBOL = "symbol";
    private static final String PORTFOLIO = "portfolio";

    /** @param symbol empty for the portfolio */
    static HeadroomRow of(String symbol, LimitsUsed.Limit limit, GateLimits gates, Instant now) {
        Optional<EffectiveThreshold> threshold = gates.threshold(symbol, limit);
        return new HeadroomRow(
                symbol,
                symbol.isEmpty() ? PORTFOLIO : SYMBOL,
                limit.gate(),
                gates.number(limit.gate()),
                threshold.map(t -> t.threshold().name()).orElse(""),
                limit.used(),
                limit.limit(),
                threshold.map(t -> t.threshold().unit()).orElse(""),
                limit.limit() == 0 ? 1 : limit.used() / limit.limit(),
                "",
                threshold.map(EffectiveThreshold::from).orElse(""),
                now.toString(),
                "");
    }

    /** The same, with when less of it is used; empty when time does not free it, or nobody has worked it out. */
    HeadroomRow freeing(String at) {
        return new HeadroomRow(
                symbol, scope, gate, number, threshold, value, limit, unit, ratio, at, from, asOf, unknown);
    }

    /** All limits of a symbol that are not known. */
    static HeadroomRow unknown(String symbol, String why, Instant now) {
        return new HeadroomRow(symbol, SYMBOL, "", "", "", null, null, "", null, "", "", now.toString(), why);
    }

    /** A limit of the portfolio that is not known. */
    static HeadroomRow unknown(String gate, GateLimits gates, String why, Instant now) {
        return new HeadroomRow(
                "", PORTFOLIO, gate, gates.number(gate), "", null, null, "", null, "", "", now.toString(), why);
    }
}
