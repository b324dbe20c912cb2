package io.quantum.governor.loaders.gauge;

import io.quantum.governor.loaders.UnreadableException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds a gauge on a page of Prometheus metrics. */
final class GaugeReader {
    private GaugeReader() {}

    /**
     * The gauge's value as it stands on the page.
     *
     * @return empty when the page has no such gauge
     * @throws UnreadableException when it has several samples of it, which leaves open which one is meant
     */
    static String read(String page, String metric) throws UnreadableException {
        Pattern sample = Pattern.compile(
                "^" + Pattern.quote(metric) + "(?:\\{[^\\n]*})?[ \\t]+([^ \\t\\r\\n]+)", Pattern.MULTILINE);
        List<MatchResult> samples = sample.matcher(page).results().toList();
        if (samples.size() > 1) {
            throw new UnreadableException(metric + " has " + samples.size() + " samples on the page");
        }
        return samples.isEmpty() ? "" : samples.get(0).group(1);
    }
}
