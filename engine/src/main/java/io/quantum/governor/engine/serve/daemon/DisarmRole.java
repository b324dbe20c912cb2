package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.disarm.ApplyConfig;
import io.quantum.governor.engine.decide.disarm.ApplyLayer;
import io.quantum.governor.engine.decide.disarm.Disarmer;
import io.quantum.governor.engine.decide.disarm.RestartCommand;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.facts.ApplyMode;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Carries out disarms beside the role that decides plans, on a thread of its own. */
final class DisarmRole implements AutoCloseable {
    private final Disarmer disarmer;
    private final Background background = new Background("disarm");

    /** @param counter told the reason of each disarm that was carried out here */
    DisarmRole(
            Settings settings, RulesSource rules, Sources sources, Supplier<ApplyMode> mode, Consumer<String> counter) {
        disarmer = Disarmer.of(
                () -> sources.redis().connect(PlanLoops.CODEC),
                sources.owner(),
                settings.streams().events(),
                new ApplyLayer(new ApplyConfig(settings.applyConfig()), new RestartCommand(settings.disarmRestart())),
                rules,
                mode,
                counter,
                sources.clock());
        background.every(Disarmer.BETWEEN_LOOKS, disarmer::look);
    }

    Map<String, Object> health() {
        return disarmer.told();
    }

    /** Of {@link Disarmer#STATES}; none of them before the first look. */
    String state() {
        return disarmer.isFailing()
                ? Disarmer.FAILING
                : String.valueOf(disarmer.told().get("state"));
    }

    /** Whether an executor that is to be disarmed is not. */
    boolean isFailing() {
        return disarmer.isFailing();
    }

    @Override
    public void close() {
        background.close();
    }
}
