package io.quantum.governor.loaders.redis;

import java.time.LocalDate;
import java.util.List;

/** The keys of the contract. */
public final class Keys {
    public static final List<String> KILL_SWITCHES = List.of("quantum:kill", "quantum:global:kill_switch");
    public static final String VIOLATIONS = "quantum:stream:budget.violation";
    public static final String AUDIT = "quantum:stream:governor.audit";
    /** What records have in common, by the id by which they name it. */
    public static final String FRAMES = "quantum:governor:frames";

    public static final String DEAD_LETTERS = "quantum:stream:governor.deadletter";
    /** Plans that were blocked because the rules came to no usable end. */
    public static final String EVALUATION_ERRORS = "quantum:stream:governor.errors";

    public static final String SNAPSHOTS = "quantum:position:snapshot:";
    public static final String OLDER_SNAPSHOTS = "quantum:state:positions:";
    public static final String TARGETS = "quantum:allocation:target:";
    public static final String PROPOSALS = "quantum:stream:allocation.target.proposed";

    /** What the governor itself writes beside permits, with each decision. */
    static final String OWN = "quantum:governor:";

    private static final String LAST_PERMITS = "quantum:governor:last_exec:";

    private Keys() {}

    /** Names the cluster that the symbol belongs to. */
    public static String clusterOf(String symbol) {
        return "quantum:cluster:of:" + symbol;
    }

    public static String budget(String symbol) {
        return "quantum:portfolio:budget:" + symbol;
    }

    public static String target(String symbol) {
        return TARGETS + symbol;
    }

    /** What the proposer would make of the target; never a symbol's target itself. */
    public static String proposedTarget(String symbol) {
        return TARGETS + "proposed:" + symbol;
    }

    public static String executions(String symbol) {
        return "quantum:governor:exec:" + symbol;
    }

    public static String lastPermit(String symbol) {
        return LAST_PERMITS + symbol;
    }

    /** The day's reduced notional; the day is a UTC calendar day. */
    public static String dailyNotional(String symbol, LocalDate day) {
        return "quantum:governor:daily:" + symbol + ":" + day;
    }

    /** The day's reduced quantity; the day is a UTC calendar day. */
    public static String dailyQty(String symbol, LocalDate day) {
        return "quantum:governor:daily_qty:" + symbol + ":" + day;
    }

    public static String permit(String planId) {
        return "quantum:permit:" + planId;
    }

    public static String block(String planId) {
        return "quantum:governor:block:" + planId;
    }

    public static String decision(String planId) {
        return "quantum:governor:decision:" + planId;
    }

    /** Set while the executor's report that this plan was executed is remembered. */
    public static String executed(String planId) {
        return "quantum:governor:executed:" + planId;
    }
}
