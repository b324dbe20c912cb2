package io.quantum.governor.engine.serve.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The published releases and what the daemons run.
 *
 * @param active the version that is ordered; empty when none is
 * @param releases by version, oldest first
 */
public record ReleaseList(String active, List<Row> releases, List<DaemonReport> daemons) {

    /**
     * One release.
     *
     * @param untested who released rules that no test fires, why, and which; empty when tests fire every rule
     * @param approvedBy the names of the keys that approved it at any time
     * @param problem why it can't be used; empty when it can
     */
    public record Row(
            String version,
            String digest,
            String releasedBy,
            String at,
            String reason,
            String untested,
            List<String> approvedBy,
            boolean active,
            String problem) {}

    static ReleaseList of(ReleaseStore store, Map<String, String> versions, TrustedKeys keys) {
        byte[] record = store.active();
        String active =
                record.length == 0 ? "" : ReleaseStore.parse(record).order(keys).version();
        List<Row> rows = new ArrayList<>();
        versions.forEach((version, digest) -> rows.add(row(store, version, digest, version.equals(active), keys)));
        return new ReleaseList(active, rows, store.daemons());
    }

    private static Row row(ReleaseStore store, String version, String digest, boolean active, TrustedKeys keys) {
        List<String> approvedBy = store.approvals(version).stream()
                .map(a -> keys.nameOf(a.key()))
                .sorted()
                .toList();
        try {
            Release release = store.release(version, keys);
            ReleaseManifest said = release.manifest();
            String by = keys.nameOf(release.signed().key());
            return new Row(
                    version, digest, by, said.at(), said.reason(), said.checks().untested(), approvedBy, active, "");
        } catch (ReleaseException e) {
            return new Row(version, digest, "", "", "", "", approvedBy, active, String.valueOf(e.getMessage()));
        }
    }
}
