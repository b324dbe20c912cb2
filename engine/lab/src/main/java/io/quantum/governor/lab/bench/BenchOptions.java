package io.quantum.governor.lab.bench;

import java.nio.file.Path;

/**
 * What the bench is asked for.
 *
 * @param redis a Redis to use and to empty; empty for the bundled one
 * @param plans plans in a run
 * @param quick only the most important load
 * @param format how results are printed
 * @param rules the rulebook
 * @param reloads when above 0, reloads of the rulebook are measured and nothing else
 * @param rate plans a second beside the reloads
 * @param candidate whether a candidate in the shadow is measured and nothing else
 * @param replay when above 0, the replay of so many plans is measured and nothing else
 * @param archiving whether a daemon that archives is measured beside one that does not, and nothing else
 * @param archive when above 0, an archive is filled up to so many records and measured, and nothing else
 * @param archiveUrl that archive; empty for a SQLite file that is taken away afterwards
 * @param larger whether more facts and more limits are measured, and nothing else
 * @param explain whether explanations are measured and nothing else
 * @param dashboards when above 0, what so many open dashboards cost plans is measured and nothing else
 */
public record BenchOptions(
        String redis,
        int plans,
        boolean quick,
        Format format,
        Path rules,
        int reloads,
        int rate,
        boolean candidate,
        int replay,
        boolean archiving,
        long archive,
        String archiveUrl,
        boolean larger,
        boolean explain,
        int dashboards) {

    /** How results are printed. */
    public enum Format {
        pretty,
        json
    }
}
