package io.quantum.governor.lab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.lab.testing.TestRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/wishes.md shows: each wish is granted by rule files alone, and goes through all that an analyst runs. */
class WishesTest {
    private static final Path HOME = Path.of(System.getProperty("governor.home"));
    private static Path sample = HOME;

    private final Path home;

    WishesTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    static void sample(@TempDir Path directory) {
        sample = directory.resolve("sample.jsonl");
        assertThat(governor("sample", "--plans", "500", "--output", sample.toString()))
                .startsWith("0: ");
    }

    @ParameterizedTest
    @CsvSource({
        "calm-or-small, uneasy-market, tighter",
        "rollover, rollover, tighter",
        "busy-symbols, burst, looser",
        "drawdown, drawdown, tighter",
        "hot-portfolio, order-notional, tighter",
        "venue-health, venue-health, tighter",
        "funding-rate, funding-rate, tighter",
    })
    void a_wish_is_granted_by_rule_files(String wish, String file, String direction) throws Exception {
        Path rules = home.resolve("rules");
        copy(TestRules.DIRECTORY, rules);
        copy(HOME.resolve("docs"), home.resolve("docs"));
        apply(HOME.resolve("docs/wishes/" + wish + ".patch"));
        replace(rules.resolve("rulebook.yaml"), "version: .*", "version: 99.0.0");

        assertThat(governor("lock", rules.toString())).startsWith("0: ");
        assertThat(governor("facts", "--write", rules.toString())).startsWith("0: ");
        assertThat(governor("lint", "--fail-on-warning", rules.toString())).isEqualTo("0: nothing wrong\n");
        assertThat(governor("test", "--min-coverage", "100", "--mutate", "--filter", file, rules.toString()))
                .startsWith("0: ")
                .contains("all passed");
        assertThat(governor("replay", "--rules", rules.toString(), "--file", sample.toString()))
                .startsWith("0: ")
                .contains("500 plans");
        assertThat(governor("diff", TestRules.DIRECTORY.toString(), rules.toString()))
                .contains("together: " + direction);
    }

    private void apply(Path patch) throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "apply", patch.toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), UTF_8);
        assertThat(git.waitFor() + ": " + said).isEqualTo("0: ");
    }

    private static void replace(Path file, String pattern, String by) throws IOException {
        Files.writeString(file, Files.readString(file).replaceFirst(pattern, by));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
    }

    /** Runs a command; its exit code and what it has printed: {@code 0: nothing wrong}. */
    private static String governor(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            return Lab.line().execute(arguments) + ": " + printed.toString(UTF_8);
        } finally {
            System.setOut(before);
        }
    }
}
