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
        header(name, help, "gauge");
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(c -> samples.get().forEach((value, sample) -> c.call(sample, value)))
                .register(ours);
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
        header(name, help, "histogram");
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(LATENCY_BOUNDS_SEC)
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
