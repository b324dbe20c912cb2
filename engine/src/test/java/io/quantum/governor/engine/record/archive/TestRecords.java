package io.quantum.governor.engine.record.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.record.audit.RulesInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Audit records of the least that one can hold. */
final class TestRecords {
    static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00.000001Z");
    static final RulesInForce RULES = new RulesInForce(
            "1.0.0",
            300,
            Frame.parse(("{\"rulebook\":{\"digest\":\"d1\",\"name\":\"quantum\",\"overrides\":[],"
                            + "\"thresholds\":{\"burst.maxPer5Min\":2},\"version\":\"1.0.0\"}}")
                    .getBytes(UTF_8)));

    private TestRecords() {}

    /** Decisions on the plans p1, p2 ..., one a second; every third is a block, by turns of two symbols. */
    static List<AuditEntry> decisions(int from, int to) {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            String symbol = i % 2 == 0 ? "BTCUSDT" : "ETHUSDT";
            boolean blocked = i % 3 == 0;
            entries.add(entry(
                    i,
                    decision("p" + i, symbol, blocked ? "BLOCK" : "PERMIT", blocked ? "burst_limit_exceeded" : "", i)));
        }
        return entries;
    }

    static AuditEntry entry(int number, byte[] json) {
        return new AuditEntry(1_795_255_200_000L + number * 1000L + "-0", json);
    }

    /** The frame of {@link #RULES}, as it goes on record before the first decision. */
    static AuditEntry frame(int number) {
        return entry(number, RULES.frame().record(BEGIN));
    }

    /** A decision that names that frame. */
    static AuditEntry framed(int number) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("schema", 4);
        record.put("frame", RULES.frame().id());
        record.put("stream_id", "1795255200000-0");
        record.put("at", BEGIN.plusSeconds(number).toString());
        record.put("outcome", "SKIP");
        record.put("reason", "");
        record.put("plan", Map.of("plan_id", "p" + number));
        record.put("detail", "");
        record.put("facts", List.of());
        record.put("rulebook", Map.of("version", "1.0.0"));
        return entry(number, Json.bytes(record));
    }

    static byte[] decision(String planId, String symbol, String outcome, String reason, int second) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("schema", 2);
        record.put("stream_id", "1795255200000-0");
        record.put("at", BEGIN.plusSeconds(second).toString());
        record.put("outcome", outcome);
        record.put("reason", reason);
        record.put("plan", Map.of("plan_id", planId, "symbol", symbol, "decision", "EXECUTE"));
        record.put("gate", reason.isEmpty() ? "" : "3");
        record.put("facts", List.of(Map.of("killSwitch", Map.of("on", false))));
        record.put("rulebook", Map.of("name", "quantum", "version", "1.0.0", "digest", "d1"));
        return Json.bytes(record);
    }
}
