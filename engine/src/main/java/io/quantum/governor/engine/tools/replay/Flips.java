package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.decide.plan.StoredNumber;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.tools.explain.Measured;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Tells a flip in a sentence. */
final class Flips {
    private Flips() {}

    static ReplayReport.Large of(Decided flip) {
        var plan = flip.plan();
        return new ReplayReport.Large(
                plan.planId(),
                plan.at().toString(),
                plan.symbol(),
                flip.notionalUsd(),
                flip.comparison().result(),
                plan.planId() + " at " + plan.at().truncatedTo(ChronoUnit.SECONDS) + ", " + plan.action() + " of "
                        + plan.symbol() + " for "
                        + String.format(Locale.ROOT, "%.2f", flip.notionalUsd()) + " USD: was " + words(flip.then())
                        + "; would be " + words(flip.now()));
    }

    private static String words(Side side) {
        if (side.said().isPermit()) {
            return "permitted"
                    + side.said()
                            .order()
                            .map(o -> ", qty " + StoredNumber.amount(o.qtyBase()))
                            .orElse("");
        }
        if (side.said().gate().isEmpty()) {
            return side.said().why().toLowerCase(Locale.ROOT);
        }
        Optional<RecordedGate> gate = side.decider();
        return "blocked by gate " + gate.map(Flips::name).orElse(side.said().gate()) + ": "
                + gate.map(Flips::measured).orElse("")
                + side.said().reason();
    }

    private static String name(RecordedGate gate) {
        return gate.gate().equals(gate.name()) ? gate.name() : gate.gate() + " " + gate.name();
    }

    private static String measured(RecordedGate gate) {
        return gate.value().isPresent() && gate.limit().isPresent()
                ? Measured.against(gate.value().get(), gate.limit().get()) + ", "
                : "";
    }
}
