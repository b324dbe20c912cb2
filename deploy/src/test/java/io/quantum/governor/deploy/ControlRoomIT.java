package io.quantum.governor.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.loaders.sandbox.BundledRedis;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** A person looks at the control room and acts by it: a real browser, daemon, Redis, exchange and archive. */
class ControlRoomIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> PAGES =
            List.of("", "decisions", "plan/room:1", "rulebook", "releases", "budget", "incidents", "audit", "observe");
    private static final String TOKEN = "the operator's own";
    private static final String HOSTILE = "<img src=x onerror=document.title='caught'>\u202eno";

    @TempDir
    private Path directory = Path.of("");

    private final Map<String, String> environment = new HashMap<>();
    private @Nullable BundledRedis redis;
    private @Nullable Jedis jedis;
    private @Nullable SimulatedExchange exchange;
    private @Nullable RunningGovernor governor;
    private @Nullable Browser browser;

    @BeforeEach
    void start() throws Exception {
        Commands.need("chromium", "chromedriver");
        BundledRedis started = BundledRedis.start();
        redis = started;
        jedis = new Jedis("127.0.0.1", started.port());
        SimulatedExchange simulated = SimulatedExchange.start();
        exchange = simulated;
        simulated.setMarkPrice("BTCUSDT", 100);
        simulated.setPosition("BTCUSDT", "BOTH", 1);
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "ada operator " + sha256(TOKEN) + "\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
        environment.putAll(Map.ofEntries(
                Map.entry("METRICS_PORT", RunningGovernor.freePort()),
                Map.entry("BUDGET_PORT", RunningGovernor.freePort()),
                Map.entry("ALLOCATION_PORT", RunningGovernor.freePort()),
                Map.entry("REDIS_URL", started.uri()),
                Map.entry("APPLY_CONFIG_PATH", executor().toString()),
                Map.entry("GOV_DISARM_RESTART_CMD", "true"),
                Map.entry("GOV_DATA_DIR", directory.toString()),
                Map.entry("GOV_ROOM_TOKENS", tokens.toString()),
                Map.entry("BINANCE_BASE_URL", simulated.baseUrl().toString()),
                Map.entry("BINANCE_TESTNET_API_KEY", SimulatedExchange.API_KEY),
                Map.entry("BINANCE_TESTNET_API_SECRET", SimulatedExchange.API_SECRET)));
        Files.writeString(executor(), "APPLY_MODE=production\n");
        governor = RunningGovernor.start(environment, directory.resolve("governor.log"));
        browser = new Browser("http://127.0.0.1:" + environment.get("METRICS_PORT") + "/");
    }

    @AfterEach
    void end() {
        for (AutoCloseable open : new AutoCloseable[] {browser, governor, jedis, exchange, redis}) {
            try {
                if (open != null) {
                    open.close();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private Path executor() {
        return directory.resolve("apply.env");
    }

    private Browser browser() {
        return Objects.requireNonNull(browser);
    }

    private Jedis jedis() {
        return Objects.requireNonNull(jedis);
    }

    @Test
    void eachPageIsReadableForEverybody() {
        publish(0, 30);
        jedis().lpush("quantum:governor:exec:BTCUSDT", Long.toString(System.currentTimeMillis() / 1000));
        for (String page : PAGES) {
            browser().open(page);
            for (boolean dark : new boolean[] {false, true}) {
                for (int width : new int[] {1280, 360}) {
                    browser().look(width, dark);
                    assertThat(browser().barriers())
                            .as("%s, %s wide, dark: %s", page, width, dark)
                            .isEmpty();
                }
            }
        }
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void anOperatorStopsAndLoosensByTheKeyboard() throws Exception {
        browser().look(1280, false);
        browser().open("incidents");
        browser().press("Stop all permits");
        browser().type("token", TOKEN);
        browser().pressInDialog("Sign in");
        browser().type("reason", HOSTILE);
        browser().pressInDialog("Stop all permits");
        browser().awaitText("Recorded as KILL_SWITCH_ON by ada");
        assertThat(jedis().get("quantum:kill")).isEqualTo("1");
        browser().pressInDialog("Close");
        browser().awaitText("STOPPED");

        browser().open("incidents");
        browser().awaitText("onerror");
        assertThat(browser().script("return document.title").toString()).doesNotContain("caught");
        browser().press("Let plans be permitted again");
        browser().type("reason", "it was a drill");
        browser().pressInDialog("Let plans be permitted again");
        browser().awaitText("Type the word production");
        assertThat(jedis().exists("quantum:kill")).isTrue();
        browser().type("typed", "production");
        browser().pressInDialog("Let plans be permitted again");
        browser().awaitText("Recorded as KILL_SWITCH_OFF by ada");
        assertThat(jedis().exists("quantum:kill")).isFalse();
        browser().pressInDialog("Close");

        browser().open("incidents");
        browser().press("Put the executor into dry run");
        browser().type("reason", "odd fills");
        browser().pressInDialog("Put the executor into dry run");
        browser().awaitText("Recorded as DISARMED by ada");
        assertThat(Files.readString(executor())).isEqualTo("APPLY_MODE=dry_run\n");
        browser().pressInDialog("Close");
        browser().open("incidents");
        browser().press("Let the executor trade in production");
        browser().type("reason", "they were ours");
        browser().type("typed", "production");
        browser().pressInDialog("Let the executor trade in production");
        browser().awaitText("Recorded as REARMED by ada");
        assertThat(Files.readString(executor())).isEqualTo("APPLY_MODE=production\n");
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void aReplayIsStartedByTheKeyboardAndItsTableIsRead() {
        publish(0, 30);
        browser().look(1280, false);
        browser().open("releases");
        browser().press("Replay");
        browser().type("token", TOKEN);
        browser().pressInDialog("Sign in");
        browser().press("Replay");
        browser().awaitText("It decides nothing otherwise.");
        browser().awaitText("Decided again");
        for (boolean dark : new boolean[] {false, true}) {
            for (int width : new int[] {1280, 360}) {
                browser().look(width, dark);
                assertThat(browser().barriers())
                        .as("%s wide, dark: %s", width, dark)
                        .isEmpty();
            }
        }
        browser().look(1280, false);
        browser().open("audit");
        browser().press("Verify the chain");
        browser().awaitText("whole");
        browser().open("rulebook");
        browser().press("Measure coverage");
        browser().awaitText("Tests reach everything.");
        assertThat(browser().barriers()).isEmpty();
        browser().open("plan/room:1");
        browser().type("version", "1.2.0");
        browser().press("Compare");
        browser().awaitText("the verdict is the same");
        assertThat(browser().barriers()).isEmpty();
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void aDaemonThatIsKilledAndComesBackIsToldAndNoDecisionIsMissed() throws Exception {
        browser().look(1280, false);
        browser().open("decisions");
        browser()
                .script("window.here = true; window.plans = []; const seen = new Set();"
                        + "const take = rows => rows.forEach(r => { if (!seen.has(r.id)) { seen.add(r.id); plans.push(r.plan); } });"
                        + "import('/room/live.js').then(({ live }) => { live.addEventListener('decision', e => take(e.detail));"
                        + " live.addEventListener('gap', () => fetch('/api/decisions?limit=500').then(r => r.json())"
                        + ".then(a => take(a.rows))); window.listens = true; }); return true");
        await().atMost(PATIENCE)
                .until(() -> browser().script("return window.listens === true").equals(true));
        publish(0, 500);
        await().atMost(PATIENCE).until(() -> told() == 500);

        Objects.requireNonNull(governor).kill();
        browser().awaitText("Connecting again");
        publish(500, 200);
        governor = RunningGovernor.start(environment, directory.resolve("governor.log"));
        browser().awaitNoText("Connecting again");
        publish(700, 300);
        await().atMost(PATIENCE).until(() -> told() >= 1000);

        assertThat(browser().script("return new Set(window.plans).size")).isEqualTo(1000L);
        assertThat(told()).isEqualTo(1000);
        assertThat(browser().script("return window.here")).isEqualTo(true);
        assertThat(browser().complaints()).isEmpty();
    }

    private long told() {
        return (Long) browser().script("return window.plans.length");
    }

    private void publish(int first, int many) {
        IntStream.range(first, first + many)
                .forEach(i -> jedis().xadd(
                                "quantum:stream:apply.plan",
                                StreamEntryID.NEW_ENTRY,
                                Map.of(
                                        "plan_id", "room:" + i,
                                        "symbol", "S" + i % 50 + "USDT",
                                        "action", "PARTIAL_50",
                                        "decision", "EXECUTE",
                                        "kill_score", "0.1")));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
