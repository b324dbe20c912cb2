package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import java.util.List;
import java.util.Map;

/**
 * In what the thresholds of a part are different for some plans.
 *
 * @param rows the rows of limits that count, by the names of their thresholds
 * @param globals the objects that rules read such thresholds from, by the global's name
 */
public record ScopedValues(List<LimitRow> rows, Map<String, Object> globals) {}
