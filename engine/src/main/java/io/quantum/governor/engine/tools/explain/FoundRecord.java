package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.RecordedDecision;

/**
 * A decision's audit record.
 *
 * @param decision what it says
 * @param from where it was found, for people
 */
public record FoundRecord(RecordedDecision decision, String from) {}
