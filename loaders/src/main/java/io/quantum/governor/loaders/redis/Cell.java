package io.quantum.governor.loaders.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cell whose keys this process works with: governors, their plans and whatever is known of them, apart from all other cells in
 * the same Redis. A process serves one cell, all of whose keys and streams begin with its prefix.
 */
public final class Cell {
    /** The variable that names the prefix. */
    public static final String VARIABLE = "GOV_KEY_PREFIX";

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:-]*(\\{([A-Za-z0-9._:-]+)})?[A-Za-z0-9._:-]*");
    private static final int LONGEST = 64;
    private static final String PREFIX =
            System.getenv().getOrDefault(VARIABLE, "").strip();

    private Cell() {}

    /** What its keys and streams begin with; empty where there are no cells. */
    public static String prefix() {
        return PREFIX;
    }

    /**
     * A key or stream of the cell.
     *
     * @param name as the contract names it
     */
    public static String key(String name) {
        return PREFIX + name;
    }

    /**
     * Looks at a prefix.
     *
     * @return the same
     * @throws IllegalArgumentException when keys can't begin with it
     */
    public static String checked(String prefix) {
        if (prefix.length() > LONGEST || !ALLOWED.matcher(prefix).matches()) {
            throw new IllegalArgumentException("no prefix");
        }
        return prefix;
    }

    /** Whether a prefix keeps all keys that begin with it on one node of a Redis Cluster. */
    public static boolean isTag(String prefix) {
        Matcher matcher = ALLOWED.matcher(prefix);
        return matcher.matches() && matcher.group(1) != null;
    }
}
