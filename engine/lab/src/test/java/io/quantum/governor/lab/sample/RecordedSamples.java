package io.quantum.governor.lab.sample;

import io.quantum.governor.engine.rules.life.ActiveRules;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Recorded samples in memory. */
final class RecordedSamples {
    private static final Instant NOON = Instant.parse("2026-01-28T12:00:00.123456Z");

    private RecordedSamples() {}

    static List<byte[]> of(ActiveRules rules, int plans) {
        try (RecordedSample sample = new RecordedSample(rules, NOON, 7)) {
            return Stream.generate(sample::next).limit(plans).toList();
        }
    }
}
