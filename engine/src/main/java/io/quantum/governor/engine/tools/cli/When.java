package io.quantum.governor.engine.tools.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line: so long ago ({@code 90s}, {@code 15m}, {@code 24h}, {@code 7d}), a day, or a moment; all in UTC. */
final class When implements ITypeConverter<Instant> {
    /** How people are told what they may write. */
    static final String ALLOWED = "90s, 15m, 24h or 7d ago, 2026-11-21, or 2026-11-21T10:00:00Z";

    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");

    private final InstantSource clock;

    When() {
        this(InstantSource.system());
    }

    When(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        Matcher ago = AGO.matcher(text);
        try {
            if (ago.matches()) {
                return clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no time; give " + ALLOWED);
        }
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
