package io.quantum.governor.engine.record.archive;

import io.quantum.governor.engine.rules.rulebook.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The hash by which a record is chained to the one before it. Not for use by several threads. */
final class Link {
    private final MessageDigest sha = Sha256.start();

    /** The hash before the first record: every archive's chain begins by its own name. */
    byte[] first(String archive) {
        return sha.digest(archive.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of a record: over the one before, its sequence as 8 bytes, its id, a zero byte, and its exact bytes. */
    byte[] next(byte[] before, long sequence, String auditId, byte[] json) {
        sha.update(before);
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
        sha.update(auditId.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        return sha.digest(json);
    }
}
