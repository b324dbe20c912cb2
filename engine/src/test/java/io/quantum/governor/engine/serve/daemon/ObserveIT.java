package io.quantum.governor.engine.serve.daemon;

import static io.quantum.governor.engine.testing.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A governor that observes, beside one that decides. */
class ObserveIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BundledRedis server = BundledRedis.start();
    private final RedisView redis = new RedisView(server.uri());
    private final SimulatedExchange exchange = SimulatedExchange.start();
    private Path directory = Path.of("");

    @BeforeEach
    void prepare(@TempDir Path own) {
        directory = own;
        exchange.setMarkPrice("BTCUSDT", 100);
        exchange.setPosition("BTCUSDT", "BOTH", 1);
        exchange.setMarkPrice("ETHUSDT", 100);
        exchange.setPosition("ETHUSDT", "BOTH", 1);
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
        exchange.close();
    }

    /** Each planted disagreement is found with gate and reason, and nothing else is. */
    @Test
    void reports_exactly_what_a_scripted_governor_decides_otherwise() throws IOException {
        try (Observing observer = observe(Map.of())) {
            // agreed, with the permit in the history before anybody can look
            permit("agreed:1", "BTCUSDT", 0.5);
            permit("agreed:2", "BTCUSDT", 0.5);
            block("agreed:3", "BTCUSDT", "burst_limit_exceeded");
            // 1 we_block
            permit("planted:1", "BTCUSDT", 0.5);
            // 2 we_permit
            block("planted:2", "ETHUSDT", "hourly_limit_exceeded");
            // 3 other_qty
            permit("planted:3", "ETHUSDT", 0.25);
            // 4 other_reason
            observer.awaitObserved(6);
            redis.set("quantum:kill", "1");
            block("planted:4", "ETHUSDT", "evaluation_error");
            // 5 we_block by another gate
            permit("planted:5", "ETHUSDT", 0.5);
            observer.awaitObserved(8);
            redis.commands().del("quantum:kill");
            // 6 the executor took the permit at once
            redis.publish(plan("planted:6", "SOLUSDT"));
            redis.commands().lpush("quantum:governor:exec:SOLUSDT", now());
            // 7 silent
            redis.publish(plan("planted:7", "ADAUSDT"));

            JsonNode report = observer.awaitPlans(10);

            assertThat(rows(report))
                    .isEqualTo(Map.of(
                            "agree||", 2L,
                            "agree|3|burst_limit_exceeded", 1L,
                            "we_block|3|burst_limit_exceeded", 1L,
                            "we_permit||hourly_limit_exceeded", 1L,
                            "other_qty||", 1L,
                            "other_reason|-1|kill_switch_active", 1L,
                            "we_block|-1|kill_switch_active", 1L,
                            "we_block|5|no_position", 1L,
                            "silent||", 1L));
            assertThat(report.path("disagreements").asLong()).isEqualTo(6);
            JsonNode page = JSON.readTree(observer.page("/api/observe"));
            assertThat(page.path("observes").asBoolean()).isTrue();
            assertThat(page.path("disagreements")).isEqualTo(report.path("disagreements"));
            assertThat(page.path("notProven")).isEqualTo(report.path("notProven"));
            assertThat(rows(page)).isEqualTo(rows(report));
            JsonNode overview = JSON.readTree(observer.page("/api/overview"));
            assertThat(overview.path("plans").path("state").asText()).contains("decided by another governor");
            assertThat(overview.has("kill")).isFalse();
            assertThat(JSON.readTree(observer.page("/api/incidents"))
                            .path("inForce")
                            .findValuesAsText("kind"))
                    .containsExactly("mode");
            assertThat(observer.page("/")).contains("importmap");
            assertThat(report.path("lacks").toString()).contains("1 of 7 days", "4 plans that only one governor");
            assertThat(observer.metrics())
                    .contains(
                            "governor_observe_total{gate=\"3\",reason=\"burst_limit_exceeded\",result=\"we_block\"} 1.0");
        }
    }

    /** Known differences are counted by their names, and are no disagreements. */
    @Test
    void counts_known_differences_by_their_names() throws IOException {
        Path known = directory.resolve("known.yaml");
        Files.writeString(known, """
                - name: no-position-permitted
                  result: we_block
                  gate: "5"
                  reason: no_position
                  link: docs/migration.md
                """);
        try (Observing observer = observe(Map.of("GOV_OBSERVE_KNOWN", known.toString()))) {
            permit("known:1", "SOLUSDT", 0.5);
            permit("known:2", "BTCUSDT", 0.1);

            JsonNode report = observer.awaitPlans(2);

            assertThat(rows(report))
                    .isEqualTo(Map.of("known:no-position-permitted|5|no_position", 1L, "other_qty||", 1L));
            assertThat(report.path("disagreements").asLong()).isEqualTo(1);
            assertThat(observer.exitCode("--max-disagree", "1")).isZero();
            assertThat(observer.exitCode("--max-disagree", "0")).isEqualTo(6);
        }
    }

    /** What a budget engine writes is worked out here, too; then somebody else writes something else. */
    @Test
    void compares_the_budgets_of_another_engine() throws IOException {
        Map<String, String> environment = Map.of(
                "REDIS_URL",
                server.uri(),
                "BUDGET_COMPUTE_INTERVAL_SEC",
                "1",
                "BUDGET_PORT",
                freePort(),
                "ALLOCATION_PORT",
                freePort(),
                "LOOP_INTERVAL_SEC",
                "1",
                "APPLY_CONFIG_PATH",
                "/nonexistent");
        try (Observing observer = observe(Map.of("BUDGET_COMPUTE_INTERVAL_SEC", "1", "LOOP_INTERVAL_SEC", "1"))) {
            try (GovernorProcess engine = GovernorProcess.command(environment, "run", "--roles", "budget,allocation")) {
                await().until(() -> {
                    tellPortfolio();
                    Map<String, Long> values = observer.values();
                    return values.getOrDefault("budget agree", 0L) > 3
                            && values.getOrDefault("allocation agree", 0L) > 3;
                });
                assertThat(engine.isRunning()).isTrue();
            }
            assertThat(observer.values())
                    .doesNotContainKeys("budget other_value", "budget only_there", "allocation other_value");
            assertThat(observer.report().path("notCompared")).isEmpty();

            await().until(() -> {
                tellPortfolio();
                redis.hash("quantum:portfolio:budget:BTCUSDT", Map.of("budget_usd", "1", "timestamp", seconds()));
                redis.hash("quantum:portfolio:budget:XRPUSDT", Map.of("budget_usd", "1", "timestamp", seconds()));
                return observer.values().keySet().containsAll(Set.of("budget other_value", "budget only_there"));
            });
            JsonNode report = observer.report();
            assertThat(report.path("lacks").toString()).contains("budgets or proposals that differ");
            assertThat(report.path("values").toString()).contains("\"symbol\":\"XRPUSDT\"", "\"theirs\":\"1.0\"");
        }
    }

    private void tellPortfolio() {
        redis.hash(
                "quantum:allocation:target:BTCUSDT",
                Map.of("target_usd", "1000", "mode", "enforce", "confidence", "0.8", "timestamp", seconds()));
        redis.hash("quantum:state:portfolio", Map.of("equity_usd", "100000", "timestamp", seconds()));
        redis.hash(
                "quantum:position:snapshot:BTCUSDT",
                Map.of("position_amt", "1", "mark_price", "100", "ts_epoch", seconds()));
    }

    private static String seconds() {
        return new String(now(), UTF_8);
    }

    @Test
    void a_file_of_known_differences_that_makes_no_sense_is_refused() throws IOException {
        Path known = directory.resolve("known.yaml");
        Files.writeString(known, "- name: Without A Link\n  result: we_block\n");
        Map<String, String> environment = Map.of("GOV_OBSERVE_KNOWN", known.toString(), "REDIS_URL", server.uri());
        try (GovernorProcess run = GovernorProcess.command(environment, "run", "--observe")) {
            assertThat(run.awaitExit()).isEqualTo(1);
            assertThat(run.output()).contains(known + ": ").contains("link");
        }
    }

    /** Beside a real governor, over many plans, it leaves nothing but observations. */
    @Test
    void writes_nothing_but_observations() throws Exception {
        int plans = 10_000;
        redis.commands().configSet("maxmemory-policy", "noeviction");
        try (Observing observer = observe(Map.of());
                Monitor monitor = new Monitor(server.port())) {
            List<TestPlan> some = new ArrayList<>();
            for (int i = 0; i < plans; i++) {
                some.add(plan("many:" + i, "S" + i % 500 + "USDT"));
                if (some.size() == 200) {
                    redis.publish(some);
                    some.forEach(one -> redis.set(
                            "quantum:governor:block:" + new String(one.fields().get("plan_id"), UTF_8),
                            "{\"reason\": \"no_position\"}"));
                    some.clear();
                }
            }
            JsonNode report = observer.awaitPlans(plans);

            assertThat(report.path("plans").asLong()).isEqualTo(plans);
            List<String> written = monitor.writtenByOthers();
            assertThat(written).isNotEmpty().allMatch(key -> key.startsWith("quantum:governor:observe:"));
        }
    }

    private Observing observe(Map<String, String> more) throws IOException {
        return new Observing(more);
    }

    private final class Observing implements AutoCloseable {
        private final Map<String, String> environment;
        private final GovernorProcess process;
        private final String url;

        Observing(Map<String, String> more) throws IOException {
            String port = freePort();
            environment = new HashMap<>(TestGovernor.withExchange("production", exchange));
            environment.put("OBSERVE_PORT", port);
            environment.put("REDIS_URL", server.uri());
            environment.put("APPLY_CONFIG_PATH", "/nonexistent");
            environment.putAll(more);
            process = GovernorProcess.command(environment, "run", "--observe");
            url = "http://127.0.0.1:" + port;
            await().ignoreExceptions().until(() -> page("/health").contains("\"healthy\""));
            // it asks the exchange every other second
            await().until(() -> exchange.requests(SimulatedExchange.POSITIONS_PATH) > 0
                    && exchange.requests(SimulatedExchange.PRICES_PATH) > 0);
        }

        private String page(String path) throws IOException {
            try (var in = URI.create(url + path).toURL().openStream()) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }

        String metrics() throws IOException {
            return page("/metrics");
        }

        /** Switches must not be turned before the plans are read that they are to stop. */
        void awaitObserved(double plans) {
            await().until(() -> metrics()
                            .lines()
                            .filter(line -> line.startsWith("governor_observe_total{"))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                            .sum()
                    >= plans);
        }

        JsonNode awaitPlans(long plans) {
            return await().until(this::report, r -> r.path("plans").asLong() >= plans);
        }

        JsonNode report() throws IOException {
            try (GovernorProcess report =
                    GovernorProcess.command(environment, "observe", "report", "--format", "json")) {
                report.awaitExit();
                String output = report.output();
                return JSON.readTree(output.substring(output.indexOf('{')));
            }
        }

        /** How many budgets or proposals by engine and result. */
        Map<String, Long> values() throws IOException {
            Map<String, Long> values = new HashMap<>();
            for (JsonNode one : report().path("values")) {
                values.put(
                        one.path("engine").asText() + " " + one.path("result").asText(),
                        one.path("count").asLong());
            }
            return values;
        }

        int exitCode(String... arguments) {
            List<String> line = new ArrayList<>(List.of("observe", "report"));
            line.addAll(List.of(arguments));
            try (GovernorProcess report = GovernorProcess.command(environment, line.toArray(String[]::new))) {
                return report.awaitExit();
            }
        }

        @Override
        public void close() {
            if (!process.isRunning()) {
                throw new AssertionError("the observer has ended: " + process.output());
            }
            process.close();
        }
    }

    /** Everything that Redis is asked to do. */
    private final class Monitor implements AutoCloseable {
        private static final Pattern LINE =
                Pattern.compile("\\+[0-9.]+ \\[\\d+ (\\S+)] \"(\\w+)\"(?: \"([^\"]*)\")?.*");

        private final Set<List<String>> commands = ConcurrentHashMap.newKeySet();
        private final Socket socket;
        private final Thread thread;

        Monitor(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write("MONITOR\r\n".getBytes(UTF_8));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(in.readLine()).isEqualTo("+OK");
            thread = new Thread(() -> read(in), "monitor");
            thread.start();
        }

        private void read(BufferedReader in) {
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    take(line);
                }
            } catch (IOException e) {
                assertThat(socket.isClosed()).isTrue();
            }
        }

        private void take(String line) {
            Matcher command = LINE.matcher(line);
            assertThat(command.matches()).as(line).isTrue();
            commands.add(List.of(
                    command.group(1),
                    command.group(2).toUpperCase(Locale.ROOT),
                    Objects.requireNonNullElse(command.group(3), "")));
        }

        /** The keys that other clients than the test have written. */
        List<String> writtenByOthers() {
            Matcher own =
                    Pattern.compile(" addr=(\\S+)").matcher(redis.commands().clientInfo());
            assertThat(own.find()).isTrue();
            Map<String, Boolean> writes = new HashMap<>();
            assertThat(thread.isAlive()).isTrue();
            return commands.stream()
                    .filter(command -> !command.get(0).equals(own.group(1)))
                    .filter(command -> writes.computeIfAbsent(command.get(1), this::writes))
                    .map(command -> command.get(2))
                    .toList();
        }

        private boolean writes(String command) {
            return redis.commands().commandInfo(command).toString().contains("write");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Map<String, Long> rows(JsonNode report) {
        Map<String, Long> rows = new TreeMap<>();
        report.path("rows")
                .forEach(row -> rows.put(
                        row.path("result").asText() + "|" + row.path("gate").asText() + "|"
                                + row.path("reason").asText(),
                        row.path("plans").asLong()));
        return rows;
    }

    private static TestPlan plan(String id, String symbol) {
        return TestPlan.halfClose(id, symbol);
    }

    /** As the other governor writes it, and before the observer can have judged the plan. */
    private void permit(String id, String symbol, double qty) {
        redis.commands().multi();
        redis.commands().xadd(RedisView.PLANS, plan(id, symbol).fields());
        long second = System.currentTimeMillis() / 1000;
        redis.set(
                "quantum:permit:" + id,
                "{\"granted\": true, \"symbol\": \"" + symbol + "\", \"computed_qty\": " + qty
                        + ", \"computed_notional\": " + qty * 100 + ", \"created_at\": " + second + "}");
        redis.commands().lpush("quantum:governor:exec:" + symbol, now());
        redis.commands().set("quantum:governor:last_exec:" + symbol, now());
        redis.commands().exec();
    }

    private void block(String id, String symbol, String reason) {
        redis.publish(plan(id, symbol));
        redis.set("quantum:governor:block:" + id, "{\"reason\": \"" + reason + "\", \"symbol\": \"" + symbol + "\"}");
    }

    private static byte[] now() {
        return String.format(Locale.ROOT, "%.6f", System.currentTimeMillis() / 1000.0)
                .getBytes(UTF_8);
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
