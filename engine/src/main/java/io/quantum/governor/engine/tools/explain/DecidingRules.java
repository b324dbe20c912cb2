package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.tools.nearmiss.NearMisses;
import io.quantum.governor.engine.tools.nearmiss.RuleOutline;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A rulebook that decided, ready to tell of its decisions.
 *
 * @param found its files
 * @param rulebook compiled
 * @param nearMisses why its rules did not fire
 */
record DecidingRules(FoundRulebook found, Rulebook rulebook, NearMisses nearMisses) {

    static DecidingRules of(FoundRulebook found, Function<RulebookFiles, Rulebook> compiler) {
        RulebookFiles files = RulebookFiles.of(found.texts());
        return new DecidingRules(found, compiler.apply(files), NearMisses.compile(files));
    }

    /** Its rules. */
    List<RuleOutline> outlines() {
        return nearMisses.outlines();
    }

    /** The same by their names. */
    Map<String, RuleOutline> byName() {
        return outlines().stream().collect(Collectors.toMap(RuleOutline::name, o -> o, (one, same) -> one));
    }
}
