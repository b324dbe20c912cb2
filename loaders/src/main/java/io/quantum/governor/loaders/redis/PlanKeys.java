package io.quantum.governor.loaders.redis;

import io.quantum.governor.loaders.declared.About;
import java.time.LocalDate;

/**
 * The keys by which one plan is judged.
 *
 * @param symbol what no rulebook declares of its symbol
 * @param declared what the rules in force, or a candidate's, name
 */
record PlanKeys(PlanEntry.Judgeable entry, SymbolKeys symbol, DeclaredReads.Asked declared) {

    /**
     * Reads those that are not known; nothing is flushed.
     *
     * @param overtaken whether what a commit compares is to be read in any case
     */
    static PlanKeys send(
            Trip trip, DeclaredReads.Batch batch, PlanEntry.Judgeable entry, LocalDate day, boolean overtaken) {
        PlanFields plan = entry.plan();
        SymbolKeys symbol = trip.known().symbol(plan.symbol(), day);
        About about = new About(plan.symbol(), plan.account(), plan.strategy(), day);
        if (overtaken) {
            symbol.overtaken();
            batch.overtaken(about);
        }
        symbol.all().forEach(trip::read);
        return new PlanKeys(entry, symbol, batch.ask(about));
    }
}
