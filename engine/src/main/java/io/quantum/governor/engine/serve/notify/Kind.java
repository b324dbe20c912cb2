package io.quantum.governor.engine.serve.notify;

import java.time.Duration;
import java.util.Locale;

/**
 * What may hold for a while and is told. How long each has to hold before it is told is as patient as the alert of the same
 * meaning in {@code deploy/prometheus/alerts.yml}.
 */
public enum Kind {
    /** The executor was disarmed. */
    DISARM(
            Severity.CRITICAL,
            Duration.ZERO,
            "governor status, then governor rearm --mode MODE --reason TEXT",
            "incidents",
            "governordisarmed"),
    /** It should be and is not. */
    DISARM_FAILING(
            Severity.CRITICAL,
            Duration.ZERO,
            "governor kill on --reason TEXT, then governor status",
            "incidents",
            "governordisarmfailing"),
    /** A kill switch is on. */
    KILL(
            Severity.CRITICAL,
            Duration.ZERO,
            "governor status, then governor kill off --reason TEXT",
            "incidents",
            "governorkillswitchon"),
    /** Plans are blocked because the rules fail. */
    RULE_FAULT(Severity.CRITICAL, Duration.ZERO, "governor audit search --limit 20", "decisions", "governorrulefault"),
    /** The rules no longer answer as their canaries say. */
    CANARY(Severity.CRITICAL, Duration.ZERO, "governor status", "rulebook", "governorcanaryfailing"),
    /** Daemons decide by different rules; they take a new version one after the other. */
    RULEBOOKS_DIFFER(
            Severity.CRITICAL, Duration.ofMinutes(1), "governor releases", "releases", "governorrulebooksdiffer"),
    /** Redis does not answer. */
    REDIS_AWAY(Severity.CRITICAL, Duration.ofSeconds(10), "governor status", "", "governorredisaway"),
    /** What is known of the exchange is old; {@link #EXCHANGE_AGE} is counted already. */
    EXCHANGE_STALE(Severity.CRITICAL, Duration.ZERO, "governor status", "", "governorexchangestale"),
    /** Records pile up before the archive. */
    ARCHIVE_BEHIND(Severity.CRITICAL, Duration.ofSeconds(30), "governor status", "audit", "governorauditbehind"),
    /** The newest rulebook is refused; whoever saves several files does so within a minute. */
    RULEBOOK_REFUSED(
            Severity.WARNING, Duration.ofMinutes(1), "governor lint DIR", "rulebook", "governorrulebookrefused"),
    /** Symbols have used most of a limit; {@link #LIMIT_HELD} is counted already. */
    LIMIT(Severity.WARNING, Duration.ZERO, "governor status", "", "governorlimitnearlyused"),
    /** A gate that should block lets most plans pass for want of data. */
    GATE_INERT(Severity.WARNING, Duration.ofMinutes(15), "governor gates", "rulebook", "governorgate05inert");

    /** The exchange may be silent for so long. */
    public static final Duration EXCHANGE_AGE = Duration.ofSeconds(30);

    /** A symbol has to be near its limit for so long. */
    public static final Duration LIMIT_HELD = Duration.ofMinutes(5);

    /** The oldest record may wait for so long. */
    public static final Duration ARCHIVE_LAG = Duration.ofMinutes(1);

    /** So many records may wait. */
    public static final int ARCHIVE_RECORDS = 10_000;

    /** For so long a fault of the rules counts as one of now. */
    public static final Duration FAULT_LASTS = Duration.ofMinutes(5);

    private final Severity severity;
    private final Duration pending;
    private final String next;
    private final String page;
    private final String runbook;

    Kind(Severity severity, Duration pending, String next, String page, String runbook) {
        this.severity = severity;
        this.pending = pending;
        this.next = next;
        this.page = page;
        this.runbook = runbook;
    }

    /** How soon somebody has to look. */
    public Severity severity() {
        return severity;
    }

    /** For how long it has to hold without a break until it is told. */
    public Duration pending() {
        return pending;
    }

    /** The name in keys: {@code redis-away}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What an operator does next. */
    String next() {
        return next;
    }

    /** The page of the dashboard that shows more. */
    String page() {
        return page;
    }

    /** The paragraph of the runbook. */
    String runbook() {
        return "docs/runbook.md#" + runbook;
    }
}
