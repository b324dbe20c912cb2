package io.quantum.governor.lab.demo;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.record.archive.Archiver;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.serve.daemon.Daemon;
import io.quantum.governor.engine.serve.daemon.RedisClients;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import io.quantum.governor.loaders.sandbox.SimulatedHeatGate;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * The demo: a Redis, an exchange, the daemon, and scenes until there have been enough plans or Ctrl-C is pressed.
 *
 * @param rules the directory of the rulebook
 * @param mode the apply mode
 * @param plans so many decisions end it
 * @param pause between plans
 * @param ansi whether to colour
 * @param keep where its decisions stay when it has ended; empty for nowhere
 * @param redis in which Redis it plays, as {@code REDIS_URL} names it; empty for one of its own
 * @param browser is told where the control room is
 */
public record Demo(
        Path rules,
        String mode,
        long plans,
        Duration pause,
        Ansi ansi,
        Optional<ArchiveUrl> keep,
        Optional<String> redis,
        Consumer<URI> browser) {
    /** So long a violation counts here; nobody wants to watch for half a minute how a budget recovers. */
    static final Duration VIOLATION_WINDOW = Duration.ofSeconds(3);

    private static final Map<String, String> THRESHOLDS =
            Map.of("GOV_VIOLATION_WINDOW_SEC", Long.toString(VIOLATION_WINDOW.toSeconds()));

    /**
     * Plays until the end and leaves nothing behind.
     *
     * @param out what a person reads
     * @throws DemoFailure when it can't go on
     * @throws io.quantum.governor.engine.rules.rulebook.RulebookException when a rule file is wrong
     */
    public void play(PrintWriter out) {
        Logs.onlyTrouble();
        Screen screen = new Screen(out, ansi, ZoneId.systemDefault());
        screen.show(List.of(
                redis.isEmpty()
                        ? "Starting a Redis, an exchange and the governor ..."
                        : "Starting an exchange and the governor ..."));
        ActiveRules activeRules = ActiveRules.read(rules, THRESHOLDS);
        try (CtrlC ctrlC = new CtrlC(Thread.currentThread());
                TemporaryArchive temporary = TemporaryArchive.make();
                @Nullable BundledRedis own = redis.isEmpty() ? BundledRedis.start() : null;
                SimulatedExchange exchange = SimulatedExchange.start();
                SimulatedHeatGate heat = SimulatedHeatGate.start();
                Executor executor = new Executor(mode)) {
            String uri = own == null ? redis.orElseThrow() : own.uri();
            play(screen, activeRules, uri, keep.orElseGet(temporary::url), exchange, heat, executor, ctrlC);
        }
    }

    private void play(
            Screen screen,
            ActiveRules activeRules,
            String uri,
            ArchiveUrl archive,
            SimulatedExchange exchange,
            SimulatedHeatGate heat,
            Executor executor,
            CtrlC ctrlC) {
        Settings settings =
                Settings.read(variables(uri, archive, exchange, heat, executor), rules, EnumSet.allOf(Role.class));
        Market market = new Market(exchange);
        Tally tally = new Tally();
        Audience audience = new Audience(screen, tally, plans);
        long begun = System.nanoTime();
        RedisClient client = RedisClients.of(settings.redis());
        Admission admission = Admission.of(THRESHOLDS);
        try (Daemon daemon =
                new Daemon(settings, admission, Admission.Admitted.untested(activeRules), Optional.empty(), audience)) {
            screen.show(Opening.lines(mode, activeRules, where(uri), exchange, daemon));
            browser.accept(URI.create("http://127.0.0.1:" + daemon.port() + "/"));
            untilTheEnd(ctrlC, () -> {
                RedisCommands<String, String> commands = client.connect().sync();
                Clock clock = Clock.systemUTC();
                String stream = settings.streams().plans();
                Feeder feeder = new Feeder(commands, stream, audience, market, pause, clock);
                Operator operator = new Operator(executor, "http://127.0.0.1:" + daemon.port(), screen, clock);
                Props props = new Props(commands, clock);
                props.neighbours();
                playScenes(new Stage(feeder, props, market, heat, operator), screen, tally);
            });
            keep.ifPresent(url -> archiveTheRest(url, client));
        } finally {
            RedisClients.close(client);
        }
        screen.show(Summary.of(tally, Duration.ofNanos(System.nanoTime() - begun)));
    }

    /** Another Redis than its own may have a password. */
    private String where(String uri) {
        return redis.isEmpty() ? "redis-cli -u " + uri : "the one that --redis names, keys " + Cell.prefix() + "*";
    }

    private static void archiveTheRest(ArchiveUrl url, RedisClient client) {
        try (Archiver archiver = new Archiver(url, () -> client.connect(PlanLoops.CODEC))) {
            archiver.run();
            if (!archiver.trouble().isEmpty()) {
                throw new DemoFailure("its decisions can't be kept: " + archiver.trouble());
            }
        }
    }

    /** Ctrl-C interrupts; what comes after must be free to wait again. */
    private static void untilTheEnd(CtrlC ctrlC, Runnable scenes) {
        try {
            scenes.run();
        } catch (EndOfDemo e) {
            // That is how it ends.
        } catch (RedisException e) {
            if (!ctrlC.isPressed()) {
                throw new DemoFailure("the demo's Redis does not answer: " + e.getMessage());
            }
        } finally {
            Thread.interrupted();
        }
    }

    /** Only what the demo needs: nothing of the user's environment, nor of the machine's configuration. */
    private Map<String, String> variables(
            String uri, ArchiveUrl archive, SimulatedExchange exchange, SimulatedHeatGate heat, Executor executor) {
        Map<String, String> variables = new HashMap<>(executor.variables());
        variables.putAll(Map.ofEntries(
                Map.entry("REDIS_URL", uri),
                Map.entry(Cell.VARIABLE, Cell.prefix()),
                Map.entry("APPLY_MODE", mode),
                Map.entry(ArchiveUrl.VARIABLE, archive.toString()),
                Map.entry("METRICS_PORT", "0"),
                Map.entry("BUDGET_PORT", "0"),
                Map.entry("ALLOCATION_PORT", "0"),
                Map.entry("P28_MODE", "enforce"),
                Map.entry("BUDGET_COMPUTE_INTERVAL_SEC", "1"),
                Map.entry("LOOP_INTERVAL_SEC", "1"),
                Map.entry("HEAT_GATE_METRICS_URL", heat.page().toString()),
                Map.entry("BINANCE_BASE_URL", exchange.baseUrl().toString()),
                Map.entry("BINANCE_TESTNET_API_KEY", SimulatedExchange.API_KEY),
                Map.entry("BINANCE_TESTNET_API_SECRET", SimulatedExchange.API_SECRET)));
        return variables;
    }

    private static void playScenes(Stage stage, Screen screen, Tally tally) {
        List<Scene> scenes = List.of(Scenes.PROLOGUE);
        while (true) {
            scenes.stream()
                    .filter(s -> s.gate().isEmpty() || tally.isAsked(s.gate()))
                    .forEach(scene -> {
                        screen.announce(scene.sentence());
                        scene.script().play(stage);
                        stage.clear();
                    });
            stage.exchange().open();
            scenes = Scenes.ROUND;
        }
    }
}
