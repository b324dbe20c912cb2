package io.quantum.governor.loaders.redis;

import java.time.LocalDate;
import java.util.List;

/** The keys of the contract. */
public final class Keys {
    public static final List<String> KILL_SWITCHES =
            List.of(Cell.key("quantum:kill"), Cell.key("quantum:global:kill_switch"));
    public static final String VIOLATIONS = Cell.key("quantum:stream:budget.violation");
    public static final String AUDIT = Cell.key("quantum:stream:governor.audit");
    /** What records have in common, by the id by which they name it. */
    public static final String FRAMES = Cell.key("quantum:governor:frames");

    public static final String DEAD_LETTERS = Cell.key("quantum:stream:governor.deadletter");
    /** Plans that were blocked because the rules came to no usable end. */
    public static final String EVALUATION_ERRORS = Cell.key("quantum:stream:governor.errors");

    public static final String SNAPSHOTS = Cell.key("quantum:position:snapshot:");
    public static final String OLDER_SNAPSHOTS = Cell.key("quantum:state:positions:");
    public static final String TARGETS = Cell.key("quantum:allocation:target:");
    public static final String PROPOSALS = Cell.key("quantum:stream:allocation.target.proposed");

    /** With what the names begin of that which the governor itself writes beside permits, with each decision. */
    static final String OWN = "quantum:governor:";

    private static final String LAST_PERMITS = Cell.key("quantum:governor:last_exec:");

    private Keys() {}

    /** Names the cluster that the symbol belongs to. */
    public static String clusterOf(String symbol) {
        return Cell.key("quantum:cluster:of:") + symbol;
    }

    public static String budget(String symbol) {
        return Cell.key("quantum:portfolio:budget:") + symbol;
    }

    public static String target(String symbol) {
        return TARGETS + symbol;
    }

    /** What the proposer would make of the target; never a symbol's target itself. */
    public static String proposedTarget(String symbol) {
        return TARGETS + "proposed:" + symbol;
    }

    public static String executions(String symbol) {
        return Cell.key("quantum:governor:exec:") + symbol;
    }

    public static String lastPermit(String symbol) {
        return LAST_PERMITS + symbol;
    }

    /** The day's reduced notional; the day is a UTC calendar day. */
    public static String dailyNotional(String symbol, LocalDate day) {
        return Cell.key("quantum:governor:daily:") + symbol + ":" + day;
    }

    /** The day's reduced quantity; the day is a UTC calendar day. */
    public static String dailyQty(String symbol, LocalDate day) {
        return Cell.key("quantum:governor:daily_qty:") + symbol + ":" + day;
    }

    public static String permit(String planId) {
        return Cell.key("quantum:permit:") + planId;
    }

    public static String block(String planId) {
        return Cell.key("quantum:governor:block:") + planId;
    }

    public static String decision(String planId) {
        return Cell.key("quantum:governor:decision:") + planId;
    }

    /** Set while the executor's report that this plan was executed is remembered. */
    public static String executed(String planId) {
        return Cell.key("quantum:governor:executed:") + planId;
    }
}
