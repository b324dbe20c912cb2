package io.quantum.governor.engine.base.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Canaries;
import io.quantum.governor.engine.rules.life.Reload;
import io.quantum.governor.engine.rules.life.Reloads;

/** What the page of the gate loop says of the rulebook (contract, metrics of port 8044). */
public final class RulebookMetrics {
    private final Counter reloads;
    private final Counter canaries;
    private final Gauge info;

    public RulebookMetrics(MetricsPage page, Reloads state, Canaries health) {
        reloads = page.counter("governor_rulebook_reloads_total", "Rulebooks that were activated or refused", "result");
        reloads.initLabelValues(Reload.ACTIVATED);
        reloads.initLabelValues(Reload.REFUSED);
        info = page.gauge("governor_rulebook_info", "The rulebook in force", "name", "version", "digest");
        show(state.rules().get());
        page.gauge(
                "governor_rulebook_refused",
                "Whether the rulebook that was tried last is refused, so that an older one decides",
                () -> state.standingRefusal().isPresent() ? 1 : 0);
        canaries = page.counter("governor_canary_failures_total", "Canaries that failed");
        page.gauge(
                "governor_canaries_failing",
                "Canaries that failed when they were asked last",
                () -> health.last().failures().size());
    }

    /** A rulebook was activated or refused. */
    public void count(Reload reload) {
        reloads.labelValues(reload.result()).inc();
        show(reload.inForce());
    }

    /** The canaries were asked. */
    public void count(Canaries.Round round) {
        canaries.inc(round.failures().size());
    }

    private void show(ActiveRules rules) {
        info.clear();
        var manifest = rules.rulebook().manifest();
        info.labelValues(manifest.name(), manifest.version(), rules.rulebook().digest())
                .set(1);
    }
}
