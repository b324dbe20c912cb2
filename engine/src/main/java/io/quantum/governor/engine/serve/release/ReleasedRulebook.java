package io.quantum.governor.engine.serve.release;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rulebook of a published release, for those who only read: what it decides is told by its digest, whether or not
 * anybody here can check its signature.
 *
 * @param texts its files
 * @param said who released it, when and why, and who activated it; and whether signatures were checked
 */
public record ReleasedRulebook(RulebookTexts texts, String said) {

    /**
     * Looks for a release.
     *
     * @param version the rulebook's version, which is its release's
     * @param keys whose signatures count; empty when nobody has named any
     * @throws ReleaseException when what is published as this version can't be read
     */
    public static Optional<ReleasedRulebook> find(
            StatefulRedisConnection<String, byte[]> redis, String version, Optional<TrustedKeys> keys) {
        byte @Nullable [] file = redis.sync().get(ReleaseKeys.file(version));
        if (file == null) {
            return Optional.empty();
        }
        Release.Claim claim = Release.claim(file);
        ReleaseManifest manifest = claim.manifest();
        String who = keys.map(k -> k.nameOf(claim.key())).orElse(manifest.user());
        String said = "released by " + who + " at " + manifest.at() + ": " + manifest.reason();
        String signed = keys.map(k -> checked(file, k))
                .orElse("; its signature was not checked, since no keys are named (GOV_RULEBOOK_KEYS)");
        String activated = keys.map(k -> activation(redis, version, k)).orElse("");
        return Optional.of(new ReleasedRulebook(
                ReleaseFiles.unpack(file).rulebook("release " + version), said + signed + activated));
    }

    private static String checked(byte[] file, TrustedKeys keys) {
        try {
            Release.read(file, keys);
            return "";
        } catch (ReleaseException e) {
            return "; BUT " + e.getMessage();
        }
    }

    /** The newest order by which it became active: that of the active release first, which a roll-back leaves nowhere else. */
    private static String activation(StatefulRedisConnection<String, byte[]> redis, String version, TrustedKeys keys) {
        List<byte[]> records = new ArrayList<>(redis.sync().lrange(ReleaseKeys.HISTORY, 0, -1));
        byte[] newest = ReleaseStore.orEmpty(redis.sync().get(ReleaseKeys.ACTIVE));
        if (newest.length > 0) {
            records.add(0, newest);
        }
        for (byte[] record : records) {
            try {
                ActiveRelease active = ReleaseStore.parse(record);
                if (active.order(keys).version().equals(version)) {
                    return "; " + active.said(keys);
                }
            } catch (ReleaseException e) {
                // an order that nobody trusts tells nothing
            }
        }
        return "";
    }
}
