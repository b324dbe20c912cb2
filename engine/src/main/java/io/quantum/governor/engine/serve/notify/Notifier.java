package io.quantum.governor.engine.serve.notify;

import io.lettuce.core.RedisException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what is to be told. One daemon sends for all, and knows by Redis what they see and what was sent before it sent.
 * Once Redis has been away for a while each daemon tells on its own what it sees, by the same keys. Looks when it is told to,
 * on one thread.
 */
final class Notifier implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final String EVENTS = "events";
    private static final String DIGEST = "digest";
    private static final String RULES = "rules";

    private final Supplier<Sight> eyes;
    private final Supplier<SharedState> connector;
    private final String stream;
    private final Consumer<Message> outbox;
    private final Alerts alerts;
    private final Announcements announcements;
    private final Clock clock;

    /** Since when rulebooks differ, as this daemon has seen it; 0 while they do not. */
    private long differSinceMs;

    private long beat;
    private long awaySinceMs;
    private Optional<SharedState> connected = Optional.empty();
    private Map<String, Standing> standing = Map.of();

    /** What this daemon has told or ended alone, until Redis knows it. */
    private final Map<String, Optional<Standing>> alone = new HashMap<>();

    private volatile List<Message> firing = List.of();

    /**
     * @param eyes what this daemon sees
     * @param connector connects to Redis; fails while it can't be reached
     * @param stream of events
     * @param outbox takes a message for good
     * @param dashboard where it is; empty when nobody has said
     */
    Notifier(
            Supplier<Sight> eyes,
            Supplier<SharedState> connector,
            String stream,
            Consumer<Message> outbox,
            String dashboard,
            Clock clock) {
        this.eyes = eyes;
        this.connector = connector;
        this.stream = stream;
        this.outbox = outbox;
        this.alerts = new Alerts(dashboard);
        this.announcements = new Announcements(dashboard);
        this.clock = clock;
    }

    /** Looks once. */
    @Override
    public void run() {
        long now = clock.millis();
        Sight own = eyes.get();
        try {
            SharedState shared = connected.orElseGet(connector);
            connected = Optional.of(shared);
            shared.tell(new Report(++beat, own));
            catchUp(shared);
            boolean sends = shared.isSender();
            standing = shared.standing();
            if (sends) {
                send(shared, own, now);
            }
            firing = sends ? alerts.firing(standing, now) : List.of();
            awaySinceMs = 0;
        } catch (RedisException e) {
            awaySinceMs = awaySinceMs == 0 ? now : awaySinceMs;
            if (now - awaySinceMs >= Kind.REDIS_AWAY.pending().toMillis()) {
                sendAlone(own, now);
            }
        }
    }

    /** What holds, for receivers that forget it; nothing while another daemon sends. */
    List<Message> firing() {
        return firing;
    }

    private void catchUp(SharedState shared) {
        for (String key : Set.copyOf(alone.keySet())) {
            Optional<Standing> told = alone.getOrDefault(key, Optional.empty());
            told.ifPresentOrElse(s -> shared.add(key, s), () -> shared.remove(key));
            alone.remove(key);
        }
    }

    private void send(SharedState shared, Sight own, long now) {
        List<Sight> sights = new ArrayList<>(shared.others(now));
        sights.add(0, own);
        Map<String, Condition> holds = new LinkedHashMap<>();
        sights.forEach(sight -> sight.conditions().forEach(c -> holds.merge(c.key(), c, Condition::with)));
        differ(sights, now).ifPresent(c -> holds.put(c.key(), c));
        String read = announce(shared, holds, now);
        step(holds, condition -> own.unknown().contains(condition.kind()), now);
        // messages wait in the outbox by now: who dies here sends them twice, and none is lost
        shared.write(standing);
        if (!read.isEmpty()) {
            shared.told(EVENTS, read);
        }
        digest(shared, sights, now);
    }

    private Map<String, Standing> step(Map<String, Condition> holds, Predicate<Condition> unknown, long now) {
        Map<String, Standing> before = standing;
        Alerts.Step step = alerts.step(before, holds, unknown, now);
        step.messages().forEach(outbox);
        standing = step.standing();
        return before;
    }

    private Optional<Condition> differ(List<Sight> sights, long now) {
        Map<String, String> rulebooks = new LinkedHashMap<>();
        sights.forEach(sight -> rulebooks.put(sight.digest(), sight.rulebook()));
        if (rulebooks.size() < 2) {
            differSinceMs = 0;
            return Optional.empty();
        }
        differSinceMs = differSinceMs == 0 ? now : differSinceMs;
        return Optional.of(Condition.of(
                        Kind.RULEBOOKS_DIFFER,
                        "",
                        "The daemons decide by " + rulebooks.size() + " different rulebooks",
                        String.join("; ", rulebooks.values()))
                .seen(differSinceMs, ""));
    }

    /**
     * Tells what was done. An operator's disarm holds until the executor is re-armed.
     *
     * @return up to where events were read; empty when nothing is new
     */
    private String announce(SharedState shared, Map<String, Condition> holds, long now) {
        EventTail tail = shared.events(stream);
        String from = shared.told(EVENTS);
        if (from.isEmpty()) {
            return tail.newest();
        }
        EventTail.Read read = tail.after(from);
        for (EventTail.Event event : read.events()) {
            if (event.name().equals(Announcements.DISARMED)) {
                Condition disarmed = Condition.of(
                                Kind.DISARM, "", "The executor was disarmed by hand", Announcements.by(event))
                        .seen(now, "");
                holds.putIfAbsent(disarmed.key(), disarmed);
            } else if (isNews(shared, event)) {
                announcements.of(event).ifPresent(outbox);
            }
        }
        return read.last().equals(from) ? "" : read.last();
    }

    /** Each daemon says that it has taken a rulebook. */
    private static boolean isNews(SharedState shared, EventTail.Event event) {
        if (!event.name().equals(Announcements.RULES_ACTIVATED)) {
            return true;
        }
        String digest = event.field("digest");
        boolean news = !shared.told(RULES).equals(digest);
        shared.told(RULES, digest);
        return news;
    }

    private void digest(SharedState shared, List<Sight> sights, long now) {
        String yesterday = LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC)
                .minusDays(1)
                .toString();
        String told = shared.told(DIGEST);
        if (told.equals(yesterday)) {
            return;
        }
        Day day = sights.stream().map(Sight::yesterday).reduce(new Day(yesterday, 0, 0), Day::plus);
        if (!told.isEmpty()) {
            outbox.accept(announcements.digest(day, sights.size(), now));
        }
        shared.told(DIGEST, yesterday);
    }

    /** Nobody knows what the others see, so that only what was told alone is over. */
    private void sendAlone(Sight own, long now) {
        Map<String, Condition> holds = new LinkedHashMap<>();
        own.conditions().forEach(c -> holds.put(c.key(), c));
        Map<String, Standing> before = step(
                holds,
                condition -> own.unknown().contains(condition.kind())
                        || alone.getOrDefault(condition.key(), Optional.empty()).isEmpty(),
                now);
        Set<String> keys = new HashSet<>(standing.keySet());
        keys.addAll(before.keySet());
        for (String key : keys) {
            boolean ended = before.containsKey(key) && !standing.containsKey(key);
            boolean begun = !before.containsKey(key) || alone.containsKey(key);
            if (ended) {
                alone.put(key, Optional.empty());
            } else if (begun) {
                alone.put(key, Optional.ofNullable(standing.get(key)));
            }
        }
        firing = alerts.firing(standing, now);
    }

    /** Lets another daemon send at once. */
    void end() {
        try {
            connected.ifPresent(SharedState::release);
        } catch (RedisException e) {
            LOG.debug("the lease runs out by itself");
        }
    }
}
