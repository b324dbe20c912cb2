package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.record.archive.AuditQuery.RecordKind;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.facts.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which records a page asks for.
 *
 * @param audit what the archive is asked
 * @param cursor where the page before ended
 * @param plan the id of a plan; empty for all
 * @param wouldBlock whether only permits are wanted that gates in shadow would have blocked
 * @param limit how many at most
 */
record DecisionQuery(AuditQuery audit, Optional<Cursor> cursor, String plan, boolean wouldBlock, int limit) {
    private static final int USUAL = 100;
    private static final int MOST = 500;
    /** No column tells what gates in shadow say: so many records are read for a page. */
    private static final int MOST_READ = 1000;

    /**
     * What the parameters of a page say.
     *
     * @throws IllegalArgumentException in words for who wrote them
     */
    static DecisionQuery of(Map<String, String> parameters, RecordKind kind) {
        Function<String, String> text =
                name -> parameters.getOrDefault(name, "").strip();
        String only = text.apply("only");
        boolean would = only.equals("would");
        if (!would && !only.isEmpty() && !only.equals("error")) {
            throw new IllegalArgumentException("only: give would or error");
        }
        Optional<Cursor> cursor = Cursor.of(text.apply("cursor"));
        int limit = limit(text.apply("limit"));
        AuditQuery audit = new AuditQuery(
                only.equals("error") ? RecordKind.ERROR : kind,
                text.apply("symbol").toUpperCase(Locale.ROOT),
                text.apply("reason"),
                text.apply("gate"),
                would ? Verdict.PERMIT : text.apply("decision"),
                text.apply("rulebook"),
                Times.of(text.apply("since"), "since"),
                Stream.of(Times.of(text.apply("until"), "until"), cursor.map(Cursor::until))
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder()),
                (would ? MOST_READ : limit) + Cursor.TIES);
        return new DecisionQuery(audit, cursor, parameters.getOrDefault("q", ""), would, limit);
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return USUAL;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new IllegalArgumentException("limit: give a whole number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    /** How many records are read for a page: without looking into them, as many as it shows. */
    int mostRead() {
        return wouldBlock ? MOST_READ : limit;
    }

    /** The archive has looked already; the stream has not. */
    boolean isAsked(AuditRow row) {
        Optional<Instant> until = audit.until();
        return row.kind().isOf(audit.kind())
                && isAsked(audit.symbol(), row.kind().symbol())
                && isAsked(audit.reason(), row.kind().reason())
                && isAsked(audit.gate(), row.kind().gate())
                && isAsked(audit.decision().toUpperCase(Locale.ROOT), row.kind().outcome())
                && (audit.rulebook().isEmpty()
                        || row.kind().version().equals(audit.rulebook())
                        || row.kind().digest().startsWith(audit.rulebook()))
                && audit.since().filter(row.at()::isBefore).isEmpty()
                && until.filter(end -> !row.at().isBefore(end)).isEmpty()
                && (cursor.isEmpty() || cursor.get().isBefore(Cursor.of(row)));
    }

    private static boolean isAsked(String wanted, String has) {
        return wanted.isEmpty() || wanted.equals(has);
    }
}
