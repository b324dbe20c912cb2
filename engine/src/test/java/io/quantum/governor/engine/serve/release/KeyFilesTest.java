package io.quantum.governor.engine.serve.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_private_key_is_for_its_owner_only() throws IOException {
        KeyFiles.generate(directory, "ann", LocalDate.MAX);
        Path secret = directory.resolve("ann.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        TrustedKeys keys = TrustedKeys.read(directory);
        assertThatThrownBy(() -> SigningKey.read(secret, keys))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("others than its owner can read or change this private key; chmod 600 it");
    }

    @Test
    void a_key_is_never_overwritten() throws IOException {
        KeyFiles.generate(directory, "ann", LocalDate.MAX);
        String before = Files.readString(directory.resolve("ann.key"));
        assertThatThrownBy(() -> KeyFiles.generate(directory, "ann", LocalDate.MAX))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("a key is never overwritten");
        assertThat(directory.resolve("ann.key")).hasContent(before);
    }

    @Test
    void a_private_key_whose_public_key_is_not_trusted_signs_nothing() throws IOException {
        TestKeys others = new TestKeys(directory, "bob");
        KeyFiles.generate(directory, "ann", LocalDate.MAX);
        assertThatThrownBy(() -> SigningKey.read(directory.resolve("ann.key"), others.trusted()))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("its public key is not among the trusted ones [bob (");
    }

    @Test
    void a_damaged_private_key_is_refused_and_not_shown() throws IOException {
        TestKeys keys = new TestKeys(directory, "ann");
        Path secret = keys.secretFile("ann");
        String text = Files.readString(secret);
        String key = text.lines().toList().get(1);
        Files.writeString(secret, text.replace(key, key.substring(4)));
        TrustedKeys trusted = keys.trusted();
        assertThatThrownBy(() -> SigningKey.read(secret, trusted))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining(secret.toString())
                .message()
                .doesNotContain(key.substring(10, 20));
        assertThat(keys.trusted().toString()).doesNotContain(key.substring(10, 20));
    }

    @Test
    void a_directory_without_public_keys_is_refused() {
        assertThatThrownBy(() -> TrustedKeys.read(directory))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("no public key (*.pub) here");
    }

    @Test
    void a_last_day_that_is_no_day_is_refused_and_named() throws IOException {
        TestKeys keys = new TestKeys(directory, "ann");
        Path file = keys.trustedDirectory().resolve("ann.pub");
        Files.writeString(file, "Last-Day: tomorrow\n" + Files.readString(file));
        assertThatThrownBy(keys::trusted)
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("'Last-Day' must be a day like 2027-01-31");
    }
}
