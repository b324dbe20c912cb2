package io.quantum.governor.engine.rules.life;

import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the rules in force by others that were admitted; those that are refused change nothing. Used from any thread,
 * one attempt at a time; nobody who decides waits for it.
 */
public final class Reloads {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

    private final Admission admission;
    private final Clock clock;
    private final BiConsumer<ActiveRules, String> before;
    private final List<Consumer<Reload>> listeners;
    private final RulesSource rules;
    private volatile Admission.Admitted admitted;
    private volatile boolean admitting;
    private volatile Optional<Reload> standingRefusal = Optional.empty();

    /**
     * @param first what decides until it is replaced
     * @param before is given rules that are about to decide, and where they were read; must not throw
     * @param listeners hear of each rulebook that was activated or refused; must not throw
     */
    public Reloads(
            Admission admission,
            Admission.Admitted first,
            Clock clock,
            BiConsumer<ActiveRules, String> before,
            List<Consumer<Reload>> listeners) {
        this.admission = admission;
        this.clock = clock;
        this.before = before;
        this.listeners = List.copyOf(listeners);
        this.rules = new RulesSource(first.rules());
        this.admitted = first;
    }

    /** Tells the rules in force. */
    public RulesSource rules() {
        return rules;
    }

    /** The rules in force with their canaries, and when their tests passed. */
    public Admission.Admitted admitted() {
        return admitted;
    }

    /** Whether a rulebook is being compiled and tested now. */
    public boolean isAdmitting() {
        return admitting;
    }

    /** The refusal of what was tried last; empty when that is in force. */
    public Optional<Reload> standingRefusal() {
        return standingRefusal;
    }

    /**
     * Reads a rulebook and puts it in force, unless it is refused or in force already.
     *
     * @param source reads the rulebook; fails with a {@link RulebookException}
     * @param from where it is read, for people
     */
    public synchronized Reload activate(Supplier<RulebookTexts> source, String from) {
        try {
            RulebookTexts texts = source.get();
            if (texts.saysTheSameAs(rules.get().texts())) {
                standingRefusal = Optional.empty();
                return told(Reload.UNCHANGED, from, Optional.empty(), "");
            }
            admitting = true;
            return activate(admission.admit(texts), from);
        } catch (RulebookException e) {
            return refused(Step.READ, String.valueOf(e.getMessage()), from);
        } catch (RefusedException e) {
            return refused(e.step(), e.why(), from);
        } finally {
            admitting = false;
        }
    }

    private Reload activate(Admission.Admitted next, String from) {
        ActiveRules last = rules.get();
        before.accept(next.rules(), from);
        admitted = next;
        rules.switchTo(next.rules());
        standingRefusal = Optional.empty();
        LOG.info("rulebook {} is in force, in place of {}", next.rules().title(), last.title());
        next.rules().thresholds().overrides().forEach(o -> LOG.warn("{}", o));
        return told(Reload.ACTIVATED, from, Optional.empty(), "");
    }

    private Reload refused(Step step, String why, String from) {
        LOG.warn(
                "the rulebook at {} is refused, {} stays in force: {}",
                from,
                rules.get().title(),
                why);
        Reload refused = told(Reload.REFUSED, from, Optional.of(step), why);
        standingRefusal = Optional.of(refused);
        return refused;
    }

    private Reload told(String result, String from, Optional<Step> step, String why) {
        Reload reload = new Reload(result, clock.instant(), from, rules.get(), step, why);
        if (!result.equals(Reload.UNCHANGED)) {
            listeners.forEach(l -> l.accept(reload));
        }
        return reload;
    }
}
