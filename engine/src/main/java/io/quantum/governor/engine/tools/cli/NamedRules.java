package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.serve.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A rulebook that a person names: a published version, a release file, or a directory. */
final class NamedRules {
    private NamedRules() {}

    /** @param keys who may sign releases */
    static ReleaseFiles files(String named, KeysOption keys) throws IOException {
        Path path = Path.of(named);
        if (Files.isDirectory(path)) {
            return ReleaseFiles.read(path);
        }
        if (Files.isRegularFile(path)) {
            return PublishCommand.read(path, keys.trusted()).files();
        }
        if (!ReleaseManifest.isVersion(named)) {
            throw new ReleaseException(
                    named + ": no such directory or release file here, and no version like 1.2.0; look at the path");
        }
        if (!keys.areGiven()) {
            throw new ReleaseException(named + ": no such directory or release file here; to take it for a published"
                    + " version, name the directory of trusted keys by --keys or GOV_RULEBOOK_KEYS");
        }
        try (OpenDesk open = new OpenDesk(keys.trusted())) {
            return open.desk().release(named).files();
        }
    }
}
