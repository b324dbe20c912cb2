package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.decide.disarm.ApplyConfig;
import io.quantum.governor.facts.ApplyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The apply mode: what the apply layer's configuration file says, else the environment until it says one. A mode that
 * nobody knows leaves the last one that the file set in force; when it has set none, the strictest counts. Looks at the file
 * when told to, on one thread; asking for the mode costs nothing and is safe for many.
 */
final class ApplyModeFile implements Supplier<ApplyMode> {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyModeFile.class);
    private static final int MOST_SHOWN = 100;
    private static final String FOLLOWED = "followed";

    private final Path file;
    private final String otherwise;
    private final BiConsumer<String, Map<String, String>> events;
    private boolean followed;
    private boolean everSet;
    private volatile ApplyMode mode;
    private volatile String problem = "";
    private volatile String source = "";

    /**
     * @param otherwise the mode until the file can be read and sets one
     * @param events told what becomes of the mode: the event and its fields
     */
    ApplyModeFile(Path file, String otherwise, BiConsumer<String, Map<String, String>> events) {
        this.file = file;
        this.otherwise = otherwise;
        this.events = events;
        this.mode = new ApplyMode(otherwise);
        look();
        followed = true;
    }

    @Override
    public ApplyMode get() {
        return mode;
    }

    /** {@code followed}, or in a sentence why the file's mode is not. */
    String told() {
        return problem.isEmpty() ? source : problem;
    }

    /** Follows the file. */
    void look() {
        String found;
        try {
            found = read().orElse(otherwise);
        } catch (IOException e) {
            tell(e.getMessage() + "; staying in " + mode.name());
            return;
        }
        if (!ApplyMode.isKnown(found)) {
            String shown =
                    found.substring(0, Math.min(MOST_SHOWN, found.length())).replaceAll("\\p{Cntrl}", "?");
            if (!everSet) {
                change(ApplyMode.STRICTEST);
            }
            tell(file + " sets APPLY_MODE=" + shown + ", which is no mode; "
                    + (everSet ? "staying in " + mode.name() : "that counts as " + ApplyMode.STRICTEST));
            return;
        }
        problem = "";
        everSet = source.equals(FOLLOWED);
        change(found);
    }

    private void change(String found) {
        if (!found.equals(mode.name())) {
            LOG.info("apply mode is {} now, was {}", found, mode.name());
            if (followed) {
                events.accept("APPLY_MODE_CHANGED", Map.of("from", mode.name(), "to", found));
            }
            mode = new ApplyMode(found);
        }
    }

    private Optional<String> read() throws IOException {
        boolean readable = Files.isReadable(file) && !Files.isDirectory(file);
        Optional<String> set = readable ? new ApplyConfig(file).read().mode() : Optional.empty();
        String lack = file + (readable ? " sets no mode" : " can't be read");
        if (set.isEmpty() && source.equals(FOLLOWED)) {
            // somebody who is writing it, or has lost it, arms nothing
            throw new IOException(lack + " any more");
        }
        String from = set.isPresent() ? FOLLOWED : lack + ", so APPLY_MODE of the environment counts";
        if (set.isEmpty() && !from.equals(source)) {
            LOG.warn("{}: {}", from, otherwise);
        }
        source = from;
        return set;
    }

    private void tell(String now) {
        if (!now.equals(problem)) {
            problem = now;
            LOG.warn("{}", now);
            events.accept("APPLY_MODE_REFUSED", Map.of("mode", mode.name(), "why", now));
        }
    }
}
