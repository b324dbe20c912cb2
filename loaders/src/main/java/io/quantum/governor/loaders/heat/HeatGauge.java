package io.quantum.governor.loaders.heat;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.PortfolioHeat;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.WireNumber;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the heat on a page of Prometheus metrics. */
final class HeatGauge {
    private static final String NAME = "p26_heat_value";
    private static final Pattern SAMPLE =
            Pattern.compile("^" + NAME + "(?:\\{[^\\n]*})?[ \\t]+([^ \\t\\r\\n]+)", Pattern.MULTILINE);

    private HeatGauge() {}

    /** The one sample of the gauge; several leave open which one is meant. */
    static Fact read(String page) {
        List<MatchResult> samples = SAMPLE.matcher(page).results().toList();
        if (samples.isEmpty()) {
            return Unavailable.missing(PortfolioHeat.class, "no " + NAME + " on the page");
        }
        if (samples.size() > 1) {
            return unreadable(samples.size() + " samples on the page");
        }
        String text = samples.get(0).group(1);
        try {
            return new PortfolioHeat(
                    WireNumber.parse(text).orElseThrow(() -> new IllegalArgumentException("not a finite number")));
        } catch (IllegalArgumentException e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static Fact unreadable(String what) {
        return Unavailable.unreadable(PortfolioHeat.class, NAME + ": " + what);
    }
}
