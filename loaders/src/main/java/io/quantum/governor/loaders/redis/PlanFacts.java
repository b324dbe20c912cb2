package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.Outside;
import java.util.ArrayList;
import java.util.List;

/** Which declared facts of a plan are for the rules in force, and which for a candidate; each is read once. */
final class PlanFacts {
    private final List<FactDeclaration> declared;
    private final List<FactDeclaration> candidate;
    private final List<FactDeclaration> all;
    private final DeclaredReads reads;

    PlanFacts(List<FactDeclaration> declared, List<FactDeclaration> candidate, Outside outside) {
        this.declared = declared;
        this.candidate = candidate;
        this.all = new ArrayList<>(declared);
        candidate.stream().filter(d -> !declared.contains(d)).forEach(all::add);
        this.reads = new DeclaredReads(all, outside);
    }

    @SuppressWarnings("ReferenceEquality") // another version of the rules has another list
    boolean isOf(List<FactDeclaration> inForce, List<FactDeclaration> shadowed) {
        return declared == inForce && candidate == shadowed;
    }

    DeclaredReads reads() {
        return reads;
    }

    /**
     * What the rules in force judge.
     *
     * @param loaded every declared fact, in the order of the reads
     */
    List<Fact> active(List<Fact> undeclared, List<Fact> loaded) {
        List<Fact> facts = new ArrayList<>(undeclared.size() + declared.size());
        facts.addAll(undeclared);
        facts.addAll(loaded.subList(0, declared.size()));
        return List.copyOf(facts);
    }

    /** What the candidate's rules judge. */
    @SuppressWarnings("ReferenceEquality") // a candidate may name no declared fact at all
    CandidateFacts candidate(List<Fact> undeclared, List<Fact> loaded) {
        if (candidate == CandidateFacts.NONE.declarations()) {
            return CandidateFacts.NONE;
        }
        List<Fact> facts = new ArrayList<>(undeclared);
        candidate.forEach(d -> facts.add(loaded.get(all.indexOf(d))));
        return new CandidateFacts(candidate, List.copyOf(facts));
    }
}
