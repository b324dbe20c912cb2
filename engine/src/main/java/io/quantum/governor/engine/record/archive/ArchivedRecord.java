package io.quantum.governor.engine.record.archive;

import io.quantum.governor.engine.record.audit.Expansion;
import io.quantum.governor.engine.record.audit.Frame;
import java.util.Optional;

/**
 * An audit record in the archive.
 *
 * @param sequence its place in the chain: 1, 2, 3 ...; 0 when it is still in the audit stream
 * @param auditId its id in the audit stream
 * @param stored the record as it is stored; not to be changed
 * @param frame the frame that it names; empty when it names none, or none that is there
 */
@SuppressWarnings("ArrayRecordComponent") // millions of them are streamed, and nobody compares them
public record ArchivedRecord(long sequence, String auditId, byte[] stored, Optional<Frame> frame) {

    /** The whole record, whichever form it is stored in. */
    public byte[] json() {
        return frame.map(f -> Expansion.whole(stored, f)).orElse(stored);
    }
}
