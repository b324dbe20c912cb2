package io.quantum.governor.engine.base.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a role's pages are served.
 *
 * @param port the port; 0 takes a free one
 * @param variable the variable that sets it
 * @param hosts by which names the pages may be asked for, besides {@code localhost} and addresses; lower case
 */
public record PageSettings(int port, String variable, Set<String> hosts) {

    /** The names that the environment gives. */
    static Set<String> hosts(Environment env) {
        return env.parsed(
                "GOV_HTTP_HOSTS",
                Set.of(),
                "names such as governor.desk.example, with commas between",
                text -> Arrays.stream(text.split(",", -1))
                        .map(PageSettings::host)
                        .collect(Collectors.toSet()));
    }

    private static String host(String text) {
        String host = text.strip().toLowerCase(Locale.ROOT);
        if (!host.matches("[a-z0-9.-]{1,253}")) {
            throw new IllegalArgumentException("not a name");
        }
        return host;
    }
}
