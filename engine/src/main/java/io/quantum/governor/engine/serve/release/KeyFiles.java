package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ed25519 keys as PEM files: PKCS#8 for the private one, X.509 for the public one, as openssl writes them too. */
public final class KeyFiles {
    static final String ALGORITHM = "Ed25519";

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Pattern LAST_DAY = Pattern.compile("(?m)^Last-Day: (\\S+)\\s*$");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final int LARGEST_FILE = 10_000;

    private KeyFiles() {}

    /**
     * Makes a pair of keys and writes {@code NAME.key}, readable for its owner only, and {@code NAME.pub}.
     *
     * @param directory made for its owner only when it is not there
     * @param name whose key it will be
     * @param lastDay the last UTC day on which it may sign; {@link LocalDate#MAX} for none
     * @return the public key, as those who trust it will read it
     * @throws ReleaseException when one of the files is there already
     */
    public static TrustedKey generate(Path directory, String name, LocalDate lastDay) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNERS_DIRECTORY));
            }
            FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
            Path secret = directory.resolve(name + ".key");
            Files.createFile(secret, mode);
            Files.writeString(secret, pem(PRIVATE, pair.getPrivate().getEncoded()));
            String head = lastDay.equals(LocalDate.MAX) ? "" : "Last-Day: " + lastDay + "\n";
            Files.writeString(
                    directory.resolve(name + ".pub"),
                    head + pem(PUBLIC, pair.getPublic().getEncoded()),
                    StandardOpenOption.CREATE_NEW);
            return new TrustedKey(name, pair.getPublic(), lastDay);
        } catch (FileAlreadyExistsException e) {
            throw new ReleaseException(
                    e.getFile() + ": there already; a key is never overwritten, choose another name");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has " + ALGORITHM, e);
        }
    }

    /** Reads a private key. Neither messages nor logs ever show what is in the file. */
    static PrivateKey secret(Path file) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(mode)) {
                throw new ReleaseException(file + ": others than its owner can read or change this private key; chmod"
                        + " 600 it, and make a new one if they may have done so");
            }
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(decoded(file, PRIVATE, text(file))));
        } catch (IOException e) {
            throw new ReleaseException(file + ": no readable private key, " + why(e));
        } catch (GeneralSecurityException e) {
            throw new ReleaseException(file + ": not an Ed25519 private key; make one with keygen");
        }
    }

    /** Reads a public key, which is named like its file. */
    static TrustedKey trusted(Path file) {
        try {
            String text = text(file);
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(decoded(file, PUBLIC, text)));
            Matcher day = LAST_DAY.matcher(text);
            return new TrustedKey(
                    file.getFileName().toString().replaceFirst("\\.[^.]*$", ""),
                    key,
                    day.find() ? LocalDate.parse(day.group(1)) : LocalDate.MAX);
        } catch (IOException e) {
            throw new ReleaseException(file + ": no readable public key, " + why(e));
        } catch (GeneralSecurityException e) {
            throw new ReleaseException(file + ": not an Ed25519 public key");
        } catch (java.time.DateTimeException e) {
            throw new ReleaseException(file + ": 'Last-Day' must be a day like 2027-01-31");
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new ReleaseException(file + ": too large for a key");
        }
        return Files.readString(file);
    }

    private static byte[] decoded(Path file, String kind, String text) {
        Matcher block = Pattern.compile("-----BEGIN " + kind + "-----([A-Za-z0-9+/=\\s]*)-----END " + kind + "-----")
                .matcher(text);
        try {
            if (block.find()) {
                return Base64.getMimeDecoder().decode(block.group(1).getBytes(US_ASCII));
            }
        } catch (IllegalArgumentException e) {
            // said below: what stands in a private key's file is not to be shown
        }
        throw new ReleaseException(file + ": no PEM block '" + kind + "' that can be read");
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }

    /** Why a file can't be read, for people. */
    static String why(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
