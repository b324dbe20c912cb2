package io.quantum.governor.engine.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment: so long ago ({@code 7d}, {@code 12h}, {@code 30m}), a UTC day, or a time as ISO 8601 writes it. */
final class MomentConverter implements ITypeConverter<Instant> {
    private final InstantSource clock;

    MomentConverter() {
        this(InstantSource.system());
    }

    MomentConverter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            if (text.matches("\\d{1,6}[dhm]")) {
                String upper = text.toUpperCase(Locale.ROOT);
                return clock.instant().minus(Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper));
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no time; give 7d, 12h, 30m, 2026-01-28 or 2026-01-28T12:00:00Z");
        }
    }
}
