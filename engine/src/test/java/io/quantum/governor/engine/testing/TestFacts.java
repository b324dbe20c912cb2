package io.quantum.governor.engine.testing;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import java.util.Map;

/** Facts of kinds that a rulebook declares, of which Java knows no records. */
public final class TestFacts {
    private TestFacts() {}

    /**
     * A fact that is there.
     *
     * @param kind its name, {@code killScore}
     * @param says all its components
     */
    public static DeclaredFact declared(Rulebook rulebook, String kind, Map<String, ?> says) {
        Fact fact =
                new FactBinder(rulebook.kinds(), Part.PLAN).fact(new RecordedFact(kind, Json.MAPPER.valueToTree(says)));
        if (fact instanceof DeclaredFact declared) {
            return declared;
        }
        throw new IllegalArgumentException(kind + " can't be " + says + ": " + fact);
    }

    /** One of which there is none. */
    public static Unavailable missing(String kind) {
        return new Unavailable(kind, Unavailable.MISSING, "test");
    }
}
