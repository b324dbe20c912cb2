package io.quantum.governor.engine.tools.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lays a report out as one page that needs nothing else: charts where scripts may run, and everything as text. */
public final class ReplayPage {
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final double PERCENT = 100;

    private ReplayPage() {}

    /** The page, in UTF-8. */
    public static String of(ReplayReport report) {
        Map<String, String> parts = Map.of(
                "title", escaped("Replay of " + report.rulebook()),
                "head", head(report),
                "tables", tables(report),
                // what stands in a script must not end it
                "data", new String(Json.bytes(report), UTF_8).replace("<", "\\u003c"),
                "charts", resource(CHARTS),
                "page", resource("page.js"),
                "style", resource("page.css"));
        return PLACE.matcher(resource("page.html"))
                .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
    }

    private static String head(ReplayReport report) {
        String stopped = report.complete() ? "" : "<p class=\"stopped\">Stopped: this is what was done until then.</p>";
        String overrides = report.overrides().stream()
                .map(o -> "<li>" + escaped(o) + "</li>")
                .collect(Collectors.joining("", "<ul>", "</ul>"));
        return stopped
                + "<p>Candidate <b>" + escaped(report.rulebook()) + "</b>, " + report.mode() + " facts of "
                + escaped(report.source()) + ".</p>" + overrides
                + "<dl>"
                + figure("plans", Long.toString(report.plans()))
                + figure("decided again", Long.toString(report.replayed()))
                + figure("agree", String.format(Locale.ROOT, "%.2f %%", report.agreement() * PERCENT))
                + figure("flip", Long.toString(report.flips()))
                + figure("from", escaped(report.first()))
                + figure("to", escaped(report.last()))
                + "</dl>";
    }

    private static String figure(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>";
    }

    private static String tables(ReplayReport report) {
        StringBuilder all = new StringBuilder();
        all.append("<h2>What differs</h2>")
                .append(table(
                        List.of("plans", "USD", "would be", "gate", "reason"),
                        report.differences().stream()
                                .map(d -> List.of(
                                        count(d.plans()),
                                        money(d.notionalUsd()),
                                        words(d.result()),
                                        d.gate(),
                                        d.reason()))
                                .toList()));
        rows(all, "Flips by symbol", report.bySymbol());
        rows(all, "Flips by size", report.bySize());
        all.append("<h2>The largest flips</h2><ol>");
        report.largest()
                .forEach(l -> all.append("<li>").append(escaped(l.sentence())).append("</li>"));
        all.append("</ol>");
        rows(all, "Facts that were not recorded, and so were missing", report.notRecorded());
        rows(all, "Not replayed", report.notReplayed());
        all.append("<ul>");
        report.unreadable()
                .forEach(u -> all.append("<li>").append(escaped(u.sentence())).append("</li>"));
        return all.append("</ul>").toString();
    }

    private static void rows(StringBuilder all, String title, List<ReplayReport.Row> rows) {
        all.append("<h2>").append(title).append("</h2>");
        all.append(table(
                List.of("plans", "USD", "what", ""),
                rows.stream()
                        .map(r -> List.of(count(r.plans()), money(r.notionalUsd()), r.what(), words(r.result())))
                        .toList()));
    }

    private static String table(List<String> heading, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "<p>None.</p>";
        }
        StringBuilder table = new StringBuilder("<table><thead><tr>");
        heading.forEach(cell -> table.append("<th>").append(escaped(cell)).append("</th>"));
        table.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            table.append("<tr>");
            row.forEach(cell -> table.append("<td>").append(escaped(cell)).append("</td>"));
            table.append("</tr>");
        }
        return table.append("</tbody></table>").toString();
    }

    private static String count(long plans) {
        return Long.toString(plans);
    }

    private static String money(double usd) {
        return usd == 0 ? "" : String.format(Locale.ROOT, "%.2f", usd);
    }

    private static String words(String result) {
        return result.replace('_', ' ');
    }

    /** Anybody may publish anything, and rules give any reason. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ReplayPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read out of the program", e);
        }
    }
}
