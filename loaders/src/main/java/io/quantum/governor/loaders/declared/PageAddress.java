package io.quantum.governor.loaders.declared;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a page of metrics: of this machine, or what an environment variable says. A rulebook can't make a
 * governor ask other machines, nor read variables that hold something else.
 *
 * @param variable its name ends in {@code _METRICS_URL}; empty when the address stands in the declaration
 * @param otherwise the address where there is no variable, or it is not set; empty for none
 */
public record PageAddress(String variable, String otherwise) {
    /** How the name of a variable ends that may hold an address. */
    public static final String VARIABLE_ENDING = "_METRICS_URL";

    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Z][A-Z0-9_]*_METRICS_URL)(?:\\|(.*))?}");
    private static final Pattern HERE =
            Pattern.compile("http://(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::[0-9]{1,5})?/[A-Za-z0-9._/-]*");

    /**
     * Reads an address as a declaration writes it: {@code http://localhost:8056/metrics}, or
     * {@code {HEAT_GATE_METRICS_URL|http://localhost:8056/metrics}}.
     */
    static PageAddress parse(String text) {
        Matcher variable = VARIABLE.matcher(text);
        boolean named = variable.matches();
        String address = named ? Optional.ofNullable(variable.group(2)).orElse("") : text;
        if (!HERE.matcher(address).matches() && !(named && address.isEmpty())) {
            throw new IllegalArgumentException("'" + text + "' is no address that a rulebook may name; write one of "
                    + "this machine, such as http://localhost:8056/metrics, or {NAME_METRICS_URL} for an environment "
                    + "variable that the operator sets");
        }
        return new PageAddress(named ? variable.group(1) : "", address);
    }

    /**
     * The address that holds.
     *
     * @param environment variables by name
     * @return empty when no address is set
     * @throws IllegalArgumentException when what is set is none; it says the variable and not its value
     */
    public Optional<URI> in(Map<String, String> environment) {
        String set = environment.getOrDefault(variable, "").strip();
        String address = set.isEmpty() ? otherwise : set;
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            // said below, without the value
        }
        throw new IllegalArgumentException(variable + " is no address of a page, such as http://heat:8056/metrics");
    }
}
