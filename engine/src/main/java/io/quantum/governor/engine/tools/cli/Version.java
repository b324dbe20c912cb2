package io.quantum.governor.engine.tools.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version, the commit it was built from, and the Java that runs it. */
public final class Version implements IVersionProvider {
    private static final String RESOURCE = "/governor.properties";

    @Override
    public String[] getVersion() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            build.load(Objects.requireNonNull(in, RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String[] {
            "governor " + build.getProperty("version"),
            "commit " + build.getProperty("commit") + " of " + build.getProperty("committed"),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vendor")
        };
    }
}
