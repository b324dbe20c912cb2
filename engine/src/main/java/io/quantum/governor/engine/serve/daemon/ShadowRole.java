package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import io.quantum.governor.engine.serve.shadow.CandidateAdmission;
import io.quantum.governor.engine.serve.shadow.CandidateStore;
import io.quantum.governor.engine.serve.shadow.ShadowFollower;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.util.List;
import java.util.Map;

/** Shadows a candidate beside the role that decides plans, on a thread of its own. */
final class ShadowRole implements AutoCloseable {
    private final ShadowFollower follower;
    private final Background background = new Background("shadow");

    ShadowRole(Settings settings, Admission admission, RulebookKeeper rulebook, Sources sources, MetricsPage metrics) {
        follower = new ShadowFollower(
                sources.owner(),
                () -> new CandidateStore(sources.redis().connect(PlanLoops.CODEC)),
                new CandidateAdmission(admission, () -> settings.rulebookKeys().map(TrustedKeys::read)),
                rulebook.rules(),
                rulebook.events()::tell,
                metrics,
                sources.clock());
        background.every(ShadowFollower.BETWEEN_LOOKS, follower::look);
        background.every(ShadowFollower.BETWEEN_ROUNDS, follower::judge);
    }

    DecisionListener listener() {
        return follower.listener();
    }

    /** The declared facts that must be loaded for a candidate. */
    List<FactDeclaration> declared() {
        return follower.declared();
    }

    Map<String, Object> health() {
        return follower.health();
    }

    @Override
    public void close() {
        background.close();
        follower.close();
    }
}
