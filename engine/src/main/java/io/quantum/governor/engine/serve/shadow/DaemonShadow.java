package io.quantum.governor.engine.serve.shadow;

import java.util.List;

/**
 * How one daemon gets on with a candidate. All figures are since it took it.
 *
 * @param daemon its name, which no other has
 * @param state one of the words below
 * @param step where it was refused; empty unless it is
 * @param why it was refused, for people; empty unless it is
 * @param since when the daemon took it, ISO 8601
 * @param at when the daemon said so last
 * @param beside the rulebooks that decided meanwhile
 * @param missed how many plans were not compared, because the candidate was too slow
 * @param rows how many plans were compared, by result, gate and reason
 */
public record DaemonShadow(
        String daemon,
        String state,
        String step,
        String why,
        String since,
        String at,
        List<String> beside,
        long missed,
        List<Row> rows) {
    /** It is being linted, compiled and tested. */
    public static final String TAKING = "taking";
    /** It judges every plan. */
    public static final String SHADOWING = "shadowing";
    /** It is not used here. */
    public static final String REFUSED = "refused";
    /** It is in force here, so it is no candidate any more. */
    public static final String DECIDES = "decides";
    /** Shadowing was ended. */
    public static final String ENDED = "ended";

    /**
     * Plans that were compared alike.
     *
     * @param plans how many
     * @param lastPlans the ids of the last of them, newest first; none where both decide the same
     */
    public record Row(String result, String gate, String reason, long plans, List<String> lastPlans) {}

    /** How many plans were compared. */
    public long plans() {
        return rows.stream().mapToLong(Row::plans).sum();
    }
}
