package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisURI;
import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.Reload;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.loaders.redis.Cell;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon with its roles, wired by hand: starts on construction, ends on {@link #close()}. */
public final class Daemon implements AutoCloseable, Moving {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Sources sources;
    private final RulebookKeeper rulebook;
    private final Optional<GovernorRole> governor;
    private final Optional<BudgetRole> budget;
    private final Optional<AllocationRole> allocation;

    /**
     * Starts the roles that the settings name.
     *
     * @param settings what was set
     * @param admission says which rulebooks may decide later on
     * @param first what decides until its files are changed, or another release is activated
     * @param releases where rulebooks come from; empty when they come from the directory that the settings name
     * @param listener hears of every decision, besides the metrics
     */
    public Daemon(
            Settings settings,
            Admission admission,
            Admission.Admitted first,
            Optional<ReleasedRules> releases,
            DecisionListener listener) {
        sources = new Sources(
                settings,
                releases.map(ReleasedRules::daemon).orElseGet(DaemonId::make),
                RedisClients.of(settings.redis()));
        rulebook = new RulebookKeeper(settings, admission, first, releases, sources);
        RulesSource rules = rulebook.rules();
        governor = start(
                settings, Role.GOVERNOR, () -> new GovernorRole(settings, rulebook, admission, sources, listener));
        budget = start(settings, Role.BUDGET, () -> new BudgetRole(settings, rules, sources));
        allocation = start(settings, Role.ALLOCATION, () -> new AllocationRole(settings, rules, sources));
        rulebook.follow();
        announce(settings, first.rules());
    }

    private static <T> Optional<T> start(Settings settings, Role role, Supplier<T> starter) {
        return settings.roles().contains(role) ? Optional.of(starter.get()) : Optional.empty();
    }

    /** The port of the governor's pages, which must be one of the roles. */
    public int port() {
        return governor.orElseThrow().port();
    }

    /** The port of the budget engine's pages, which must be one of the roles. */
    public int budgetPort() {
        return budget.orElseThrow().port();
    }

    /** The port of the allocation proposer's pages, which must be one of the roles. */
    public int allocationPort() {
        return allocation.orElseThrow().port();
    }

    /** Reads the rulebook again, and puts it in force unless it is refused. */
    public Reload reload() {
        return rulebook.reload();
    }

    /** Whether Redis answers and plans are decided; true without that role. */
    @Override
    public boolean isReady() {
        return governor.map(GovernorRole::isReady).orElse(true);
    }

    /** How long ago the loop that decides plans took a step; nothing without that role. */
    @Override
    public Duration sinceMoved() {
        return governor.map(GovernorRole::sinceMoved).orElse(Duration.ZERO);
    }

    @Override
    public String work() {
        return isReady() ? "deciding plans" : "no permits: Redis does not answer";
    }

    private void announce(Settings settings, ActiveRules rules) {
        rules.thresholds().overrides().forEach(o -> LOG.warn("{}", o));
        LOG.info(
                "governor started: roles {}, mode {}, budgets {}, rulebook {}, Redis {}, exchange {}",
                settings.roles().stream().map(Role::wireName).collect(Collectors.joining(",")),
                governor.map(GovernorRole::mode).orElse(settings.applyMode()),
                settings.budget().mode(),
                rules.title(),
                redis(settings),
                settings.exchange().map(e -> e.baseUrl().toString()).orElse("not configured"));
    }

    private static String redis(Settings settings) {
        String places = settings.redis().stream().map(RedisURI::toString).collect(Collectors.joining(","));
        return places + (Cell.prefix().isEmpty() ? "" : ", keys " + Cell.prefix() + "*");
    }

    @Override
    public void close() {
        rulebook.close();
        allocation.ifPresent(AllocationRole::close);
        budget.ifPresent(BudgetRole::close);
        governor.ifPresent(GovernorRole::close);
        sources.close();
    }
}
