package io.quantum.governor.engine.rules.rulebook;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.drools.model.Model;

/**
 * The compiled rule files of all rulebooks that are in memory. A file that names the same records says the same in every rulebook, so it is compiled
 * and loaded once; what no rulebook holds any more is forgotten. Safe for use by many threads.
 */
final class CompiledFiles {
    private static final Map<RuleUnit, WeakReference<Model>> IN_USE = new HashMap<>();

    private CompiledFiles() {}

    /** The rules of a file that a rulebook in memory has too. */
    static synchronized Optional<Model> find(RuleUnit file) {
        return Optional.ofNullable(IN_USE.get(file)).map(WeakReference::get);
    }

    static synchronized void remember(Map<RuleUnit, Model> models) {
        IN_USE.values().removeIf(model -> model.get() == null);
        models.forEach((file, model) -> IN_USE.put(file, new WeakReference<>(model)));
    }
}
