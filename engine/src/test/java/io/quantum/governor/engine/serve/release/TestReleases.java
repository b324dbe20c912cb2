package io.quantum.governor.engine.serve.release;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Small releases, signed and never compiled. */
public final class TestReleases {
    static final Instant AT = Instant.parse("2026-01-28T12:00:00Z");

    private TestReleases() {}

    public static Release of(String version, SigningKey key) {
        return of(version, key, Map.of("rulebook.yaml", "version: " + version, "gates/one.drl", "package one"));
    }

    public static Release of(String version, SigningKey key, Map<String, String> texts) {
        ReleaseFiles files = new ReleaseFiles(new TreeMap<>(texts));
        ReleaseManifest manifest = new ReleaseManifest(
                "small",
                version,
                "risk",
                "something",
                "0123",
                AT.toString(),
                "ann",
                "because",
                new ReleaseChecks(3, "100 %", ""),
                files.digests());
        return new Release(manifest, files, Signed.by(key, manifest));
    }
}
