package io.quantum.governor.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import io.quantum.governor.loaders.sandbox.Failure;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/**
 * Faults of a real governor, judged by a real Prometheus. The rules are those that are shipped, with every time in them a
 * thirtieth, so that what needs a quarter of an hour shows in half a minute; limits are as they are.
 */
class AlertsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int FASTER = 30;
    private static final Pattern TIME = Pattern.compile("(for: |\\[|offset )(\\d+)([smhd])");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400);
    private static final Pattern QUERY = Pattern.compile("\"expr\": \"(.*)\"[,\n]");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of the inputs of budgets this one is told; the others belong to programs that do not run here. */
    private static final String TOLD_INPUT = "portfolio_state";

    private static final String ALWAYS = "Watchdog";
    private static final int SYMBOLS = 25;

    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("governor.home")));
    private static final String PLANS = "quantum:stream:apply.plan";

    private Path directory;
    private final BundledRedis redis = BundledRedis.start();
    private final SimulatedExchange exchange = SimulatedExchange.start();
    private String prometheusPort = "";
    private Optional<Process> prometheus = Optional.empty();
    private int plans;

    @BeforeEach
    void needs(@TempDir Path own) throws Exception {
        directory = own;
        Commands.need("prometheus", "promtool");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (prometheus.isPresent()) {
            prometheus.get().destroyForcibly().waitFor();
        }
        exchange.close();
        redis.close();
    }

    @Test
    void rulesAreWellAndEachSaysWhatItShould() throws Exception {
        String rules = HOME + "/deploy/prometheus/";
        Commands.run(Map.of(), "promtool", "check", "config", rules + "prometheus.yml");
        Commands.run(Map.of(), "promtool", "check", "rules", rules + "alerts.yml");
        Commands.run(Map.of(), "promtool", "test", "rules", rules + "alerts-test.yml");
    }

    @Test
    void eachFaultShowsAndIsGoneAfterItsRepair() throws Exception {
        Map<String, String> environment = environment("production");
        Path audit = Files.createDirectory(directory.resolve("audit.db"));
        Path rules = rules("rules");
        environment.put("GOV_RULES_DIR", rules.toString());
        try (RunningGovernor governor = RunningGovernor.start(environment, directory.resolve("log"));
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            startPrometheus(environment);
            awaitFiring(ALWAYS);
            normalTrade(jedis);

            burst(jedis);
            jedis.set("quantum:portfolio:budget:N0USDT", "no hash");
            awaitFiring(
                    () -> {
                        publish(jedis, "FAULTUSDT");
                        // gate 0.5 asks for a target only where a position grows
                        publish(jedis, "SOLUSDT", "OPEN", StreamEntryID.NEW_ENTRY);
                        publish(jedis, "SOLUSDT", "OPEN", StreamEntryID.NEW_ENTRY);
                    },
                    "GovernorDisarmFailing",
                    "GovernorLimitNearlyUsed",
                    "GovernorGate05Inert",
                    "GovernorRuleFault",
                    "P28RedisWriteFailures");
            jedis.set("quantum:kill", "1");
            jedis.del("quantum:state:portfolio");
            jedis.set("quantum:governor:lease:allocation", "another");
            exchange.failWith(Failure.UNAVAILABLE);
            Files.writeString(rules.resolve("gates/broken.drl"), "rule");
            try (RunningGovernor other = RunningGovernor.begin(otherRules(environment), directory.resolve("other"))) {
                awaitFiring(
                        () -> {
                            publish(jedis, "BTCUSDT");
                            jedis.xadd(PLANS, StreamEntryID.NEW_ENTRY, Map.of("plan_id", "", "decision", "EXECUTE"));
                        },
                        "GovernorKillSwitchOn",
                        "GovernorPermitsNothing",
                        "GovernorBlocksAboveNormal",
                        "GovernorUnreadablePlans",
                        "GovernorExchangeStale",
                        "GovernorAuditBehind",
                        "GovernorRulebookRefused",
                        "GovernorRulebooksDiffer",
                        "P28HighStaleInputRate",
                        "GovernorNoCycles");
                assertThat(other.isRunning()).isTrue();
            }

            Files.delete(directory.resolve("restart-fails"));
            awaitFiring("GovernorDisarmed");
            write("apply-layer.env", "APPLY_MODE=production\n");
            jedis.del("quantum:kill", "quantum:portfolio:budget:N0USDT", "quantum:governor:lease:allocation");
            jedis.keys("quantum:governor:exec:*").forEach(jedis::del);
            tellPortfolio(jedis);
            exchange.failWith(Failure.NONE);
            Files.delete(rules.resolve("gates/broken.drl"));
            Files.delete(audit);
            awaitGone(() -> permitted(jedis));

            expectQueriesOfTheBoardToBeUnderstood();
            assertThat(governor.isRunning()).isTrue();
        }
    }

    @Test
    void whatIsDownShowsAndIsGoneWhenItIsBack() throws Exception {
        Map<String, String> environment = environment("production");
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            RunningGovernor first = RunningGovernor.start(environment, directory.resolve("log"));
            startPrometheus(environment);
            awaitFiring(ALWAYS);

            // what is in the way of a record lets no decision through
            jedis.set("quantum:stream:governor.audit", "no stream");
            publish(jedis, "BTCUSDT");
            awaitFiring("GovernorPlansWait");
            jedis.del("quantum:stream:governor.audit");
            awaitFiring(() -> publishLate(jedis), "GovernorSlowDecisions");
            awaitGone(() -> publish(jedis, "BTCUSDT"), "GovernorPlansWait", "GovernorSlowDecisions");

            redis.killHard();
            awaitFiring("GovernorRedisAway", "GovernorNoCycles");
            redis.restartEmpty();
            awaitGone(() -> {}, "GovernorRedisAway", "GovernorNoCycles");

            first.kill();
            awaitFiring("GovernorDown", "GovernorDaemonMissing", "P28BudgetEngineDown", "P29ProposerDown");
        }
        try (RunningGovernor second = RunningGovernor.start(environment, directory.resolve("log"))) {
            awaitGone(() -> {}, "GovernorDown", "GovernorDaemonMissing", "P28BudgetEngineDown", "P29ProposerDown");
            assertThat(second.isRunning()).isTrue();
        }
    }

    @Test
    void whatIsSlowOrSickShowsAndIsGoneWhenItIsWell() throws Exception {
        Commands.need("faketime");
        Map<String, String> environment = environment("production");
        // plans of one symbol come in a hurry here, and some of them while the governor is held up
        environment.put("GOV_MAX_EXEC_PER_HOUR", "100");
        environment.put("GOV_MAX_EXEC_PER_5MIN", "100");
        environment.put("GOV_ENABLE_AUTO_DISARM", "false");
        Sabotage sabotage = Sabotage.prepare(directory.resolve("sabotage"), HOME);
        try (RunningGovernor governor = RunningGovernor.start(environment, directory.resolve("log"));
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            startPrometheus(environment);
            awaitFiring(ALWAYS);
            tellPortfolio(jedis);
            hold("FAULTUSDT");
            awaitExchange();
            awaitFiring(
                    () -> publish(
                            jedis, "FAULTUSDT", "PARTIAL_50", new StreamEntryID(System.currentTimeMillis() - 100_000)),
                    "GovernorPlansExpire");

            Map<String, String> sick = new HashMap<>(environment);
            sick.putAll(ports());
            sick.put("METRICS_PORT", Objects.requireNonNull(environment.get("OTHER_PORT")));
            sick.putAll(sabotage.environment());
            try (RunningGovernor other = RunningGovernor.start(sick, directory.resolve("other"))) {
                sabotage.begin();
                awaitFiring(
                        "GovernorClockOff",
                        "GovernorVersionsDiffer",
                        "GovernorCanaryFailing",
                        "GovernorHeapNearlyFull");
                assertThat(other.isRunning()).isTrue();
            }

            governor(environment, "shadow", rules("candidate").toString());
            awaitFiring(
                    () -> {
                        governor.pause(Duration.ofSeconds(2));
                        permittedOnce(jedis, "FAULTUSDT");
                    },
                    "GovernorShadowDiffers",
                    "GovernorCyclesLate");
            awaitFiring(
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            permittedOnce(jedis, "FAULTUSDT");
                            governor.pause(Duration.ofMillis(20));
                        }
                    },
                    "GovernorSlowRules");
            governor(environment, "shadow", "stop");
            awaitGone(() -> {
                tellPortfolio(jedis);
                permittedOnce(jedis, "FAULTUSDT");
            });
        }
    }

    private void governor(Map<String, String> environment, String... line) throws IOException, InterruptedException {
        Map<String, String> own = new HashMap<>(environment);
        own.put("GOVERNOR_IS_BUILT", "yes");
        List<String> command = new ArrayList<>(List.of(HOME + "/deploy/governor"));
        command.addAll(List.of(line));
        Commands.run(own, command.toArray(String[]::new));
    }

    private Map<String, String> environment(String mode) throws IOException {
        write("apply-layer.env", "APPLY_MODE=" + mode + "\n");
        write("restart-fails", "");
        Map<String, String> environment = new HashMap<>(ports());
        environment.put("REDIS_URL", redis.uri());
        environment.put("APPLY_MODE", mode);
        environment.put(
                "APPLY_CONFIG_PATH", directory.resolve("apply-layer.env").toString());
        environment.put("GOV_DISARM_RESTART_CMD", "test ! -e " + directory.resolve("restart-fails"));
        environment.put("GOV_DATA_DIR", directory.toString());
        environment.put("GOV_AUDIT_URL", "jdbc:sqlite:" + directory.resolve("audit.db"));
        environment.put("BINANCE_BASE_URL", exchange.baseUrl().toString());
        environment.put("BINANCE_TESTNET_API_KEY", SimulatedExchange.API_KEY);
        environment.put("BINANCE_TESTNET_API_SECRET", SimulatedExchange.API_SECRET);
        environment.put("BUDGET_COMPUTE_INTERVAL_SEC", "1");
        environment.put("LOOP_INTERVAL_SEC", "1");
        return environment;
    }

    private static Map<String, String> ports() throws IOException {
        return Map.of(
                "METRICS_PORT", RunningGovernor.freePort(),
                "BUDGET_PORT", RunningGovernor.freePort(),
                "ALLOCATION_PORT", RunningGovernor.freePort());
    }

    /** A second daemon, which Prometheus asks too, and which decides by another rulebook. */
    private Map<String, String> otherRules(Map<String, String> environment) throws IOException {
        Map<String, String> other = new HashMap<>(environment);
        other.putAll(ports());
        other.put("METRICS_PORT", Objects.requireNonNull(environment.get("OTHER_PORT")));
        other.put("GOV_RULES_DIR", HOME + "/rules");
        return other;
    }

    /** The shipped rulebook, whose gate 1 says nothing of one symbol that nobody trades. */
    private Path rules(String name) throws IOException, InterruptedException {
        Path rules = directory.resolve(name);
        Commands.run(Map.of(), "cp", "-R", HOME + "/rules", rules.toString());
        Path gate = rules.resolve("gates/kill-score.drl");
        Files.writeString(
                gate,
                Files.readString(gate)
                        .replace("import io.quantum.governor.facts.Order\n", """
                                import io.quantum.governor.facts.Order
                                import io.quantum.governor.facts.Plan
                                """)
                        .replace("    Order( closing )\n", """
                                    Plan( symbol != "FAULTUSDT" )
                                    Order( closing )
                                """));
        return rules;
    }

    private void startPrometheus(Map<String, String> environment) throws IOException {
        prometheusPort = RunningGovernor.freePort();
        String otherPort = RunningGovernor.freePort();
        environment.put("OTHER_PORT", otherPort);
        String config = Files.readString(HOME.resolve("deploy/prometheus/prometheus.yml"))
                .replace("interval: 5s", "interval: 1s")
                .replace("127.0.0.1:8044'", "127.0.0.1:" + environment.get("METRICS_PORT") + "'")
                .replace("127.0.0.1:8049", "127.0.0.1:" + environment.get("BUDGET_PORT"))
                .replace("127.0.0.1:8065", "127.0.0.1:" + environment.get("ALLOCATION_PORT"));
        write("prometheus.yml", config + """
                  - job_name: another-governor
                    static_configs:
                      - targets: ['127.0.0.1:%s']
                """.formatted(otherPort));
        String rules = Files.readString(HOME.resolve("deploy/prometheus/alerts.yml"));
        write("alerts.yml", TIME.matcher(rules).replaceAll(AlertsIT::faster));
        prometheus = Optional.of(Commands.command(
                        Map.of(),
                        "prometheus",
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + prometheusPort)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start());
    }

    private static String faster(MatchResult time) {
        int seconds = Integer.parseInt(time.group(2)) * Objects.requireNonNull(SECONDS.get(time.group(3)));
        return time.group(1).replace("[", "\\[") + Math.max(1, seconds / FASTER) + "s";
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private static void tellPortfolio(Jedis jedis) {
        jedis.hset(
                "quantum:state:portfolio",
                Map.of(
                        "equity_usd",
                        "100000",
                        "timestamp",
                        Long.toString(Instant.now().getEpochSecond())));
    }

    /** Plans of many symbols that are permitted, for half a minute. */
    private void normalTrade(Jedis jedis) throws InterruptedException {
        tellPortfolio(jedis);
        for (int i = 0; i < SYMBOLS; i++) {
            hold("N" + i + "USDT");
        }
        hold("SOLUSDT");
        awaitExchange();
        for (int i = 0; i < SYMBOLS; i++) {
            publish(jedis, "N" + i + "USDT");
            Thread.sleep(1000);
        }
    }

    /** Waits until the governor knows what the exchange holds now. */
    private void awaitExchange() {
        long asked = exchange.requests(SimulatedExchange.POSITIONS_PATH);
        long priced = exchange.requests(SimulatedExchange.PRICES_PATH);
        // the first request behind this may have been answered before
        await().atMost(PATIENCE)
                .until(() -> exchange.requests(SimulatedExchange.POSITIONS_PATH) > asked + 1
                        && exchange.requests(SimulatedExchange.PRICES_PATH) > priced + 1);
    }

    private void hold(String symbol) {
        exchange.setPosition(symbol, "BOTH", 1);
        exchange.setMarkPrice(symbol, 100);
    }

    /** One more, however many permits the symbol had. */
    private void permitted(Jedis jedis) {
        permittedOnce(jedis, "N" + plans % SYMBOLS + "USDT");
    }

    private void permittedOnce(Jedis jedis, String symbol) {
        publish(jedis, symbol);
        jedis.keys("quantum:governor:exec:*").forEach(jedis::del);
        jedis.keys("quantum:governor:daily:*").forEach(jedis::del);
    }

    private void burst(Jedis jedis) {
        for (int i = 0; i < 3; i++) {
            publish(jedis, "SOLUSDT");
        }
    }

    private void publish(Jedis jedis, String symbol) {
        publish(jedis, symbol, "PARTIAL_50", StreamEntryID.NEW_ENTRY);
    }

    /** One that is seconds old when it comes. */
    private void publishLate(Jedis jedis) {
        publish(jedis, "BTCUSDT", "PARTIAL_50", new StreamEntryID(System.currentTimeMillis() - 3000));
    }

    private void publish(Jedis jedis, String symbol, String action, StreamEntryID id) {
        jedis.xadd(
                PLANS,
                id,
                Map.of(
                        "plan_id", "alert:" + plans++,
                        "symbol", symbol,
                        "action", action,
                        "decision", "EXECUTE",
                        "side", "BUY",
                        "qty", "0.1",
                        "kill_score", "0.1"));
    }

    private void awaitFiring(String... alerts) {
        awaitFiring(() -> {}, alerts);
    }

    private void awaitFiring(ThrowingRunnable meanwhile, String... alerts) {
        Set<String> missing = new TreeSet<>(Set.of(alerts));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(ConnectException.class)
                .untilAsserted(() -> {
                    meanwhile.run();
                    missing.removeAll(firing());
                    assertThat(missing).isEmpty();
                });
    }

    /** All, if none is named, but for the one that is never silent. */
    private void awaitGone(ThrowingRunnable meanwhile, String... alerts) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(ConnectException.class)
                .untilAsserted(() -> {
                    meanwhile.run();
                    Set<String> still = firing();
                    assertThat(still).contains(ALWAYS);
                    if (alerts.length > 0) {
                        assertThat(still).doesNotContain(alerts);
                    } else {
                        assertThat(still).containsExactly(ALWAYS);
                    }
                });
    }

    private Set<String> firing() throws IOException, InterruptedException {
        Set<String> firing = new TreeSet<>();
        for (JsonNode alert : api("alerts").at("/data/alerts")) {
            JsonNode labels = alert.path("labels");
            if (alert.path("state").asText().equals("firing")
                    && labels.path("input_type").asText(TOLD_INPUT).equals(TOLD_INPUT)) {
                firing.add(labels.path("alertname").asText());
            }
        }
        return firing;
    }

    private JsonNode api(String path) throws IOException, InterruptedException {
        return JSON.readTree(RunningGovernor.page("http://127.0.0.1:" + prometheusPort + "/api/v1/" + path));
    }

    private void expectQueriesOfTheBoardToBeUnderstood() throws IOException, InterruptedException {
        String board = Files.readString(HOME.resolve("deploy/grafana/governor.json"));
        Set<String> queries = QUERY.matcher(board)
                .results()
                .map(found -> found.group(1)
                        .replace("\\\"", "\"")
                        .replace("$__rate_interval", "1m")
                        .replace("$symbol", ".*"))
                .collect(Collectors.toSet());
        assertThat(queries).hasSizeGreaterThan(50);
        for (String query : queries) {
            assertThat(api("query?query=" + URLEncoder.encode(query, UTF_8))
                            .path("status")
                            .asText())
                    .as(query)
                    .isEqualTo("success");
        }
    }
}
