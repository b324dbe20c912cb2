package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.serve.shadow.Comparison;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What has come out so far; however many plans there are, it stays small. Not for use by several threads. */
final class Counts {
    static final int LARGEST = 20;
    private static final int MOST_ROWS = 200;
    private static final int MOST_SYMBOLS = 2000;
    private static final int MOST_LINES = 20;
    private static final String OTHER = "other";

    /** A symbol and which way its plans flip. */
    record OfSymbol(String result, String symbol) {}

    /** How large plans are and which way they flip. */
    record OfSize(String result, Size size) {}

    /** A fact that records lack, and whether the verdict could have been another one with it. */
    record OfFact(String result, String fact) {}

    /** A record that can't be read. */
    public record Unreadable(long number, String why) {
        String sentence() {
            return "line " + number + ": " + why;
        }
    }

    private final Tally<Comparison> comparisons = new Tally<>(MOST_ROWS, new Comparison(OTHER, OTHER, OTHER));
    private final Tally<OfSymbol> symbols = new Tally<>(MOST_SYMBOLS, new OfSymbol(OTHER, OTHER));
    private final Tally<OfSize> sizes = new Tally<>(MOST_ROWS, new OfSize(OTHER, Size.UNKNOWN));
    private final Tally<OfFact> notRecorded = new Tally<>(MOST_ROWS, new OfFact(OTHER, OTHER));
    private final Tally<String> notReplayed = new Tally<>(MOST_ROWS, OTHER);
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final PriorityQueue<Decided> largest =
            new PriorityQueue<>(Comparator.comparingDouble(Decided::notionalUsd));
    private final Timeline timeline = new Timeline();
    private final Headrooms headrooms = new Headrooms();
    private long unreadableRecords;
    private long noPlans;
    private long replayed;
    private long agreed;
    private long flips;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    void add(Decided decided) {
        Comparison comparison = decided.comparison();
        replayed++;
        timeline.add(decided);
        headrooms.add(decided);
        Instant at = decided.plan().at();
        first = at.isBefore(first) ? at : first;
        last = at.isAfter(last) ? at : last;
        if (comparison.isSame()) {
            agreed++;
            return;
        }
        comparisons.add(comparison, decided.notionalUsd());
        if (decided.isFlip()) {
            flips++;
            String result = comparison.result();
            symbols.add(new OfSymbol(result, decided.plan().symbol()), decided.notionalUsd());
            sizes.add(new OfSize(result, Size.of(decided.notionalUsd())), decided.notionalUsd());
            keepIfLarge(decided);
        }
    }

    private void keepIfLarge(Decided flip) {
        largest.add(flip);
        if (largest.size() > LARGEST) {
            largest.poll();
        }
    }

    /** A record of something else than a decision. */
    void noPlan() {
        noPlans++;
    }

    /** A plan that was decided without a fact which the candidate's rules name and its record does not tell. */
    void notRecorded(String fact, boolean couldMatter, double notionalUsd) {
        notRecorded.add(new OfFact(couldMatter ? "could_have_changed_it" : "changes_nothing", fact), notionalUsd);
    }

    /** A record that was read and holds no decision that could be made again. */
    void notReplayed(String why) {
        notReplayed.add(why, 0);
    }

    /** A record that can't be read. */
    void unreadable(long number, String why) {
        unreadableRecords++;
        unreadable.add(new Unreadable(number, why));
        if (unreadable.size() > MOST_LINES) {
            unreadable.sort(Comparator.comparingLong(Unreadable::number));
            unreadable.remove(MOST_LINES);
        }
    }

    void add(Counts more) {
        comparisons.add(more.comparisons);
        symbols.add(more.symbols);
        sizes.add(more.sizes);
        notRecorded.add(more.notRecorded);
        notReplayed.add(more.notReplayed);
        timeline.add(more.timeline);
        headrooms.add(more.headrooms);
        more.largest.forEach(this::keepIfLarge);
        more.unreadable.forEach(u -> unreadable(u.number(), u.why()));
        unreadableRecords += more.unreadableRecords - more.unreadable.size();
        noPlans += more.noPlans;
        replayed += more.replayed;
        agreed += more.agreed;
        flips += more.flips;
        first = more.first.isBefore(first) ? more.first : first;
        last = more.last.isAfter(last) ? more.last : last;
    }

    /** @param read how many records there were */
    ReplayReport report(long read, CandidateRules candidate, Mode mode, String source, boolean complete) {
        return new ReplayReport(
                candidate.rules().title(),
                candidate.rules().rulebook().digest(),
                mode.name(),
                source,
                complete,
                candidate.rules().thresholds().overrides(),
                replayed == 0 ? "" : first.truncatedTo(ChronoUnit.SECONDS).toString(),
                replayed == 0 ? "" : last.truncatedTo(ChronoUnit.SECONDS).toString(),
                read - noPlans,
                replayed,
                agreed,
                flips,
                comparisons.rows(r -> new ReplayReport.Difference(
                        r.what().result(), r.what().gate(), r.what().reason(), r.plans(), r.notionalUsd())),
                symbols.rows(
                        r -> new ReplayReport.Row(r.what().result(), r.what().symbol(), r.plans(), r.notionalUsd())),
                sizes.rows(r ->
                        new ReplayReport.Row(r.what().result(), r.what().size().words(), r.plans(), r.notionalUsd())),
                timeline.told(),
                headrooms.told(),
                largest.stream()
                        .sorted(Comparator.comparingDouble(Decided::notionalUsd).reversed())
                        .map(Flips::of)
                        .toList(),
                notRecorded.rows(
                        r -> new ReplayReport.Row(r.what().result(), r.what().fact(), r.plans(), r.notionalUsd())),
                notReplayed.rows(r -> new ReplayReport.Row("", r.what(), r.plans(), 0)),
                unreadableRecords,
                unreadable.stream()
                        .sorted(Comparator.comparingLong(Unreadable::number))
                        .toList());
    }
}
