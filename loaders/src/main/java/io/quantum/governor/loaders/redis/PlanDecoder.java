package io.quantum.governor.loaders.redis;

import io.lettuce.core.StreamMessage;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.loaders.UnreadableException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Turns entries of the plan stream into plans, without ever losing one. */
public final class PlanDecoder {
    private static final Pattern PLAN_ID = Pattern.compile("[A-Za-z0-9._:-]{1,200}");
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9_]{2,40}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private PlanDecoder() {}

    /** Whether this is a plan id as the contract allows it. */
    static boolean isPlanId(String text) {
        return PLAN_ID.matcher(text).matches();
    }

    /** Whether this is a symbol as the contract allows it. */
    public static boolean isSymbol(String text) {
        return SYMBOL.matcher(text).matches();
    }

    /** Whether this can name a strategy or an account as the contract allows it. */
    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    /**
     * Sorts an entry.
     *
     * @param message an entry of the plan stream; its values are bytes, since nothing promises that they are text
     * @return a readable plan; of what can't be read an unwanted one when its publisher does not want it executed, else a
     *     malformed one with a usable id, or an entry without one
     */
    public static PlanEntry decode(StreamMessage<String, byte[]> message) {
        Map<String, byte[]> raw = message.getBody() == null ? Map.of() : message.getBody();
        Fields fields = new Fields(raw);
        try {
            return readable(message.getId(), fields);
        } catch (UnreadableException e) {
            return isWanted(fields)
                    ? refused(message.getId(), fields, e.getMessage())
                    : new PlanEntry.Unwanted(message.getId(), fields.forPeople(), e.getMessage());
        }
    }

    /**
     * Whether its publisher wants it executed. Of a plan that can be read the rules ask that (rules/intake.drl); of any other
     * there is no plan that could be shown to them.
     */
    private static boolean isWanted(Fields fields) {
        try {
            return fields.text("decision").equals("EXECUTE");
        } catch (UnreadableException e) {
            return false;
        }
    }

    private static PlanEntry refused(String streamId, Fields fields, String why) {
        try {
            String planId = planId(fields);
            return new PlanEntry.Malformed(streamId, fields.forPeople(), planId, symbolOrNone(fields), why);
        } catch (UnreadableException e) {
            return new PlanEntry.Nameless(streamId, fields.forPeople(), e.getMessage(), fields.raw());
        }
    }

    private static String planId(Fields fields) throws UnreadableException {
        String planId = fields.text("plan_id");
        if (!isPlanId(planId)) {
            throw new UnreadableException("plan_id must be 1 to 200 of A-Z a-z 0-9 . _ : -");
        }
        return planId;
    }

    private static PlanEntry readable(String streamId, Fields fields) throws UnreadableException {
        String planId = planId(fields);
        fields.refuseOversized();
        String action = fields.text("action");
        fields.number("price", 0);
        if (fields.has("kill_score")) {
            fields.numberOfAnySize("kill_score");
        }
        PlanFields plan = new PlanFields(
                planId,
                symbol(fields),
                action.isEmpty() ? "UNKNOWN" : action,
                fields.text("decision"),
                fields.text("side").toUpperCase(Locale.ROOT),
                fields.text("position_side").toUpperCase(Locale.ROOT),
                label(fields, "strategy"),
                label(fields, "account"),
                fields.quantity("qty"),
                fields.quantity("close_qty"),
                publishedMs(streamId));
        return new PlanEntry.Judgeable(streamId, fields.forPeople(), plan, fields.raw());
    }

    /** Redis counts these milliseconds without a sign; an id beyond those of a long is as far in the future. */
    private static long publishedMs(String streamId) {
        long millis = Long.parseUnsignedLong(streamId.substring(0, streamId.indexOf('-')));
        return millis < 0 ? Long.MAX_VALUE : millis;
    }

    private static String symbol(Fields fields) throws UnreadableException {
        String symbol = fields.text("symbol");
        if (!isSymbol(symbol)) {
            throw new UnreadableException("symbol must be 2 to 40 of A-Z 0-9 _");
        }
        return symbol;
    }

    /** What a plan does not say, or says as an empty text, is the default. */
    private static String label(Fields fields, String name) throws UnreadableException {
        String label = fields.text(name);
        if (label.isEmpty()) {
            return Plan.DEFAULT;
        }
        if (!isLabel(label)) {
            throw new UnreadableException(name + " must be 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        return label;
    }

    private static String symbolOrNone(Fields fields) {
        try {
            return symbol(fields);
        } catch (UnreadableException e) {
            return "";
        }
    }
}
