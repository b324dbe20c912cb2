package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Release files: what is read back, and what is refused. */
class ReleaseTest {
    @TempDir
    private Path directory = Path.of("");

    private TestKeys keys = new TestKeys(Path.of(System.getProperty("java.io.tmpdir")));

    @BeforeEach
    void makeKeys() {
        keys = new TestKeys(directory, "ann", "bob");
    }

    @Test
    void a_release_is_read_back_as_it_was_made() {
        Release made = TestReleases.of("1.2.0", keys.of("ann"));
        Release read = Release.read(made.toBytes(), keys.trusted());
        assertThat(read).isEqualTo(made);
        assertThat(read.digest()).hasSize(64).isEqualTo(made.digest());
    }

    @Test
    void the_same_release_is_the_same_bytes() {
        Release made = TestReleases.of("1.2.0", keys.of("ann"));
        assertThat(made.toBytes())
                .isEqualTo(Release.read(made.toBytes(), keys.trusted()).toBytes());
    }

    @Test
    void an_altered_rule_is_refused_and_named() {
        refused(entries -> entries.put("rulebook/gates/one.drl", "package two".getBytes(UTF_8)))
                .hasMessage("gates/one.drl: altered after the release was signed; get the file anew");
    }

    @Test
    void an_altered_manifest_is_refused() {
        refused(entries -> entries.merge(
                        "release.json",
                        new byte[0],
                        (text, unused) -> new String(text, UTF_8)
                                .replace("because", "be cause")
                                .getBytes(UTF_8)))
                .hasMessageStartingWith("the release does not match the signature of ann (")
                .hasMessageEndingWith("): it was altered; get it anew");
    }

    @Test
    void a_signature_that_is_none_is_refused() {
        refused(entries -> entries.put("release.sig", "{}".getBytes(UTF_8)))
                .hasMessageStartingWith("release.sig can't be read (");
    }

    @Test
    void a_missing_file_is_refused_and_named() {
        refused(entries -> entries.remove("rulebook/gates/one.drl"))
                .hasMessage("gates/one.drl: the release names it and does not hold it; get the file anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rulebook/gates/two.drl", "../../etc/passwd", "/etc/passwd", "rulebook/../../x.drl"})
    void a_file_that_was_not_signed_is_refused(String name) {
        refused(entries -> entries.put(name, new byte[1]))
                .hasMessage("'" + name + "' is in the release file and was not signed; get the file anew");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.drl",
                "/x.drl",
                "gates/../../x.drl",
                "gates/./x.drl",
                "x.sh",
                "tests/../x.yaml",
                "gates\\x.drl",
                "other.yaml",
                "a//b.drl",
                ".drl",
                ""
            })
    void a_path_that_leads_elsewhere_is_refused_even_when_it_is_signed(String path) {
        assertThatThrownBy(() -> TestReleases.of("1.2.0", keys.of("ann"), Map.of(path, "package x")))
                .isInstanceOf(ReleaseException.class)
                .hasMessageStartingWith("'" + path + "' does not belong into a release");
    }

    @Test
    void a_huge_entry_is_refused_without_being_unpacked() {
        refused(entries -> entries.put("rulebook/gates/one.drl", new byte[64 << 20]))
                .hasMessage("too large for a release: more than 1000 files or 8 MB");
    }

    @Test
    void too_many_entries_are_refused() {
        refused(entries -> {
                    for (int i = 0; i < 1001; i++) {
                        entries.put("rulebook/" + i + ".drl", new byte[0]);
                    }
                })
                .hasMessage("too large for a release: more than 1000 files or 8 MB");
    }

    @Test
    void a_file_that_was_cut_off_anywhere_is_refused() {
        byte[] whole = TestReleases.of("1.2.0", keys.of("ann")).toBytes();
        for (int length = 0; length < endOfContent(whole); length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Release.read(part, keys.trusted()))
                    .as("%s bytes", length)
                    .isInstanceOf(ReleaseException.class);
        }
    }

    /** What comes after it is the archive's directory, which repeats the names. */
    private static int endOfContent(byte[] zip) {
        return new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PK\001\002");
    }

    @Test
    void a_release_of_a_key_that_is_not_trusted_is_refused() {
        byte[] file = TestReleases.of("1.2.0", keys.of("ann")).toBytes();
        keys.distrust("ann");
        assertThatThrownBy(() -> Release.read(file, keys.trusted()))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("which is not trusted here; trusted are [bob (");
    }

    @Test
    void a_release_signed_on_the_key_s_last_day_counts_and_one_signed_a_day_later_is_refused() {
        keys.add("cid", LocalDate.parse("2026-01-28"));
        keys.add("dan", LocalDate.parse("2026-01-27"));
        assertThat(Release.read(TestReleases.of("1.0.0", keys.of("cid")).toBytes(), keys.trusted())
                        .manifest()
                        .version())
                .isEqualTo("1.0.0");
        byte[] late = TestReleases.of("1.0.0", keys.of("dan")).toBytes();
        assertThatThrownBy(() -> Release.read(late, keys.trusted()))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("whose key expired on 2026-01-27");
    }

    @Test
    void a_signature_under_an_approval_is_none_under_a_release() {
        Release made = TestReleases.of("1.2.0", keys.of("ann"));
        Signed approval =
                Signed.by(keys.of("bob"), new Approval("1.2.0", made.digest(), "", "2026-01-28T12:00:00Z", ""));
        assertThat(approval.read(Approval.class, keys.trusted()).version()).isEqualTo("1.2.0");
        assertThatThrownBy(() -> approval.read(ReleaseManifest.class, keys.trusted()))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("it was altered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.0", "v1.0.0", "1.0.0/..", "active", "1.0.0-", "1.0.0 "})
    void what_is_no_version_is_refused(String version) {
        assertThatThrownBy(() -> TestReleases.of(version, keys.of("ann")))
                .isInstanceOf(ReleaseException.class)
                .hasMessage("'" + version + "' is not a version like 1.2.0");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(Consumer<Map<String, byte[]>> change) {
        Map<String, byte[]> entries = new LinkedHashMap<>(
                Archive.unpack(TestReleases.of("1.2.0", keys.of("ann")).toBytes()));
        change.accept(entries);
        byte[] changed = Archive.pack(entries);
        return assertThatThrownBy(() -> Release.read(changed, keys.trusted())).isInstanceOf(ReleaseException.class);
    }
}
