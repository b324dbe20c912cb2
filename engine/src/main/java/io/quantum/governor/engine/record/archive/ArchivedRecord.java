package io.quantum.governor.engine.record.archive;

/**
 * An audit record in the archive.
 *
 * @param sequence its place in the chain: 1, 2, 3 ...; 0 when it is still in the audit stream
 * @param auditId its id in the audit stream
 * @param json the whole record, whichever form it is stored in; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // millions of them are streamed, and nobody compares them
public record ArchivedRecord(long sequence, String auditId, byte[] json) {}
