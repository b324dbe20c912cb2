package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Verdict;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line a decision. */
public final class DecisionLog implements DecisionListener {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int SYMBOL_WIDTH = 13;
    private static final int ACTION_WIDTH = 21;
    private static final int DECISION_WIDTH = 10;
    private static final int MOST_SHOWN = 200;

    @Override
    public void committed(Outcome outcome) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(outcome));
        }
    }

    /** The decision as a person reads it: {@code BTCUSDT PARTIAL_50 BLOCK gate 3 burst: 2 against 2 (...)}. */
    public static String line(Outcome outcome) {
        if (outcome instanceof Outcome.Decided decided) {
            var plan = decided.entry().plan();
            String decision = decided.evaluation().verdict().decision();
            return line(plan.symbol(), plan.action(), decision, why(decided), plan.planId());
        }
        if (outcome instanceof Outcome.Refused refused) {
            String why = refused.reason() + ": " + refused.detail();
            return line(refused.symbol(), "", Verdict.BLOCK, why, refused.planId());
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            return line(
                    "",
                    "",
                    Verdict.SKIP,
                    skipped.entry().detail(),
                    "entry " + skipped.entry().streamId());
        }
        if (outcome instanceof Outcome.DeadLetter letter) {
            return line(
                    "",
                    "",
                    "DEAD",
                    letter.entry().detail(),
                    "entry " + letter.entry().streamId());
        }
        return line("", "", Verdict.DUPLICATE, "", "entry " + outcome.entry().streamId());
    }

    private static String line(String symbol, String action, String decision, String why, String id) {
        StringBuilder line = new StringBuilder(128);
        column(line, symbol.isEmpty() ? "?" : symbol, SYMBOL_WIDTH);
        column(line, printable(action), ACTION_WIDTH);
        column(line, decision, DECISION_WIDTH);
        return line.append(printable(why)).append("  [").append(id).append(']').toString();
    }

    private static void column(StringBuilder line, String text, int width) {
        line.append(text).append(" ".repeat(Math.max(1, width - text.length())));
    }

    /** What comes from a plan may hold anything; a log line stays one line. */
    private static String printable(String text) {
        String shown = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
        for (int i = 0; i < shown.length(); i++) {
            if (Character.isISOControl(shown.charAt(i))) {
                return CONTROL.matcher(shown).replaceAll("?");
            }
        }
        return shown;
    }

    private static String why(Outcome.Decided decided) {
        Verdict verdict = decided.evaluation().verdict();
        return switch (verdict.decision()) {
            case Verdict.PERMIT -> {
                Order order = decided.evaluation().one(Order.class);
                yield "qty " + StoredNumber.amount(order.qtyBase())
                        + (order.priced() ? ", USD " + StoredNumber.places(order.notionalUsd(), 2) : ", no price");
            }
            case Verdict.BLOCK ->
                decided.evaluation().gates().stream()
                        .filter(g -> g.gate().name().equals(verdict.name()))
                        .findFirst()
                        .map(DecisionLog::why)
                        .orElse("");
            default -> "";
        };
    }

    private static String why(GateResult block) {
        // a gate without a number has its name for one
        String number = block.gate().number().equals(block.gate().name())
                ? ""
                : block.gate().number() + " ";
        return "gate " + number + BlockRecord.sentence(block) + " ("
                + block.answer().reason() + ")";
    }
}
