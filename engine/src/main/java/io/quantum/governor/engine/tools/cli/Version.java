package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.process.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version, the commit it was built from, and the Java that runs it. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Build build = Build.running();
        return new String[] {
            "governor " + build.version(),
            "commit " + build.commit() + " of " + build.committed(),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vendor")
        };
    }
}
