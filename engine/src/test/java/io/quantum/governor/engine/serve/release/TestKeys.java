package io.quantum.governor.engine.serve.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Key files of people, in a directory of the test. */
public final class TestKeys {
    private final Path trusted;
    private final Path secret;

    public TestKeys(Path directory, String... people) {
        trusted = directory.resolve("trusted");
        secret = directory.resolve("secret");
        try {
            Files.createDirectories(trusted);
            Files.createDirectories(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String person : people) {
            add(person, LocalDate.MAX);
        }
    }

    /** Makes a pair of keys and trusts it. */
    public void add(String person, LocalDate lastDay) {
        try {
            KeyFiles.generate(secret, person, lastDay);
            Files.copy(secret.resolve(person + ".pub"), trusted.resolve(person + ".pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trusts a person no longer. */
    public void distrust(String person) {
        try {
            Files.delete(trusted.resolve(person + ".pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path trustedDirectory() {
        return trusted;
    }

    Path secretFile(String person) {
        return secret.resolve(person + ".key");
    }

    public TrustedKeys trusted() {
        return TrustedKeys.read(trusted);
    }

    public SigningKey of(String person) {
        return SigningKey.read(secretFile(person), trusted());
    }
}
