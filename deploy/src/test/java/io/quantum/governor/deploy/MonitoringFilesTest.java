package io.quantum.governor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts, board, contract and runbook speak of the same metrics and of each other. */
class MonitoringFilesTest {
    private static final Path HOME = Path.of("..");
    private static final String PREFIXES = "(?:governor|quantum_govern|gov|p28|p29|p32)_[a-z0-9_]+";
    private static final Pattern USED = Pattern.compile("\\b" + PREFIXES);
    private static final Pattern PART = Pattern.compile("_(bucket|sum|count)$");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| (`" + PREFIXES + "`(?:, `" + PREFIXES + "`)*) \\| ?(?:counter|gauge|histogram)? ?\\|");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern NAME = Pattern.compile("`(" + PREFIXES + ")`");

    /** Proves that alerts arrive by never being silent. */
    private static final String ALWAYS = "Watchdog";

    @Test
    void eachMetricOfTheContractIsWatchedAndNoOtherIs() throws IOException {
        Set<String> watched = new TreeSet<>();
        for (String file : List.of("prometheus/alerts.yml", "grafana/governor.json")) {
            found(USED, deploy(file)).map(MatchResult::group).forEach(name -> watched.add(whole(name)));
        }
        Set<String> contract = found(ROW, read("docs/contract.md"))
                .flatMap(row -> found(NAME, row.group(1)))
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(watched).isEqualTo(contract);
    }

    @Test
    void eachAlertHasATestThatItFiresAndOneThatItIsSilent() throws IOException {
        String tests = deploy("prometheus/alerts-test.yml");
        for (String alert : alerts()) {
            assertThat(tests).contains("- alertname: " + alert + "\n        eval_time: ");
            if (!alert.equals(ALWAYS)) {
                assertThat(tests).contains("- {alertname: " + alert + ", eval_time: ");
            }
        }
    }

    @Test
    void eachAlertHasItsParagraphInTheRunbook() throws IOException {
        String rules = deploy("prometheus/alerts.yml");
        Set<String> paragraphs = found(Pattern.compile("(?m)^### (\\w+)$"), read("docs/runbook.md"))
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        for (String alert : alerts()) {
            assertThat(rules).contains("runbook: docs/runbook.md#" + alert.toLowerCase(Locale.ROOT) + "\n");
            assertThat(paragraphs).contains(alert);
        }
    }

    private static Set<String> alerts() throws IOException {
        Set<String> alerts = found(ALERT, deploy("prometheus/alerts.yml"))
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(alerts).hasSizeGreaterThan(20);
        return alerts;
    }

    /** A histogram is named by its parts. */
    private static String whole(String name) {
        return PART.matcher(name).replaceFirst("");
    }

    private static Stream<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String deploy(String file) throws IOException {
        return read("deploy/" + file);
    }

    private static String read(String file) throws IOException {
        return Files.readString(HOME.resolve(file));
    }
}
