package io.quantum.governor.engine.base.settings;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.quantum.governor.engine.base.process.DataDirectory;
import io.quantum.governor.engine.decide.plan.StreamNames;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.binance.BinanceSettings;
import io.quantum.governor.loaders.declared.PageAddress;
import io.quantum.governor.loaders.redis.Cell;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that can be set and is not a threshold (contract, environment). Thresholds are read by the rulebook.
 *
 * @param redis where Redis is: one place, or nodes of a cluster
 * @param streams the streams' names
 * @param applyMode the mode while the apply layer's configuration can't be read
 * @param applyConfig the apply layer's configuration file
 * @param disarmRestart the command that restarts the apply layer, run by {@code sh -c}
 * @param rules the directory of the rulebook
 * @param rulebookKeys the public keys whose releases decide, a directory or a file; empty when the directory decides
 * @param bind the address that pages are served on
 * @param roles what the daemon does
 * @param pages where each role's pages are served
 * @param budget how the budget engine is run
 * @param metricsPages where pages of metrics are, by the variables whose names end in {@code _METRICS_URL}
 * @param allocationInterval between the beginnings of the allocation proposer's cycles
 * @param exchange the exchange account; empty without credentials
 * @param apiToken what a request must bring that changes something; empty when none is configured
 * @param roomTokens the file of those who may change something by the control room; empty when nobody may
 * @param canaryInterval between two rounds of canaries
 * @param gateQuietAfter a gate that has not answered for so long is told
 * @param archive where audit records are kept for good; empty when they stay in Redis
 * @param notifications who is told what, and how
 */
public record Settings(
        List<RedisURI> redis,
        StreamNames streams,
        String applyMode,
        Path applyConfig,
        String disarmRestart,
        Path rules,
        Optional<Path> rulebookKeys,
        String bind,
        Set<Role> roles,
        Map<Role, PageSettings> pages,
        BudgetSettings budget,
        Map<String, String> metricsPages,
        Duration allocationInterval,
        Optional<BinanceSettings> exchange,
        ApiToken apiToken,
        Optional<Path> roomTokens,
        Duration canaryInterval,
        Duration gateQuietAfter,
        Optional<ArchiveUrl> archive,
        NotifySettings notifications) {
    private static final int LARGEST_PORT = 65_535;
    /** A proposal is kept for 600 s. */
    private static final int LONGEST_ALLOCATION_SEC = 300;

    private static final int DAY_SEC = 86_400;
    private static final int LARGEST_DATABASE = 1_000_000;
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Reads the environment.
     *
     * @param variables by name
     * @param shippedRules the rulebook that is used when none is named
     * @param roles what the daemon is to do
     * @throws SettingsException with one line for each variable that can't be used
     */
    public static Settings read(Map<String, String> variables, Path shippedRules, Set<Role> roles) {
        Environment env = new Environment(variables);
        Settings settings = new Settings(
                redis(env),
                new StreamNames(
                        Cell.key(env.text("STREAM_PLANS", "quantum:stream:apply.plan")),
                        Cell.key(env.text("STREAM_RESULTS", "quantum:stream:apply.result")),
                        Cell.key(env.text("STREAM_EVENTS", "quantum:stream:governor.events"))),
                env.parsed("APPLY_MODE", "testnet", "one of " + ApplyMode.NAMES, Settings::mode),
                Path.of(env.text("APPLY_CONFIG_PATH", "/etc/quantum/apply-layer.env")),
                env.text("GOV_DISARM_RESTART_CMD", "systemctl restart quantum-apply-layer"),
                env.isSet("GOV_RULES_DIR") ? Path.of(env.text("GOV_RULES_DIR", "")) : shippedRules,
                Optional.of(env.text("GOV_RULEBOOK_KEYS", ""))
                        .filter(k -> !k.isEmpty())
                        .map(Path::of),
                env.text("GOV_HTTP_BIND", "127.0.0.1"),
                roles,
                pages(env, roles),
                BudgetSettings.of(env),
                metricsPages(env, variables),
                Duration.ofSeconds(env.wholeNumber("LOOP_INTERVAL_SEC", 10, 1, LONGEST_ALLOCATION_SEC)),
                exchange(env),
                ApiToken.of(env),
                Optional.of(env.text("GOV_ROOM_TOKENS", ""))
                        .filter(t -> !t.isEmpty())
                        .map(Path::of),
                Duration.ofSeconds(env.wholeNumber("GOV_CANARY_INTERVAL_SEC", 300, 1, DAY_SEC)),
                Duration.ofSeconds(env.wholeNumber("GOV_GATE_QUIET_AFTER_SEC", DAY_SEC, 1, 365 * DAY_SEC)),
                archive(env, variables),
                NotifySettings.of(env, DataDirectory.of(variables)));
        env.refuseFaults();
        return settings;
    }

    /** With one role alone, the variable's name is the one that the program had whose role it is. */
    private static Map<Role, PageSettings> pages(Environment env, Set<Role> roles) {
        boolean alone = roles.size() == 1;
        Set<String> hosts = PageSettings.hosts(env);
        Map<Role, PageSettings> pages = new EnumMap<>(Role.class);
        for (Role role : roles) {
            pages.put(
                    role,
                    switch (role) {
                        case GOVERNOR -> page(env, "METRICS_PORT", 8044, hosts);
                        case BUDGET ->
                            page(env, alone && !env.isSet("BUDGET_PORT") ? "PORT" : "BUDGET_PORT", 8049, hosts);
                        case ALLOCATION ->
                            page(
                                    env,
                                    alone && !env.isSet("ALLOCATION_PORT") ? "METRICS_PORT" : "ALLOCATION_PORT",
                                    8065,
                                    hosts);
                    });
        }
        return pages;
    }

    private static PageSettings page(Environment env, String variable, int otherwise, Set<String> hosts) {
        return new PageSettings(env.wholeNumber(variable, otherwise, 0, LARGEST_PORT), variable, hosts);
    }

    /** Where the pages of a role are served, which must be one of {@link #roles()}. */
    public PageSettings page(Role role) {
        return Objects.requireNonNull(pages.get(role));
    }

    private static String mode(String text) {
        if (!ApplyMode.isKnown(text)) {
            throw new IllegalArgumentException("unknown mode");
        }
        return text;
    }

    private static List<RedisURI> redis(Environment env) {
        RedisURI plain = RedisURI.builder()
                .withHost(env.text("REDIS_HOST", "localhost"))
                .withPort(env.wholeNumber("REDIS_PORT", 6379, 1, LARGEST_PORT))
                .withDatabase(env.wholeNumber("REDIS_DB", 0, 0, LARGEST_DATABASE))
                .build();
        List<RedisURI> places = env.secret(
                "REDIS_URL",
                List.of(plain),
                "redis://[:password@]host[:port][/db], rediss://..., redis-sentinel://host[:port][,host...]#master or, for a "
                        + "cluster, redis://host[:port],host[:port]...",
                Settings::places);
        String prefix = env.parsed(
                Cell.VARIABLE, "", "letters, digits, . _ : - and at most one {hash tag}, 64 at most", Cell::checked);
        if (places.size() > 1 && !Cell.isTag(prefix)) {
            env.fault(Cell.VARIABLE
                    + ": REDIS_URL names a cluster, which keeps all keys of a cell on one node by a hash tag; give one "
                    + "such as {binance-main}:");
        }
        places.forEach(place -> {
            place.setTimeout(REDIS_TIMEOUT);
            place.setClientName("governor");
        });
        return places;
    }

    private static List<RedisURI> places(String url) {
        boolean several = url.indexOf(',', url.lastIndexOf('@') + 1) >= 0;
        return several && !url.matches("rediss?-sentinel:.*")
                ? RedisClusterURIUtil.toRedisURIs(URI.create(url))
                : List.of(RedisURI.create(url));
    }

    /** A rulebook may name any such variable. */
    private static Map<String, String> metricsPages(Environment env, Map<String, String> variables) {
        Map<String, String> pages = new TreeMap<>();
        for (String name : variables.keySet()) {
            if (name.endsWith(PageAddress.VARIABLE_ENDING) && env.isSet(name)) {
                env.parsed(name, "", "a URL such as http://localhost:8056/metrics", Settings::page);
                pages.put(name, env.text(name, ""));
            }
        }
        return pages;
    }

    private static String page(String text) {
        return new PageAddress("", text).in(Map.of()).orElseThrow().toString();
    }

    private static Optional<ArchiveUrl> archive(Environment env, Map<String, String> variables) {
        try {
            return ArchiveUrl.of(variables);
        } catch (IllegalArgumentException e) {
            env.fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<BinanceSettings> exchange(Environment env) {
        String key = env.text("BINANCE_TESTNET_API_KEY", "");
        String secret = env.text("BINANCE_TESTNET_API_SECRET", "");
        URI base = env.parsed(
                "BINANCE_BASE_URL", BinanceSettings.TESTNET, "a URL such as " + BinanceSettings.TESTNET, URI::create);
        if (key.isEmpty() && secret.isEmpty()) {
            return Optional.empty();
        }
        if (key.isEmpty() || secret.isEmpty()) {
            env.fault((key.isEmpty() ? "BINANCE_TESTNET_API_KEY" : "BINANCE_TESTNET_API_SECRET")
                    + ": missing; give both the key and the secret, or neither");
            return Optional.empty();
        }
        try {
            return Optional.of(BinanceSettings.of(base, key, secret));
        } catch (IllegalArgumentException e) {
            env.fault("BINANCE_TESTNET_API_KEY, BINANCE_TESTNET_API_SECRET, BINANCE_BASE_URL: " + e.getMessage());
            return Optional.empty();
        }
    }
}
