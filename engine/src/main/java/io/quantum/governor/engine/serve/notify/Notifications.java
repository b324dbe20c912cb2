package io.quantum.governor.engine.serve.notify;

import io.prometheus.metrics.core.metrics.Counter;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.NotifySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Everything that tells people, wired by hand. What runs it gives each chore a thread of its own. */
public final class Notifications implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final NotifySettings settings;
    private final Clock clock;
    private final Counter counter;
    private final List<Target> targets;
    private final Outbox outbox;
    private final Post post = new Post();
    private final List<Courier> couriers = new ArrayList<>();
    private final List<Notifier> notifiers = new ArrayList<>();

    /**
     * A piece of work to be done time and again.
     *
     * @param name of its thread
     * @param pause between two times
     */
    public record Chore(String name, Duration pause, Runnable work) {}

    /** Starts nothing yet. */
    public Notifications(NotifySettings settings, MetricsPage page, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        targets = Targets.of(settings);
        outbox = new Outbox(settings.outbox());
        counter = page.counter(
                "governor_notifications_total",
                "Messages to people by what became of them, a failure for each try",
                "target",
                "result");
        for (Target target : targets) {
            for (Courier.Result result : Courier.Result.values()) {
                counter.initLabelValues(target.name(), result.name());
            }
        }
    }

    /**
     * What is to be done to tell people what this daemon sees.
     *
     * @param eyes what it sees, asked for once a second
     * @param connector connects to what daemons know together; fails while Redis can't be reached
     * @param stream of events
     */
    public List<Chore> telling(Supplier<Sight> eyes, Supplier<SharedState> connector, String stream) {
        if (!settings.isOn()) {
            return List.of();
        }
        Notifier notifier = new Notifier(eyes, connector, stream, this::put, settings.dashboard(), clock);
        notifiers.add(notifier);
        List<Chore> chores = new ArrayList<>(List.of(new Chore("notify", BETWEEN_LOOKS, notifier)));
        for (Target target : targets) {
            Courier courier =
                    new Courier(target, outbox, post, notifier::firing, result -> count(target, result), clock);
            couriers.add(courier);
            chores.add(new Chore("notify-" + target.name(), Courier.BETWEEN_LOOKS, courier));
        }
        return chores;
    }

    /**
     * What is to be done to show somebody that plans are decided.
     *
     * @param decides whether they are
     */
    public List<Chore> beating(BooleanSupplier decides) {
        return settings.heartbeat()
                .map(address ->
                        List.of(new Chore("heartbeat", Heartbeat.BETWEEN_LOOKS, new Heartbeat(address, decides, post))))
                .orElse(List.of());
    }

    private void put(Message message) {
        for (Target target : targets) {
            if (target.wants(message) && !outbox.put(target.name(), message)) {
                count(target, Courier.Result.dropped);
            }
        }
    }

    private void count(Target target, Courier.Result result) {
        counter.labelValues(target.name(), result.name()).inc();
    }

    /** What {@code /health} says: by target, how many messages wait, and why. */
    public Map<String, Object> health() {
        Map<String, Object> told = new LinkedHashMap<>();
        for (int i = 0; i < couriers.size(); i++) {
            told.put(targets.get(i).name(), couriers.get(i).told());
        }
        return told;
    }

    /**
     * Sends a message to targets at once, without any outbox.
     *
     * @param settings who they are
     * @param told hears of each target's name and its answer
     */
    public static void test(NotifySettings settings, Message message, Clock clock, BiConsumer<String, Answer> told)
            throws InterruptedException {
        Post post = new Post();
        for (Target target : Targets.of(settings)) {
            told.accept(target.name(), post.tell(target, target.request(message, clock.instant())));
        }
    }

    @Override
    public void close() {
        outbox.close();
        notifiers.forEach(Notifier::end);
    }
}
