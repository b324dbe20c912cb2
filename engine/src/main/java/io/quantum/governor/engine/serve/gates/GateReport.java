package io.quantum.governor.engine.serve.gates;

import java.util.List;
import java.util.Map;

/**
 * What each gate has done lately, as it is sent and printed. Moments are ISO 8601, and empty when there was none.
 *
 * @param rulebook the rules in force, for people
 * @param since what was before this moment is not known: the daemon was started then
 * @param quietAfterSec after how long without an answer there is a note
 * @param plans of which plans the thresholds are told, {@code symbol=BTCUSDT,strategy=scalper,account=default}; empty for
 *     those for which no row of limits counts
 * @param gates by name
 */
public record GateReport(String rulebook, String since, long quietAfterSec, String plans, List<Row> gates) {

    /**
     * One gate.
     *
     * @param number on the wire
     * @param name the stem of its rule file
     * @param owner who answers for it
     * @param enforcement by mode: {@code enforce}, {@code shadow} or {@code off}, and of which plans unless of all; a mode is
     *     missing when that is not known
     * @param lastPass when it let a plan pass last
     * @param lastBlock when it answered that a plan may not pass, in shadow too
     * @param lastOpen when it let a plan pass because of a named fail-open condition
     * @param lastTest when its rule tests passed
     * @param tests how many cases its test file has, or {@code unknown}
     * @param thresholds each with {@code name value unit authored from row rows}: the scope of the row of limits that
     *     counts, if one does, and how many rows the threshold has
     * @param notes in words what is strange about it
     */
    public record Row(
            String number,
            String name,
            String owner,
            Map<String, String> enforcement,
            String lastPass,
            String lastBlock,
            String lastOpen,
            String lastTest,
            String tests,
            List<Map<String, Object>> thresholds,
            List<String> notes) {}
}
