package io.quantum.governor.engine.base.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One page of metrics: ours by the contract's names, the JVM's by Micrometer's. Safe for use by many threads. */
public final class MetricsPage implements AutoCloseable {
    private static final double[] LATENCY_BOUNDS_SEC = {
        10e-6, 25e-6, 50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 50e-3, 0.25, 1
    };

    private final PrometheusRegistry ours = new PrometheusRegistry();
    private final PrometheusMeterRegistry page =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, ours, Clock.SYSTEM);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public MetricsPage() {
        new JvmMemoryMetrics().bindTo(page);
        new ProcessorMetrics().bindTo(page);
        gc.bindTo(page);
    }

    /** A counter; its name ends in {@code _total}. */
    public Counter counter(String name, String help, String... labels) {
        header(name, help, "counter");
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(ours);
    }

    public Gauge gauge(String name, String help, String... labels) {
        header(name, help, "gauge");
        return Gauge.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(ours);
    }

    /** A gauge without labels whose value is asked for when the page is read. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(c -> c.call(value.getAsDouble()))
                .register(ours);
    }

    /**
     * A gauge with one label whose samples are asked for when the page is read.
     *
     * @param samples values by the label's value; what is not among them has no sample
     */
    public void gauges(String name, String help, String label, Supplier<Map<String, Double>> samples) {
        gauges(name, help, List.of(label), () -> {
            Map<List<String>, Double> labelled = new LinkedHashMap<>();
            samples.get().forEach((value, sample) -> labelled.put(List.of(value), sample));
            return labelled;
        });
    }

    /** As {@link #gauges(String, String, String, Supplier)}, with several labels. */
    public void gauges(String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> samples) {
        header(name, help, "gauge");
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(c -> samples.get().forEach((values, sample) -> c.call(sample, values.toArray(String[]::new))))
                .register(ours);
    }

    /** As {@link #gauges(String, String, List, Supplier)}, a counter; its name ends in {@code _total}. */
    public void counters(String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> samples) {
        header(name, help, "counter");
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(c -> samples.get().forEach((values, sample) -> c.call(sample, values.toArray(String[]::new))))
                .register(ours);
    }

    /** A gauge that is asked for when the page is read: 1 for the state that holds, 0 for each of the others. */
    public void states(String name, String help, String label, List<String> all, Supplier<String> now) {
        gauges(name, help, label, () -> {
            String holds = now.get();
            Map<String, Double> samples = new LinkedHashMap<>();
            all.forEach(state -> samples.put(state, state.equals(holds) ? 1.0 : 0.0));
            return samples;
        });
    }

    /** A counter without labels whose value is asked for when the page is read; its name ends in {@code _total}. */
    public void counter(String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(c -> c.call((double) value.getAsLong()))
                .register(ours);
    }

    /** A histogram of durations in seconds, from microseconds up. */
    public Histogram latency(String name, String help) {
        return histogram(name, help, LATENCY_BOUNDS_SEC);
    }

    /** A histogram with these upper bounds. */
    public Histogram histogram(String name, String help, double... bounds) {
        header(name, help, "histogram");
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(bounds)
                .withoutExemplars()
                .register(ours);
    }

    /** The page in Prometheus' text format 0.0.4; a metric without samples is named too. */
    public String text() {
        StringBuilder text = new StringBuilder(page.scrape("text/plain; version=0.0.4"));
        headers.forEach((name, header) -> {
            if (text.indexOf("# TYPE " + name + " ") < 0) {
                text.append(header);
            }
        });
        return text.toString();
    }

    private void header(String name, String help, String type) {
        headers.put(name, "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n");
    }

    @Override
    public void close() {
        gc.close();
        page.close();
    }
}
