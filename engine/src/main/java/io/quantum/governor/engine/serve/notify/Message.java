package io.quantum.governor.engine.serve.notify;

import io.quantum.governor.loaders.redis.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A message to people, of which nothing is secret and everything is plain text. Moments are in milliseconds since 1970.
 *
 * @param id differs from that of every other message; a receiver that sees it twice has got it twice
 * @param key what it is about; the message that it is over has the same
 * @param change why it is sent
 * @param title a short sentence
 * @param text what else is known
 * @param value what was measured; empty where nothing is
 * @param limit against what
 * @param where at which daemons
 * @param cell of which cell; empty where there are none
 * @param sinceMs since when it holds
 * @param atMs when this was written
 * @param next what an operator does next
 * @param link to a page that shows more; empty when none was set
 * @param runbook the paragraph that tells more
 */
public record Message(
        String id,
        String key,
        Change change,
        Severity severity,
        String title,
        String text,
        String value,
        String limit,
        String where,
        String cell,
        long sinceMs,
        long atMs,
        String next,
        String link,
        String runbook) {
    private static final String ROOT = "governor";
    private static final int LONGEST_WORD = 200;
    private static final int LONGEST_TEXT = 1000;

    public Message {
        // whoever reads one may find a part of it missing
        Objects.requireNonNull(change);
        Objects.requireNonNull(severity);
        List.of(id, value, limit, where, cell, next, link, runbook).forEach(Objects::requireNonNull);
        key = PlainText.of(key, LONGEST_WORD);
        title = PlainText.of(title, LONGEST_WORD);
        text = PlainText.of(text, LONGEST_TEXT);
    }

    /** What is told of a condition. */
    static Message of(Change change, Standing standing, Condition now, long atMs, String dashboard) {
        Kind kind = now.kind();
        return new Message(
                now.key() + "/" + standing.toldMs() + "/" + change.wireName()
                        + (change == Change.REMINDER ? "/" + standing.everyMs() : ""),
                now.key(),
                change,
                kind.severity(),
                now.title(),
                now.text(),
                now.value(),
                now.limit(),
                now.where(),
                Cell.prefix(),
                standing.condition().sinceMs(),
                atMs,
                kind.next(),
                link(dashboard, kind.page()),
                kind.runbook());
    }

    /** Something that was done. */
    static Message once(String id, Severity severity, String key, String title, String text, long atMs, String link) {
        return new Message(
                id,
                key,
                Change.ONCE,
                severity,
                title,
                text,
                "",
                "",
                "",
                Cell.prefix(),
                atMs,
                atMs,
                "governor status",
                link,
                "docs/notifications.md");
    }

    /** A message by which an operator sees whether messages arrive. */
    public static Message test(Instant now) {
        long ms = now.toEpochMilli();
        Message once = once(
                "test/" + ms,
                Severity.INFO,
                "test",
                "This is a test of the governor's notifications",
                "Nothing has happened. It was sent by: governor notify test",
                ms,
                "");
        return once.as(Change.TEST);
    }

    private Message as(Change other) {
        return new Message(
                id, key, other, severity, title, text, value, limit, where, cell, sinceMs, atMs, next, link, runbook);
    }

    static String link(String dashboard, String page) {
        return dashboard.isEmpty() ? "" : dashboard + "/#/" + page;
    }

    /** What receivers take for the same incident, whichever daemon sends it. */
    public String dedupKey() {
        return ROOT + "/" + (cell.isEmpty() ? "" : cell + "/") + key;
    }

    /** Whether it says that something is over. */
    boolean isResolved() {
        return change == Change.RESOLVED;
    }

    /** The first line for people: {@code CRITICAL: the executor is disarmed}. */
    String headline() {
        String word = switch (change) {
            case FIRING, ONCE -> severity.name();
            case REMINDER -> "STILL " + severity.name();
            case RESOLVED, TEST -> change.name();
        };
        return word + ": " + title + (cell.isEmpty() ? "" : " [" + cell + "]");
    }

    /** The lines below it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!text.isEmpty()) {
            lines.add(text);
        }
        if (!value.isEmpty()) {
            lines.add(value + (limit.isEmpty() ? "" : " against " + limit));
        }
        if (change != Change.ONCE && change != Change.TEST) {
            lines.add("since " + time(sinceMs) + (isResolved() ? " until " + time(atMs) : "")
                    + (where.isEmpty() ? "" : " at " + where));
            if (!isResolved()) {
                lines.add("next: " + next);
            }
        }
        if (!link.isEmpty()) {
            lines.add(link);
        }
        return lines;
    }

    /** A moment as people and receivers read it, in UTC. */
    static String time(long ms) {
        return Instant.ofEpochSecond(Math.floorDiv(ms, 1000)).toString();
    }

    /** The head of the key as a name: {@code redis-away} is {@code RedisAway}. */
    String name() {
        StringBuilder name = new StringBuilder();
        for (String part : key.split(":", 2)[0].split("-", -1)) {
            if (!part.isEmpty()) {
                name.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
            }
        }
        return name.toString();
    }
}
