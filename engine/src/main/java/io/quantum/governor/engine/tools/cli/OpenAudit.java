package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.ArchiveUrl;

/** The archive that the environment names, for a command that reads it. */
final class OpenAudit {
    private OpenAudit() {}

    /**
     * Opens it.
     *
     * @throws ArchiveException when there is none, it is switched off, or it can't be read
     * @throws IllegalArgumentException when the environment names none that is allowed
     */
    static Archive archive() {
        return Archive.open(ArchiveUrl.of(System.getenv())
                .orElseThrow(() -> new ArchiveException("there is no archive: " + ArchiveUrl.VARIABLE + " is "
                        + ArchiveUrl.OFF + "; set it to where one is")));
    }
}
