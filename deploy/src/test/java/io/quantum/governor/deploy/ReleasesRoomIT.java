package io.quantum.governor.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people approve and activate a release in a real browser, and sign there with the keys that the command line made. */
class ReleasesRoomIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOKEN = "the operator's own";
    private static final String HOME = Objects.requireNonNull(System.getProperty("governor.home"));

    @TempDir
    private Path directory = Path.of("");

    private final Map<String, String> environment = new HashMap<>();
    private @Nullable BundledRedis redis;
    private @Nullable RunningGovernor governor;
    private @Nullable Browser browser;

    @BeforeEach
    void start() throws Exception {
        Commands.need("chromium", "chromedriver");
        BundledRedis started = BundledRedis.start();
        redis = started;
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "ada operator " + sha256(TOKEN) + "\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
        Path trusted = Files.createDirectory(directory.resolve("trusted"));
        environment.putAll(Map.of(
                "GOVERNOR_IS_BUILT", "yes",
                "METRICS_PORT", RunningGovernor.freePort(),
                "BUDGET_PORT", RunningGovernor.freePort(),
                "ALLOCATION_PORT", RunningGovernor.freePort(),
                "REDIS_URL", started.uri(),
                "APPLY_MODE", "production",
                "GOV_DATA_DIR", directory.toString(),
                "GOV_ROOM_TOKENS", tokens.toString(),
                "GOV_RULEBOOK_KEYS", trusted.toString()));
        for (String person : List.of("ann", "bob", "eve")) {
            governor("keygen", person, "--dir", directory.toString());
        }
        for (String person : List.of("ann", "bob")) {
            Files.copy(directory.resolve(person + ".pub"), trusted.resolve(person + ".pub"));
        }
        Path rules = directory.resolve("rules");
        Commands.run(Map.of(), "cp", "-r", HOME + "/rules", rules.toString());
        release(rules, "1.0.0");
        governor("approve", "1.0.0", "--key", key("bob"), "--reason", "the first one");
        governor("activate", "1.0.0", "--key", key("ann"), "--reason", "the first one");
        release(rules, "1.0.1");
        governor = RunningGovernor.start(environment, directory.resolve("governor.log"));
        browser = new Browser("http://127.0.0.1:" + environment.get("METRICS_PORT") + "/");
    }

    @AfterEach
    void end() {
        for (AutoCloseable open : new AutoCloseable[] {browser, governor, redis}) {
            try {
                if (open != null) {
                    open.close();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aReleaseIsApprovedActivatedAndTakenBackByTheKeyboard() throws Exception {
        Browser room = Objects.requireNonNull(browser);
        room.look(1280, false);
        room.open("releases");
        room.press("Approve");
        room.type("token", TOKEN);
        room.pressInDialog("Sign in");
        room.awaitText("decides the same");
        room.type("reason", "read it with ann");
        room.pressInDialog("Approve release 1.0.1");
        room.awaitText("Choose the file of your private key");
        for (boolean dark : new boolean[] {false, true}) {
            for (int width : new int[] {1280, 360}) {
                room.look(width, dark);
                assertThat(room.barriers()).as("%s wide, dark: %s", width, dark).isEmpty();
            }
        }
        room.look(1280, false);
        room.choose("key", directory.resolve("bob.pub"));
        room.pressInDialog("Approve release 1.0.1");
        room.awaitText("bob.pub is no private key");
        room.choose("key", directory.resolve("eve.key"));
        room.pressInDialog("Approve release 1.0.1");
        room.awaitText("no trusted key has signed this");
        room.choose("key", directory.resolve("ann.key"));
        room.pressInDialog("Approve release 1.0.1");
        room.awaitText("was released by the same key");
        room.choose("key", directory.resolve("bob.key"));
        room.script("window.kept = crypto.subtle.importKey; crypto.subtle.importKey = () =>"
                + " Promise.reject(new DOMException('', 'NotSupportedError')); return true");
        room.pressInDialog("Approve release 1.0.1");
        room.awaitText("This browser can’t sign with Ed25519 here");
        room.script("crypto.subtle.importKey = window.kept; window.kept = Date.now;"
                + " Date.now = () => window.kept.call(Date) + 6 * 60000; return true");
        room.pressInDialog("Approve release 1.0.1");
        room.awaitText("more than 5 minutes off this computer’s clock");
        room.script("Date.now = window.kept; return true");
        room.pressInDialog("Approve release 1.0.1");
        room.awaitText("Release 1.0.1 is approved.");
        room.pressInDialog("Close");

        room.press("Activate");
        room.type("reason", "nothing but a comment");
        room.choose("key", directory.resolve("ann.key"));
        room.pressInDialog("Activate release 1.0.1");
        room.awaitText("Release 1.0.1 is active.");
        room.pressInDialog("Close");
        awaitDecidedBy("1.0.1");

        room.press("Go back to the release before");
        room.type("reason", "to see that it works");
        room.choose("key", directory.resolve("bob.key"));
        room.pressInDialog("Go back to the release before");
        room.awaitText("Release 1.0.0 is active again.");
        room.pressInDialog("Close");
        awaitDecidedBy("1.0.0");

        room.press("Shadow");
        room.type("reason", "how would it go");
        room.pressInDialog("Let release 1.0.1 judge in the shadow");
        room.awaitText("is announced to every daemon");
        room.pressInDialog("Close");
        room.press("End the shadow");
        room.type("reason", "seen enough");
        room.pressInDialog("End the shadow");
        room.awaitText("No candidate runs in the shadow any more");

        String room127 = "(control room, 127.0.0.1): ";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(governor("audit", "events"))
                        .contains(
                                "RULEBOOK_APPROVED by bob " + room127 + "read it with ann",
                                "RULEBOOK_ACTIVATED by ann " + room127 + "nothing but a comment",
                                "RULEBOOK_ROLLED_BACK by bob " + room127 + "to see that it works",
                                "SHADOW_STARTED by ada " + room127 + "how would it go",
                                "SHADOW_ENDED by ada " + room127 + "seen enough"));
        // what was refused on purpose
        assertThat(room.complaints()).allMatch(line -> line.contains("403"));
    }

    private void awaitDecidedBy(String version) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(governor("releases"))
                        .containsPattern("[*] +" + version)
                        .containsPattern("governor-\\S+ +" + version));
    }

    private void release(Path rules, String version) throws Exception {
        for (String file : List.of("rulebook.yaml", "rulebook.lock")) {
            String text = Files.readString(rules.resolve(file));
            Files.writeString(
                    rules.resolve(file), text.replaceFirst("(?m)^(version: |rulebook )[0-9.]+", "$1" + version));
        }
        governor(
                "release",
                rules.toString(),
                "--key",
                key("ann"),
                "--reason",
                "to try it",
                "--output",
                directory.toString());
        governor(
                "publish",
                directory.resolve("quantum-governor-" + version + ".rulebook").toString());
    }

    private String key(String person) {
        return directory.resolve(person + ".key").toString();
    }

    private String governor(String... command) throws Exception {
        String[] line = new String[command.length + 1];
        line[0] = HOME + "/deploy/governor";
        System.arraycopy(command, 0, line, 1, command.length);
        return Commands.run(environment, line);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
