package io.quantum.governor.engine.record.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How many decisions there were.
 *
 * @param decisions all of them
 * @param byDecision by what was decided, the most frequent first; so are the next three
 * @param byGate blocks by the gate that blocked
 * @param byReason blocks by their reason
 * @param bySymbol decisions by symbol
 * @param byHour decisions by the hour in which they were made, UTC, oldest first
 */
public record Stats(
        long decisions,
        List<Count> byDecision,
        List<Count> byGate,
        List<Count> byReason,
        List<Count> bySymbol,
        List<Count> byHour) {
    private static final String BLOCK = "BLOCK";
    private static final long HOUR_MICROS = 3_600_000_000L;

    /**
     * One of them.
     *
     * @param name what they have in common
     * @param blocked how many of the decisions were blocks
     */
    public record Count(String name, long decisions, long blocked) {}

    private record OfKind(Kind kind, long count) {}

    /** Those decided from a time on and before another, microseconds. */
    static Stats of(Connection connection, long since, long until) throws SQLException {
        List<OfKind> kinds = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT k.outcome, k.symbol, k.gate, k.reason, k.version, k.digest,"
                        + " (SELECT count(*) FROM record r WHERE r.kind = k.id AND r.at_micros >= ? AND r.at_micros < ?)"
                        + " FROM kind k WHERE " + Kind.OF_DECISIONS)) {
            select.setLong(1, since);
            select.setLong(2, until);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    kinds.add(new OfKind(Stored.kind(row, 1), row.getLong(7)));
                }
            }
        }
        List<OfKind> blocks =
                kinds.stream().filter(k -> k.kind().outcome().equals(BLOCK)).toList();
        return new Stats(
                kinds.stream().mapToLong(OfKind::count).sum(),
                by(kinds, Kind::outcome),
                by(blocks, Kind::gate),
                by(blocks, Kind::reason),
                by(kinds, Kind::symbol),
                hours(connection, since, until));
    }

    private static List<Count> by(List<OfKind> kinds, Function<Kind, String> name) {
        Map<String, Count> counts = new TreeMap<>();
        for (OfKind of : kinds) {
            long blocked = of.kind().outcome().equals(BLOCK) ? of.count() : 0;
            counts.merge(
                    name.apply(of.kind()),
                    new Count(name.apply(of.kind()), of.count(), blocked),
                    (a, b) -> new Count(a.name(), a.decisions() + b.decisions(), a.blocked() + b.blocked()));
        }
        return counts.values().stream()
                .filter(count -> count.decisions() > 0)
                .sorted(Comparator.comparingLong(Count::decisions).reversed())
                .toList();
    }

    private static List<Count> hours(Connection connection, long since, long until) throws SQLException {
        List<Count> hours = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT r.at_micros / " + HOUR_MICROS
                + " AS hour, count(*), sum(CASE WHEN k.outcome = '" + BLOCK + "' THEN 1 ELSE 0 END)"
                + " FROM kind k JOIN record r ON r.kind = k.id AND r.at_micros >= ? AND r.at_micros < ?"
                + " WHERE " + Kind.OF_DECISIONS + " GROUP BY 1 ORDER BY 1")) {
            select.setLong(1, since);
            select.setLong(2, until);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Instant hour = AuditRow.time(row.getLong(1) * HOUR_MICROS);
                    hours.add(new Count(hour.toString(), row.getLong(2), row.getLong(3)));
                }
            }
        }
        return hours;
    }
}
