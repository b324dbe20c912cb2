package io.quantum.governor.engine.daemon;

import io.quantum.governor.engine.life.Admission;
import io.quantum.governor.engine.metrics.MetricsPage;
import io.quantum.governor.engine.plan.DecisionListener;
import io.quantum.governor.engine.plan.PlanLoops;
import io.quantum.governor.engine.release.TrustedKeys;
import io.quantum.governor.engine.settings.Settings;
import io.quantum.governor.engine.shadow.CandidateAdmission;
import io.quantum.governor.engine.shadow.CandidateStore;
import io.quantum.governor.engine.shadow.ShadowFollower;
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

    Map<String, Object> health() {
        return follower.health();
    }

    @Override
    public void close() {
        background.close();
        follower.close();
    }
}
