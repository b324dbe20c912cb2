package io.quantum.governor.engine.settings;

import io.lettuce.core.RedisURI;
import io.quantum.governor.engine.plan.StreamNames;
import io.quantum.governor.loaders.binance.BinanceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set and is not a threshold (contract, environment). Thresholds are read by the rulebook.
 *
 * @param redis where Redis is
 * @param streams the streams' names
 * @param applyMode the mode while the apply layer's configuration can't be read
 * @param applyConfig the apply layer's configuration file
 * @param rules the directory of the rulebook
 * @param bind the address that pages are served on
 * @param metricsPort the port of the gate loop's pages; 0 takes a free one
 * @param exchange the exchange account; empty without credentials
 */
public record Settings(
        RedisURI redis,
        StreamNames streams,
        String applyMode,
        Path applyConfig,
        Path rules,
        String bind,
        int metricsPort,
        Optional<BinanceSettings> exchange) {
    private static final List<String> MODES = List.of("production", "testnet", "dry_run");
    private static final int LARGEST_PORT = 65_535;
    private static final int LARGEST_DATABASE = 1_000_000;
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Reads the environment.
     *
     * @param variables by name
     * @param shippedRules the rulebook that is used when none is named
     * @throws SettingsException with one line for each variable that can't be used
     */
    public static Settings read(Map<String, String> variables, Path shippedRules) {
        Environment env = new Environment(variables);
        Settings settings = new Settings(
                redis(env),
                new StreamNames(
                        env.text("STREAM_PLANS", "quantum:stream:apply.plan"),
                        env.text("STREAM_RESULTS", "quantum:stream:apply.result"),
                        env.text("STREAM_EVENTS", "quantum:stream:governor.events")),
                env.parsed("APPLY_MODE", "testnet", "one of " + MODES, Settings::mode),
                Path.of(env.text("APPLY_CONFIG_PATH", "/etc/quantum/apply-layer.env")),
                env.isSet("GOV_RULES_DIR") ? Path.of(env.text("GOV_RULES_DIR", "")) : shippedRules,
                env.text("GOV_HTTP_BIND", "127.0.0.1"),
                env.wholeNumber("METRICS_PORT", 8044, 0, LARGEST_PORT),
                exchange(env));
        env.refuseFaults();
        return settings;
    }

    /** Whether this is a mode that the contract knows. */
    public static boolean isMode(String text) {
        return MODES.contains(text);
    }

    private static String mode(String text) {
        if (!isMode(text)) {
            throw new IllegalArgumentException("unknown mode");
        }
        return text;
    }

    private static RedisURI redis(Environment env) {
        RedisURI plain = RedisURI.builder()
                .withHost(env.text("REDIS_HOST", "localhost"))
                .withPort(env.wholeNumber("REDIS_PORT", 6379, 1, LARGEST_PORT))
                .withDatabase(env.wholeNumber("REDIS_DB", 0, 0, LARGEST_DATABASE))
                .build();
        RedisURI uri = env.secret(
                "REDIS_URL",
                plain,
                "redis://[:password@]host[:port][/db], rediss://... or redis-sentinel://host[:port][,host...]#master",
                RedisURI::create);
        uri.setTimeout(REDIS_TIMEOUT);
        uri.setClientName("governor");
        return uri;
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
