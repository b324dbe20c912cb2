package io.quantum.governor.engine.decide.cycle;

import java.time.Duration;
import java.util.Map;

/**
 * What a cycle writes about one symbol: a hash that runs out, and perhaps an entry of a stream; both or, when the lease
 * is lost, neither.
 *
 * @param hash the hash's key
 * @param expiry after which the hash runs out, whole seconds
 * @param fields the hash's fields
 * @param stream the stream's key
 * @param entry the entry's fields; empty when there is none
 */
public record FencedWrite(
        String hash, Duration expiry, Map<String, String> fields, String stream, Map<String, String> entry) {}
