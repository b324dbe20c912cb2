package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the rulebooks that decided, and keeps what was made of them while there is memory. Safe for use by many
 * threads.
 */
public final class RulebookShelf {
    private final List<Function<RecordedRulebook, Optional<FoundRulebook>>> sources;
    private final Function<RulebookFiles, Rulebook> compiler;
    private final Map<String, SoftReference<DecidingRules>> kept = new HashMap<>();

    /** @param sources where to look, in this order; what they find need not be what was looked for */
    public RulebookShelf(List<Function<RecordedRulebook, Optional<FoundRulebook>>> sources) {
        this(sources, RulebookCompiler::compile);
    }

    /** @param compiler compiles files, or gives what is compiled of them already */
    public RulebookShelf(
            List<Function<RecordedRulebook, Optional<FoundRulebook>>> sources,
            Function<RulebookFiles, Rulebook> compiler) {
        this.sources = List.copyOf(sources);
        this.compiler = compiler;
    }

    /** Makes ready what the first explanation of a decision by this rulebook needs, if it is found. */
    public void prepare(RecordedRulebook recorded) {
        find(recorded);
    }

    /**
     * The compiled rulebook of a record.
     *
     * @throws io.quantum.governor.engine.rules.rulebook.RulebookException when it does not compile any more
     */
    public Optional<Rulebook> rulebook(RecordedRulebook recorded) {
        return find(recorded).map(DecidingRules::rulebook);
    }

    /**
     * The rulebook of a record: the one with its digest, and no other.
     *
     * @throws io.quantum.governor.engine.rules.rulebook.RulebookException when it does not compile any more
     */
    synchronized Optional<DecidingRules> find(RecordedRulebook recorded) {
        kept.values().removeIf(rules -> rules.get() == null);
        SoftReference<DecidingRules> before = kept.getOrDefault(recorded.digest(), new SoftReference<>(null));
        Optional<DecidingRules> rules = Optional.ofNullable(before.get())
                .or(() -> sources.stream()
                        .flatMap(source -> source.apply(recorded).stream())
                        .filter(found ->
                                RulebookFiles.of(found.texts()).digest().equals(recorded.digest()))
                        .findFirst()
                        .map(found -> DecidingRules.of(found, compiler)));
        rules.ifPresent(r -> kept.put(recorded.digest(), new SoftReference<>(r)));
        return rules;
    }
}
