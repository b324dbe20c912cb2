package io.quantum.governor.engine.serve.notify;

import io.quantum.governor.engine.serve.notify.EventTail.Event;
import java.util.Optional;
import java.util.Set;

/** What is told of events of operators and rules, once each. */
final class Announcements {
    static final String DISARMED = "DISARMED";
    static final String RULES_ACTIVATED = "RULES_ACTIVATED";

    private static final String RELEASED = "RULEBOOK_ACTIVATED";
    private static final Set<String> TOLD = Set.of(
            "KILL_SWITCH_OFF",
            "REARMED",
            DISARMED,
            "DISARMED_FAILED",
            "REARMED_FAILED",
            RULES_ACTIVATED,
            RELEASED,
            "RULEBOOK_ROLLED_BACK");

    /** What a release may do that is not known to block more. */
    private static final Set<String> LOOSER = Set.of("LOOSER", "MIXED", "UNCLEAR");

    private final String dashboard;

    /** @param dashboard where it is; empty when nobody has said */
    Announcements(String dashboard) {
        this.dashboard = dashboard;
    }

    /** Whether anybody is told of such an event. */
    static boolean isTold(String event) {
        return TOLD.contains(event);
    }

    /** What is told of it. */
    Optional<Message> of(Event event) {
        String version = event.field("version");
        return switch (event.name()) {
            case "KILL_SWITCH_OFF" ->
                message(event, Severity.INFO, "kill-off", "The kill switch was turned off", by(event), "incidents");
            case "REARMED" ->
                message(
                        event,
                        Severity.INFO,
                        "rearm",
                        "The executor was put into " + event.field("mode"),
                        by(event),
                        "incidents");
            case "DISARMED_FAILED" ->
                message(
                        event,
                        Severity.CRITICAL,
                        "disarm-by-hand",
                        "Somebody tried to disarm the executor and could not",
                        by(event) + ": " + event.field("why"),
                        "incidents");
            case "REARMED_FAILED" ->
                message(
                        event,
                        Severity.WARNING,
                        "rearm",
                        "Somebody tried to re-arm the executor and could not",
                        by(event) + ": " + event.field("why"),
                        "incidents");
            case RULES_ACTIVATED ->
                message(
                        event,
                        Severity.INFO,
                        "rules:" + version,
                        "Rulebook " + event.field("rulebook") + " " + version + " decides now",
                        event.field("from"),
                        "rulebook");
            case RELEASED ->
                LOOSER.contains(event.field("change"))
                        ? message(
                                event,
                                Severity.WARNING,
                                "looser-release:" + version,
                                "Release " + version + " was activated, which is not tighter: " + event.field("change"),
                                by(event),
                                "releases")
                        : message(
                                event,
                                Severity.INFO,
                                "release:" + version,
                                "Release " + version + " was activated",
                                by(event),
                                "releases");
            case "RULEBOOK_ROLLED_BACK" ->
                message(
                        event,
                        Severity.INFO,
                        "release:" + version,
                        "Release " + version + " decides again, after a roll-back",
                        by(event),
                        "releases");
            default -> Optional.empty();
        };
    }

    /** Events of releases have a key and its name, others a person. */
    static String by(Event event) {
        String who = event.fields().getOrDefault("by", event.field("name"));
        String reason = event.field("reason");
        return "by " + who + (reason.isEmpty() ? "" : ": " + reason);
    }

    private Optional<Message> message(
            Event event, Severity severity, String key, String title, String text, String page) {
        return Optional.of(Message.once(
                key + "/" + event.id(), severity, key, title, text, event.atMs(), Message.link(dashboard, page)));
    }

    /** What is told of a day that has ended. */
    Message digest(Day day, int daemons, long nowMs) {
        return Message.once(
                "digest/" + day.date(),
                Severity.INFO,
                "digest",
                day.date() + ": " + day.permitted() + " plans permitted, " + day.blocked() + " blocked",
                "Counted since their start by the " + daemons + " daemons that run now.",
                nowMs,
                Message.link(dashboard, "decisions"));
    }
}
