package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts of a plan as a candidate's rules name them.
 *
 * @param declarations those of the candidate for which they were loaded; compared by identity
 * @param facts all of them
 */
public record CandidateFacts(List<FactDeclaration> declarations, List<Fact> facts) {
    /** No candidate judges; its list is the same as no other one. */
    public static final CandidateFacts NONE = new CandidateFacts(new ArrayList<>(0), List.of());
}
