package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.tools.nearmiss.NearMiss;
import java.util.List;

/**
 * Why a plan was decided as it was. Texts are sentences, or parts of one without a full stop; what there is none of is
 * empty.
 *
 * @param planId the plan's id; empty when it had none
 * @param symbol the traded pair
 * @param action what the plan would do
 * @param mode the apply mode
 * @param streamId of its entry in the plan stream
 * @param at when it was decided, ISO 8601
 * @param from where the record was found
 * @param verdict what came out
 * @param rulebook what decided
 * @param gates every gate that was asked, in the order in which they decide
 * @param notAsked the gates that the apply mode or the kind of plan leaves out
 * @param steps what was worked out besides the gates' answers, in the order of the rule files' stems
 * @param others other decisions on the same plan id, newest first
 * @param notes what is missing or strange, and how to get it
 */
public record Explanation(
        String planId,
        String symbol,
        String action,
        String mode,
        String streamId,
        String at,
        String from,
        Verdict verdict,
        Decider rulebook,
        List<Gate> gates,
        List<String> notAsked,
        List<Step> steps,
        List<Other> others,
        List<String> notes) {

    /**
     * What came out.
     *
     * @param outcome {@code PERMIT}, {@code BLOCK}, {@code SKIP}, {@code DUPLICATE} or {@code DEAD_LETTER}
     * @param reason the reason code of a block
     * @param gate the number of the gate that decided
     * @param sentence all of it in words
     */
    public record Verdict(String outcome, String reason, String gate, String sentence) {}

    /**
     * The rulebook that decided.
     *
     * @param from where its files were found; empty when they were not
     * @param released who released it, when and why, or who answers for it
     * @param overrides one sentence for each threshold whose value was not the rule file's
     * @param limits one sentence for each row of limits that counted for the plan
     */
    public record Decider(
            String name,
            String version,
            String digest,
            String from,
            String released,
            List<String> overrides,
            List<String> limits) {}

    /**
     * A gate's answer.
     *
     * @param gate its number
     * @param name the stem of its rule file
     * @param enforcement {@code enforce} or {@code shadow}
     * @param answer {@code PASS}, {@code OPEN} or {@code BLOCK}
     * @param reason the reason code or fail-open condition
     * @param measured what was compared; none or one
     * @param sentence all of it in words
     * @param judged the facts and conclusions that its rules matched
     * @param fired its rules that fired
     * @param notFired its rules that did not, and why
     */
    public record Gate(
            String gate,
            String name,
            String enforcement,
            String answer,
            String reason,
            List<Measured> measured,
            String sentence,
            List<Judged> judged,
            List<String> fired,
            List<NearMiss> notFired) {}

    /**
     * What a gate compared.
     *
     * @param headroom how far the value was from the limit; below 0 when the gate blocked
     * @param unit of all three; empty when it is not known
     * @param threshold the qualified name of the limit; empty when it is not known or none
     * @param row the row of limits that the limit is from, {@code symbol=BTCUSDT}; empty when it is from none
     */
    public record Measured(double value, double limit, double headroom, String unit, String threshold, String row) {}

    /**
     * A fact that a rule matched, or something that rules had concluded.
     *
     * @param kind in words
     * @param says what it says; of an unavailable one why it could not be had
     * @param age how old it was, or that it has no timestamp
     * @param source where it was loaded from, or which facts it was concluded from
     */
    public record Judged(String kind, String says, String age, String source) {}

    /**
     * Rules of one file that is no gate's.
     *
     * @param name the file's stem
     * @param concluded what they concluded, in words
     * @param decides whether the verdict is theirs
     */
    public record Step(
            String name, List<String> concluded, boolean decides, List<String> fired, List<NearMiss> notFired) {}

    /** Another decision on the same plan id. */
    public record Other(String streamId, String at, String outcome, String reason, String gate) {}
}
