package io.quantum.governor.engine.base.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a governor that only observes is run.
 *
 * @param page where its pages are served
 * @param known a file of known differences
 */
public record ObserveSettings(PageSettings page, Optional<Path> known) {
    private static final String PORT = "OBSERVE_PORT";
    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads the environment.
     *
     * @throws SettingsException with one line for each variable that can't be used
     */
    public static ObserveSettings read(Map<String, String> variables) {
        Environment env = new Environment(variables);
        ObserveSettings settings = new ObserveSettings(
                new PageSettings(env.wholeNumber(PORT, 8045, 0, LARGEST_PORT), PORT, PageSettings.hosts(env)),
                Optional.of(env.text("GOV_OBSERVE_KNOWN", ""))
                        .filter(file -> !file.isEmpty())
                        .map(Path::of));
        env.refuseFaults();
        return settings;
    }
}
