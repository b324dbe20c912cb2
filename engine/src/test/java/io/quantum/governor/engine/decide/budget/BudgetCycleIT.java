package io.quantum.governor.engine.decide.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.BudgetSettings;
import io.quantum.governor.engine.decide.cycle.FencedWriter;
import io.quantum.governor.engine.decide.cycle.Lease;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.BudgetLoader;
import io.quantum.governor.loaders.redis.DeclaredReads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BudgetCycleIT {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String KEY = Lease.key("test");
    private static final ActiveRules RULES = TestRules.with(Map.of());

    private final BudgetFixture fixture = new BudgetFixture();
    private final RedisClient client = RedisClient.create(TestRedis.uri());
    private final StatefulRedisConnection<String, byte[]> redis = client.connect(PlanLoops.CODEC);
    private final MetricsPage page = new MetricsPage();
    private final SymbolEvaluator rules = evaluator();
    private boolean computing = true;
    private final BudgetMetrics metrics = metrics();

    private static SymbolEvaluator evaluator() {
        return new SymbolEvaluator(RULES.rulebook(), Part.BUDGET, RULES.thresholds());
    }

    private BudgetMetrics metrics() {
        return new BudgetMetrics(page, new BudgetSettings("enforce", Duration.ofSeconds(10)), () -> computing);
    }

    @BeforeEach
    void begin() {
        redis.setAutoFlushCommands(false);
    }

    @AfterEach
    void end() {
        rules.close();
        page.close();
        redis.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        fixture.close();
    }

    @Test
    void a_long_cycle_renews_its_lease_as_it_goes_on() {
        IntStream.range(0, 250).forEach(i -> fixture.position("S%03dUSDT".formatted(i), "0.001"));
        Map<String, Long> left = new TreeMap<>();

        boolean held = cycle((symbol, side, now) -> {
            left.put(symbol, fixture.redis.commands().pttl(KEY));
            if (symbol.equals("S050USDT")) {
                fixture.redis.commands().pexpire(KEY, LEASE.dividedBy(4).toMillis());
            }
            return List.of();
        });

        assertThat(held).isTrue();
        assertThat(left.get("S099USDT")).isLessThanOrEqualTo(LEASE.dividedBy(4).toMillis());
        assertThat(left.get("S100USDT")).isGreaterThan(LEASE.dividedBy(2).toMillis());
        assertThat(fixture.budget("S249USDT")).isNotEmpty();
    }

    @Test
    void a_cycle_whose_lease_another_daemon_took_writes_nothing_more() {
        IntStream.range(0, 250).forEach(i -> fixture.position("S%03dUSDT".formatted(i), "0.001"));

        boolean held = cycle((symbol, side, now) -> {
            if (symbol.equals("S150USDT")) {
                fixture.redis.set(KEY, "another");
            }
            return List.of();
        });

        assertThat(held).isFalse();
        assertThat(fixture.budget("S099USDT")).isNotEmpty();
        assertThat(fixture.budget("S100USDT")).isEmpty();
        assertThat(fixture.budget("S249USDT")).isEmpty();
    }

    @Test
    void gauges_are_those_of_the_last_cycle_and_a_symbol_that_is_gone_has_none() {
        fixture.position("BTCUSDT", "0.001");
        fixture.position("ETHUSDT", "0.001");
        cycle(nothing());
        assertThat(samples()).hasSize(4).anyMatch(s -> s.startsWith("p28_budget_value_usd{symbol=\"BTCUSDT\"}"));

        fixture.redis.commands().del("quantum:position:snapshot:BTCUSDT");
        cycle(nothing());
        assertThat(samples()).hasSize(2).allMatch(s -> s.contains("ETHUSDT"));

        fixture.portfolio("100000", 31);
        cycle(nothing());
        assertThat(samples()).isEmpty();
    }

    @Test
    void a_daemon_that_computes_no_budgets_shows_no_gauges() {
        fixture.position("BTCUSDT", "0.001");
        cycle(nothing());
        computing = false;

        assertThat(samples()).isEmpty();
        assertThat(page.text()).contains("# TYPE p28_budget_value_usd gauge", "# TYPE p28_stress_factor gauge");
        assertThat(page.text()).contains("p28_budget_computed_total{symbol=\"BTCUSDT\"} 1.0");
    }

    private boolean cycle(PositionSource positions) {
        Lease lease = new Lease(redis, "test", "this", LEASE);
        GaugePages heat = new GaugePages(
                Map.of("HEAT_GATE_METRICS_URL", fixture.heat.url()), Duration.ofSeconds(2), Clock.systemUTC());
        DeclaredReads declared = new DeclaredReads(RULES.rulebook().kinds().declared(Part.BUDGET), heat);
        heat.refresh(Duration.ZERO);
        BudgetLoader loader = new BudgetLoader(redis, positions, Clock.systemUTC());
        return new BudgetCycle(loader, rules, declared, new FencedWriter(redis, lease), metrics, "enforce").run();
    }

    private static PositionSource nothing() {
        return (symbol, side, now) -> List.of();
    }

    private List<String> samples() {
        return page.text()
                .lines()
                .filter(line -> line.startsWith("p28_budget_value_usd{") || line.startsWith("p28_stress_factor{"))
                .toList();
    }
}
