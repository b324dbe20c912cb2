package io.quantum.governor.engine.serve.http;

import java.util.Map;

/**
 * How a service is.
 *
 * @param healthy whether it can do its work
 * @param fields what {@code /health} shows
 */
public record Health(boolean healthy, Map<String, Object> fields) {}
