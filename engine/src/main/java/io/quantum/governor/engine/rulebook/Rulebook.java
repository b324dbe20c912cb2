package io.quantum.governor.engine.rulebook;

import java.util.List;
import org.kie.api.KieBase;

/** One compiled version of the risk team's rules; immutable and safe for use by many threads. */
public final class Rulebook {
    private final RulebookManifest manifest;
    private final String digest;
    private final KieBase base;
    private final List<ThresholdSet> thresholdSets;

    Rulebook(RulebookManifest manifest, String digest, KieBase base) {
        this.manifest = manifest;
        this.digest = digest;
        this.base = base;
        this.thresholdSets = ThresholdSet.of(base);
    }

    public RulebookManifest manifest() {
        return manifest;
    }

    /** The SHA-256 of everything that decides, in hexadecimal. */
    public String digest() {
        return digest;
    }

    /** The compiled rules. */
    public KieBase base() {
        return base;
    }

    /** The thresholds of every rule file that declares some. */
    public List<ThresholdSet> thresholdSets() {
        return thresholdSets;
    }
}
