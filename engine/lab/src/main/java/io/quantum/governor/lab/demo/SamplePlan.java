package io.quantum.governor.lab.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A plan as the real executor publishes it; the feeder adds plan id and time.
 *
 * @param fields of the stream's entry, in their order
 */
public record SamplePlan(Map<String, String> fields) {
    private static final MathContext QTY_DIGITS = new MathContext(4);

    public SamplePlan {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A close: it names neither side nor quantity, its {@code close_qty} is {@code 0.0} and its price empty. */
    public static SamplePlan close(Listing symbol, String action) {
        return plan(symbol, action).with("close_qty", "0.0").with("price", "");
    }

    /**
     * An opening plan.
     *
     * @param side {@code BUY} or {@code SELL}
     * @param usd about what it is worth
     */
    public static SamplePlan open(Listing symbol, String side, double usd) {
        String qty = BigDecimal.valueOf(usd / symbol.priceUsd())
                .round(QTY_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
        return plan(symbol, "OPEN_PROPOSED").with("side", side).with("qty", qty);
    }

    private static SamplePlan plan(Listing symbol, String action) {
        return new SamplePlan(Map.of())
                .with("symbol", symbol.name())
                .with("action", action)
                .with("decision", "EXECUTE")
                .with("kill_score", "0.31")
                .with("R_net", "1.42")
                .with("k_regime_flip", "0.0")
                .with("k_sigma_spike", "0.12")
                .with("reason_codes", "")
                .with("steps", "[]");
    }

    /** The same plan with this field, added or changed. */
    public SamplePlan with(String field, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new SamplePlan(more);
    }

    /** The same plan without this field. */
    public SamplePlan without(String field) {
        Map<String, String> less = new LinkedHashMap<>(fields);
        less.remove(field);
        return new SamplePlan(less);
    }
}
