package io.quantum.governor.engine.record.archive;

/**
 * An entry of the audit stream.
 *
 * @param id its id in the stream
 * @param json the record's exact bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record AuditEntry(String id, byte[] json) {}
