package io.quantum.governor.engine.base.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What this program was built from.
 *
 * @param version of the governor
 * @param commit abbreviated
 * @param committed when, in UTC
 */
public record Build(String version, String commit, String committed) {
    private static final String RESOURCE = "/governor.properties";

    /** The build that runs. */
    public static Build running() {
        Properties build = new Properties();
        try (InputStream in = Build.class.getResourceAsStream(RESOURCE)) {
            build.load(Objects.requireNonNull(in, RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Build(
                build.getProperty("version", ""), build.getProperty("commit", ""), build.getProperty("committed", ""));
    }
}
