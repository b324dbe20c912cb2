package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.serve.notify.Notifications;
import io.quantum.governor.engine.serve.notify.SharedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people beside the role that decides plans, on threads of its own: one that looks, and one for each target. */
final class NotifyRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyRole.class);

    private final Settings settings;
    private final Sources sources;
    private final Notifications notifications;
    private final Tally tally;
    private final List<Background> backgrounds = new ArrayList<>();

    /** Starts nothing yet. */
    NotifyRole(Settings settings, Sources sources, MetricsPage page) {
        this.settings = settings;
        this.sources = sources;
        notifications = new Notifications(settings.notifications(), page, sources.clock());
        tally = new Tally(sources.clock());
    }

    /** Hears of decisions; where nobody is told, nothing is counted. */
    DecisionListener listener() {
        return settings.notifications().isOn() ? tally : unused -> {};
    }

    Tally tally() {
        return tally;
    }

    /**
     * Starts to tell.
     *
     * @param conditions what holds at this daemon
     * @param decides whether plans are decided
     */
    void start(Conditions conditions, BooleanSupplier decides) {
        List<Notifications.Chore> chores = new ArrayList<>(notifications.telling(
                conditions, this::connect, settings.streams().events()));
        chores.addAll(notifications.beating(decides));
        LOG.info("people are told by: {}", settings.notifications());
        chores.forEach(chore -> {
            Background background = new Background(chore.name());
            backgrounds.add(background);
            background.every(chore.pause(), chore.work());
        });
    }

    private SharedState connect() {
        return new SharedState(sources.redis().connect(PlanLoops.CODEC), sources.flushedByHand(), sources.owner());
    }

    /** What {@code /health} says: by target, how many messages wait, and why. */
    Map<String, Object> health() {
        return notifications.health();
    }

    @Override
    public void close() {
        backgrounds.forEach(Background::close);
        notifications.close();
    }
}
