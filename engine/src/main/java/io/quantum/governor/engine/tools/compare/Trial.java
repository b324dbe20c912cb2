package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.rulebook.RulebookException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One rulebook tried in place of the first one, probe by probe. Not for use by several threads. */
final class Trial implements AutoCloseable {
    private static final int MOST_EXAMPLES = 3;

    private final @Nullable Side side;
    private final String whyNot;
    private final Map<Change, Integer> counts = new EnumMap<>(Change.class);
    private final Map<Change, List<String>> examples = new EnumMap<>(Change.class);

    private Trial(@Nullable Side side, String whyNot) {
        this.side = side;
        this.whyNot = whyNot;
    }

    /** A rulebook that can't be made, since it does not compile or does not allow a value, is not tried. */
    static Trial of(Supplier<Side> maker) {
        try {
            return new Trial(maker.get(), "");
        } catch (RulebookException | IllegalArgumentException e) {
            return new Trial(
                    null, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** @param then how the first rulebook judged the probe */
    void on(Probe probe, Judgement then) {
        if (side == null) {
            return;
        }
        Judgement now = side.judge(probe);
        Change change = now.comparedWith(then);
        if (change != Change.NONE) {
            counts.merge(change, 1, Integer::sum);
            List<String> some = examples.computeIfAbsent(change, unused -> new ArrayList<>());
            if (some.size() < MOST_EXAMPLES) {
                some.add(probe.source() + ": " + then.words() + " -> " + now.words());
            }
        }
    }

    /** What it does; since something differs, nothing that shows it is not nothing. */
    Change change() {
        boolean looser = counts.containsKey(Change.LOOSER);
        boolean tighter = counts.containsKey(Change.TIGHTER);
        if (counts.containsKey(Change.MIXED) || (looser && tighter)) {
            return Change.MIXED;
        }
        if (looser) {
            return Change.LOOSER;
        }
        return tighter && !counts.containsKey(Change.UNCLEAR) ? Change.TIGHTER : Change.UNCLEAR;
    }

    /** Why nothing shows whether it tightens or loosens; empty when something does. */
    String why() {
        if (change() != Change.UNCLEAR) {
            return "";
        }
        if (side == null) {
            return "can't be tried alone: " + whyNot;
        }
        return counts.isEmpty() ? "no probe is decided otherwise" : "what is decided otherwise is neither";
    }

    /** Whether it could be made, so that probes could show something. */
    boolean isTried() {
        return side != null;
    }

    /** How many probes showed what. */
    Map<Change, Integer> counts() {
        return counts;
    }

    /** Some of each kind. */
    Map<Change, List<String>> examples() {
        return examples;
    }

    @Override
    public void close() {
        if (side != null) {
            side.close();
        }
    }
}
