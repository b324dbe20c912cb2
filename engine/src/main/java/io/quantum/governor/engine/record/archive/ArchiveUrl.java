package io.quantum.governor.engine.record.archive;

import io.quantum.governor.engine.base.process.DataDirectory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the archive is; its password is never shown. */
public final class ArchiveUrl {
    /** The setting that says where the archive is. */
    public static final String VARIABLE = "GOV_AUDIT_URL";
    /** The setting's value for no archive at all. */
    public static final String OFF = "off";
    /** What the setting may be. */
    public static final String ALLOWED =
            "jdbc:sqlite:FILE, jdbc:postgresql://host[:port]/database[?user=...&password=...] (%XX for special characters), or "
                    + OFF;

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Pattern PASSWORD = Pattern.compile("[?&](?:password|sslpassword)=([^&]*)");

    private final String url;

    private ArchiveUrl(String url) {
        this.url = url;
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException when it is neither of a SQLite file nor of a PostgreSQL database; the message does
     *     not show it
     */
    public static ArchiveUrl of(String url) {
        boolean file = url.startsWith(SQLITE)
                && !url.substring(SQLITE.length()).isBlank()
                && !url.contains("?")
                && !url.startsWith(SQLITE + ":");
        boolean server = url.startsWith(POSTGRESQL) && !url.contains("@") && isTakenByDriver(url);
        if (!file && !server) {
            throw new IllegalArgumentException("no archive; give " + ALLOWED);
        }
        return new ArchiveUrl(url);
    }

    /** What the driver says otherwise quotes the whole URL, with its password. */
    private static boolean isTakenByDriver(String url) {
        try {
            new PGSimpleDataSource().setUrl(url);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A SQLite file. */
    public static ArchiveUrl ofFile(Path file) {
        return new ArchiveUrl(SQLITE + file);
    }

    /**
     * Where the environment says it is: {@code GOV_AUDIT_URL}, else {@code audit.db} in {@code GOV_DATA_DIR}, else in
     * {@code ./data}.
     *
     * @return empty when it is switched off
     * @throws IllegalArgumentException one line that names the variable and what is allowed
     */
    public static Optional<ArchiveUrl> of(Map<String, String> environment) {
        String url = text(environment, VARIABLE);
        if (url.equals(OFF)) {
            return Optional.empty();
        }
        if (url.isEmpty()) {
            return Optional.of(ofFile(DataDirectory.of(environment).resolve("audit.db")));
        }
        try {
            return Optional.of(of(url));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(VARIABLE + ": its value (not shown) is not allowed; give " + ALLOWED, e);
        }
    }

    private static String text(Map<String, String> environment, String name) {
        return Objects.requireNonNullElse(environment.get(name), "").strip();
    }

    /** Tells a process of this program where the archive is, by its environment. */
    public static void tell(Optional<ArchiveUrl> archive, Map<String, String> environment) {
        environment.put(VARIABLE, archive.map(ArchiveUrl::secret).orElse(OFF));
    }

    /** The file of a SQLite archive; empty for a server's. */
    Optional<Path> file() {
        return url.startsWith(SQLITE) ? Optional.of(Path.of(url.substring(SQLITE.length()))) : Optional.empty();
    }

    /** With its password, for the driver alone. */
    String secret() {
        return url;
    }

    /** A text of a driver without what must not be shown. */
    String withoutSecrets(String text) {
        String clean = text.replace(url, toString());
        Matcher passwords = PASSWORD.matcher(url);
        while (passwords.find()) {
            if (!passwords.group(1).isEmpty()) {
                clean = clean.replace(passwords.group(1), "***")
                        .replace(URLDecoder.decode(passwords.group(1), StandardCharsets.UTF_8), "***");
            }
        }
        return clean;
    }

    /** Without options, among which a password may be. */
    @Override
    public String toString() {
        int options = url.indexOf('?');
        return options < 0 ? url : url.substring(0, options);
    }
}
