package io.quantum.governor.lab.bench;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Facts of a plan as the rules of a rulebook know them. */
final class BenchFacts {
    private final FactBinder binder;

    BenchFacts(Rulebook rulebook) {
        binder = new FactBinder(rulebook.kinds(), Part.PLAN);
    }

    /**
     * All facts; what the rules name and is told by neither is missing.
     *
     * @param told what every rulebook has
     * @param declared components by their names, by the name of the fact
     */
    List<Fact> of(List<Fact> told, Map<String, Map<String, Object>> declared, Instant now) {
        List<Fact> facts = new ArrayList<>(told);
        facts.add(new Moment(now.getEpochSecond()));
        declared.forEach((kind, says) -> facts.add(binder.fact(new RecordedFact(kind, Json.MAPPER.valueToTree(says)))));
        return binder.complete(facts, now).facts();
    }
}
