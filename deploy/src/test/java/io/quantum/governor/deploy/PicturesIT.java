package io.quantum.governor.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the documentation anew, from the demo, when {@code -Dgovernor.pictures=DIR} asks for it. */
class PicturesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PLAY = Duration.ofSeconds(20);
    private static final Pattern ROOM = Pattern.compile("Watch it in a browser: (http\\S+)");
    private static final Map<String, String> PAGES = Map.of(
            "headroom",
            "",
            "decisions",
            "decisions",
            "incidents",
            "incidents",
            "rulebook",
            "rulebook",
            "audit",
            "audit");
    private static final int WIDE = 1280;
    private static final int NARROW = 360;

    @Test
    void areTakenOfTheDemo(@TempDir Path temporary) throws Exception {
        String directory = System.getProperty("governor.pictures");
        assumeTrue(directory != null, "nobody asks for pictures");
        Path pictures = Files.createDirectories(Path.of("..").resolve(Objects.requireNonNull(directory)));
        Path log = temporary.resolve("demo.log");
        // slow enough for people, as on a terminal
        Process demo = Commands.command(
                        Map.of("GOVERNOR_IS_BUILT", "yes"),
                        "script",
                        "-qfc",
                        System.getProperty("governor.home") + "/deploy/governor demo",
                        log.toString())
                .start();
        try {
            await().atMost(PATIENCE).until(() -> room(log).isPresent());
            Thread.sleep(PLAY.toMillis());
            try (Browser browser = new Browser(room(log).orElseThrow())) {
                for (Map.Entry<String, String> page : PAGES.entrySet()) {
                    browser.look(WIDE, false);
                    browser.open(page.getValue());
                    Files.write(pictures.resolve(page.getKey() + ".png"), browser.picture());
                }
                browser.look(NARROW, true);
                browser.open("decisions");
                Files.write(pictures.resolve("phone.png"), browser.picture());
            }
        } finally {
            demo.destroy();
            demo.waitFor();
        }
        assertThat(pictures.resolve("decisions.png")).isNotEmptyFile();
    }

    private static Optional<String> room(Path log) throws Exception {
        return Files.exists(log)
                ? ROOM.matcher(Files.readString(log))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .findFirst()
                : Optional.empty();
    }
}
