package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Unavailable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The block record as people and programs read it. */
final class BlockRecord {
    private BlockRecord() {}

    /** Of a plan that the rules blocked. */
    static byte[] json(Outcome.Decided outcome, String rulesVersion) {
        var verdict = outcome.evaluation().verdict();
        List<GateResult> blocks = outcome.evaluation().gates().stream()
                .filter(GateResult::isBlock)
                .toList();
        String detail = blocks.stream()
                .filter(b -> b.gate().name().equals(verdict.name()))
                .map(b -> sentence(b) + (b.answer().measured() ? "" : unreadable(outcome)))
                .findFirst()
                .orElse("");
        List<Map<String, String>> also = blocks.stream()
                .filter(b -> !b.gate().name().equals(verdict.name()))
                .map(b -> Map.of("gate", b.gate().number(), "reason", b.answer().reason()))
                .toList();
        return json(
                outcome.at(),
                outcome.entry().plan().symbol(),
                verdict.reason(),
                verdict.gate(),
                detail,
                also,
                rulesVersion);
    }

    /** Of a plan that never came before the rules. */
    static byte[] json(Outcome.Refused outcome, String rulesVersion) {
        return json(outcome.at(), outcome.symbol(), outcome.reason(), "", outcome.detail(), List.of(), rulesVersion);
    }

    /** A gate's block in words: {@code kill-score: 0.9 against 0.8}. */
    static String sentence(GateResult block) {
        var answer = block.answer();
        String measured = answer.measured()
                ? ": " + StoredNumber.amount(answer.value()) + " against " + StoredNumber.amount(answer.limit())
                : "";
        return block.gate().name() + measured;
    }

    /** What could not be read, which is mostly why a gate had nothing to measure. */
    private static String unreadable(Outcome.Decided outcome) {
        return outcome.plan().facts().stream()
                .filter(fact -> fact instanceof Unavailable u && u.cause().equals(Unavailable.UNREADABLE))
                .map(Unavailable.class::cast)
                .map(u -> "; " + u.fact() + " can't be read: " + u.detail())
                .collect(Collectors.joining());
    }

    private static byte[] json(
            Instant at,
            String symbol,
            String reason,
            String gate,
            String detail,
            List<Map<String, String>> also,
            String rulesVersion) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("reason", reason);
        block.put("timestamp", at.getEpochSecond());
        block.put("symbol", symbol);
        block.put("gate", gate);
        block.put("detail", detail);
        block.put("also", also);
        block.put("rules_version", rulesVersion);
        return Json.bytes(block);
    }
}
