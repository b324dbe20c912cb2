package io.quantum.governor.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.serve.daemon.Daemon;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real daemon within the test's JVM, on a free port. */
public final class TestGovernor implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final Daemon daemon;

    private TestGovernor(Map<String, String> environment, Set<Role> roles) {
        Settings settings = Settings.read(environment, TestRules.DIRECTORY, roles);
        daemon = new Daemon(
                settings, Admission.of(environment), first(settings, environment), Optional.empty(), outcomes::add);
    }

    private TestGovernor(Map<String, String> environment, Admission.Admitted rules) {
        Settings settings = Settings.read(environment, TestRules.DIRECTORY, EnumSet.of(Role.GOVERNOR));
        daemon = new Daemon(settings, Admission.of(environment), rules, Optional.empty(), outcomes::add);
    }

    /** Starts a daemon with these rules and waits until it decides plans. */
    public static TestGovernor start(String redisUri, Map<String, String> environment, Admission.Admitted rules) {
        TestGovernor governor = new TestGovernor(environment(redisUri, environment), rules);
        await().atMost(RedisView.PATIENCE).until(governor.daemon::isReady);
        return governor;
    }

    /** The tests' rules need not be compiled again for every test. */
    private static Admission.Admitted first(Settings settings, Map<String, String> environment) {
        RulebookTexts texts = RulebookTexts.read(settings.rules());
        Admission.Admitted compiled = TestRules.admitted(environment);
        return texts.byPath().equals(compiled.rules().texts().byPath())
                ? compiled
                : Admission.of(environment).admit(texts);
    }

    /** Starts a daemon that may not be ready yet. */
    public static TestGovernor begin(String redisUri, Map<String, String> environment) {
        return new TestGovernor(environment(redisUri, environment), EnumSet.of(Role.GOVERNOR));
    }

    /** Starts a daemon with other roles, and waits until it decides plans if that is one of them. */
    public static TestGovernor start(String redisUri, Map<String, String> environment, Set<Role> roles) {
        TestGovernor governor = new TestGovernor(environment(redisUri, environment), roles);
        await().atMost(RedisView.PATIENCE).until(governor.daemon::isReady);
        return governor;
    }

    /** Starts a daemon without an exchange and waits until it decides plans. */
    public static TestGovernor start(String redisUri, String mode) {
        return start(redisUri, Map.of("APPLY_MODE", mode));
    }

    /** As {@link #start(String, String)}, with more of the environment. */
    public static TestGovernor start(String redisUri, Map<String, String> environment) {
        TestGovernor governor = begin(redisUri, environment);
        await().atMost(RedisView.PATIENCE).until(governor.daemon::isReady);
        return governor;
    }

    /** Starts a daemon with an exchange and waits until it decides plans and knows positions and prices. */
    public static TestGovernor start(String redisUri, String mode, SimulatedExchange exchange) {
        TestGovernor governor = start(redisUri, withExchange(mode, exchange));
        await().atMost(RedisView.PATIENCE).until(governor::knowsTheExchange);
        return governor;
    }

    /** The environment of a daemon with an exchange. */
    public static Map<String, String> withExchange(String mode, SimulatedExchange exchange) {
        return Map.of(
                "APPLY_MODE",
                mode,
                "BINANCE_BASE_URL",
                exchange.baseUrl().toString(),
                "BINANCE_TESTNET_API_KEY",
                SimulatedExchange.API_KEY,
                "BINANCE_TESTNET_API_SECRET",
                SimulatedExchange.API_SECRET);
    }

    /** The environment of a daemon: a free port, and nothing of the machine's own configuration. */
    static Map<String, String> environment(String redisUri, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "REDIS_URL", redisUri,
                "METRICS_PORT", "0",
                "BUDGET_PORT", "0",
                "ALLOCATION_PORT", "0",
                "PORT", "0",
                "HEAT_GATE_METRICS_URL", "http://127.0.0.1:1/metrics",
                "GOV_AUDIT_URL", "off",
                "APPLY_CONFIG_PATH", "/nonexistent/apply-layer.env"));
        all.putAll(more);
        return all;
    }

    /** What it has told of so far, in order. */
    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Waits until the daemon has told of so many outcomes, which it does after they are committed. */
    public void awaitOutcomes(int count) {
        await().untilAsserted(() -> assertThat(outcomes).hasSize(count));
    }

    /** Where its pages are. */
    public String url() {
        return "http://127.0.0.1:" + daemon.port();
    }

    /** Asks for a page by GET. */
    public HttpResponse<String> page(String path) {
        return page("GET", daemon.port(), path);
    }

    /** Asks for a page of the budget engine. */
    public HttpResponse<String> budgetPage(String method, String path) {
        return page(method, daemon.budgetPort(), path);
    }

    /** Asks for a page of the allocation proposer by GET. */
    public HttpResponse<String> allocationPage(String path) {
        return page("GET", daemon.allocationPort(), path);
    }

    /** Asks the governor for a change, with a token. */
    public HttpResponse<String> post(String path, String token) {
        return send(request("POST", daemon.port(), path)
                .header("Authorization", "Bearer " + token)
                .build());
    }

    private HttpResponse<String> page(String method, int port, String path) {
        return send(request(method, port, path).build());
    }

    private static HttpRequest.Builder request(String method, int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A sample's value on the metrics page, 0 when it is not there. */
    public double metric(String sample) {
        return metric(page("/metrics").body(), sample);
    }

    /** As {@link #metric(String)}, on the budget engine's page. */
    public double budgetMetric(String sample) {
        return metric(budgetPage("GET", "/metrics").body(), sample);
    }

    private static double metric(String page, String sample) {
        return page.lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(sample.length() + 1).replace("+Inf", "Infinity")))
                .findFirst()
                .orElse(0);
    }

    private boolean knowsTheExchange() {
        return Double.isFinite(metric("governor_exchange_positions_age_seconds"))
                && Double.isFinite(metric("governor_exchange_prices_age_seconds"));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
