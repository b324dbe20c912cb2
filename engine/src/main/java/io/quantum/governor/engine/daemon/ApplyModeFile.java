package io.quantum.governor.engine.daemon;

import io.quantum.governor.engine.settings.Settings;
import io.quantum.governor.facts.ApplyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The apply mode: what the apply layer's configuration file says, else the environment. Looks at the file when told to;
 * asking for the mode costs nothing. Safe for use by many threads.
 */
final class ApplyModeFile implements Supplier<ApplyMode> {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyModeFile.class);
    private static final String NAME = "APPLY_MODE=";

    private final Path file;
    private final String otherwise;
    private volatile ApplyMode mode;

    ApplyModeFile(Path file, String otherwise) {
        this.file = file;
        this.otherwise = otherwise;
        this.mode = new ApplyMode(otherwise);
        look();
    }

    @Override
    public ApplyMode get() {
        return mode;
    }

    /** Follows the file; a mode that nobody knows leaves the last good one in force. */
    void look() {
        String found = read();
        if (found.equals(mode.name())) {
            return;
        }
        if (!Settings.isMode(found)) {
            LOG.warn("{} says {}{}, which is no mode; staying in {}", file, NAME, found, mode.name());
            return;
        }
        LOG.info("apply mode is {} now, was {}", found, mode.name());
        mode = new ApplyMode(found);
    }

    private String read() {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            return otherwise;
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith(NAME))
                    .reduce((first, last) -> last)
                    .map(line -> line.substring(NAME.length()).strip().replaceAll("^[\"']|[\"']$", ""))
                    .orElse(otherwise);
        } catch (IOException e) {
            LOG.warn("{} can't be read ({}); staying in {}", file, e.getMessage(), mode.name());
            return mode.name();
        }
    }
}
