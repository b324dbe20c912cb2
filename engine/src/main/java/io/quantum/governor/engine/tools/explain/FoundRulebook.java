package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookManifest;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;

/**
 * The files of a rulebook.
 *
 * @param texts what they say, and where they were found
 * @param released who released it, when and why; or who answers for it
 */
public record FoundRulebook(RulebookTexts texts, String released) {

    /** A rulebook of which nobody tells who released it: its own file says who answers for it. */
    public static FoundRulebook of(RulebookTexts texts) {
        RulebookManifest manifest = RulebookFiles.of(texts).manifest();
        return new FoundRulebook(
                texts, "its owner is " + manifest.owner() + "; changed in this version: " + manifest.changed());
    }
}
