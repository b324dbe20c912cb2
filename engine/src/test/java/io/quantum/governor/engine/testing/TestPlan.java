package io.quantum.governor.engine.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A plan as the real executor publishes it, to be changed field by field. Immutable.
 *
 * @param fields by name, as bytes
 */
public record TestPlan(Map<String, byte[]> fields) {

    /** A plan that closes a share of the position, without side and quantity as the real ones are. */
    public static TestPlan close(String planId, String symbol, String action) {
        return new TestPlan(Map.of())
                .with("plan_id", planId)
                .with("symbol", symbol)
                .with("action", action)
                .with("decision", "EXECUTE")
                .with("kill_score", "0.5")
                .with("close_qty", "0.0")
                .with("price", "")
                .with("timestamp", "1738015443");
    }

    /** A plan that closes half of the position. */
    public static TestPlan halfClose(String planId, String symbol) {
        return close(planId, symbol, "PARTIAL_50");
    }

    /** A plan that buys. */
    public static TestPlan open(String planId, String symbol, String qty) {
        return close(planId, symbol, "OPEN").with("side", "BUY").with("qty", qty);
    }

    /** The same plan with another value of a field. */
    public TestPlan with(String field, String value) {
        return with(field, value.getBytes(UTF_8));
    }

    /** The same plan with another value of a field. */
    public TestPlan with(String field, byte[] value) {
        Map<String, byte[]> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new TestPlan(changed);
    }

    /** The same plan without a field. */
    public TestPlan without(String field) {
        Map<String, byte[]> changed = new LinkedHashMap<>(fields);
        changed.remove(field);
        return new TestPlan(changed);
    }
}
