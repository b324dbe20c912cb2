package io.quantum.governor.engine.tools.replay;

import java.util.List;

/**
 * What a replay has found.
 *
 * @param rulebook the candidate's name, version and the start of its digest
 * @param digest the candidate's digest
 * @param mode {@code recorded} or {@code simulated}
 * @param source where the records come from
 * @param complete whether all records were looked at; false when somebody stopped it
 * @param overrides one sentence for each threshold of the candidate that the environment sets
 * @param first when the first plan was decided, ISO 8601; empty when there is none
 * @param last when the last plan was decided
 * @param plans how many records there were
 * @param replayed how many plans were decided again
 * @param agreed how many of them are decided alike
 * @param flips how many of them one rulebook permits and the other does not
 * @param differences plans that are not decided alike, by what differs
 * @param bySymbol flips by symbol
 * @param bySize flips by how much they are worth
 * @param timeline plans and flips in the course of time
 * @param headroom how near plans came to the limits of gates, before and after
 * @param largest the flips that are worth most
 * @param notRecorded plans whose records lack a fact that the candidate's rules name, by fact, and by whether the verdict
 *     could have been another one with it
 * @param notReplayed records of which no decision could be made again, by why
 * @param unreadableRecords how many records can't be read
 * @param unreadable the first of them
 */
public record ReplayReport(
        String rulebook,
        String digest,
        String mode,
        String source,
        boolean complete,
        List<String> overrides,
        String first,
        String last,
        long plans,
        long replayed,
        long agreed,
        long flips,
        List<Difference> differences,
        List<Row> bySymbol,
        List<Row> bySize,
        List<Timeline.Step> timeline,
        List<Headrooms.OfGate> headroom,
        List<Large> largest,
        List<Row> notRecorded,
        List<Row> notReplayed,
        long unreadableRecords,
        List<Counts.Unreadable> unreadable) {

    /** Plans that differ alike; the words are those of {@link io.quantum.governor.engine.serve.shadow.Comparison}. */
    public record Difference(String result, String gate, String reason, long plans, double notionalUsd) {}

    /** Plans that have something in common; {@code result} is empty when it does not matter. */
    public record Row(String result, String what, long plans, double notionalUsd) {}

    /** One flip. */
    public record Large(String planId, String at, String symbol, double notionalUsd, String result, String sentence) {}

    /** The share of replayed plans that are decided alike, 0 to 1; 1 when there are none. */
    public double agreement() {
        return replayed == 0 ? 1 : (double) agreed / replayed;
    }
}
