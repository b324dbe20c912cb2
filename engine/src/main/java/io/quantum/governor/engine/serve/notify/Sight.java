package io.quantum.governor.engine.serve.notify;

import java.util.List;
import java.util.Set;

/**
 * What one daemon sees now.
 *
 * @param conditions what holds, and since when
 * @param unknown of what kinds nobody can tell whether it holds
 * @param rulebook the rules by which it decides, for people
 * @param digest theirs
 * @param yesterday what it decided the day before
 */
public record Sight(List<Condition> conditions, Set<Kind> unknown, String rulebook, String digest, Day yesterday) {
    public Sight {
        conditions = List.copyOf(conditions);
        unknown = Set.copyOf(unknown);
    }
}
