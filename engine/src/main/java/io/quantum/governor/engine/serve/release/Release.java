package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A release whose signature and digests verify.
 *
 * @param manifest what its releaser signed
 * @param files exactly those that the manifest names
 * @param signed the manifest as it was signed
 */
public record Release(ReleaseManifest manifest, ReleaseFiles files, Signed signed) {
    private static final String MANIFEST = "release.json";
    private static final String SIGNATURE = "release.sig";
    private static final byte[] NOTHING = new byte[0];

    /** Whether an archive claims to be signed; whether it is, {@link #read} tells. */
    public static boolean isSigned(byte[] archive) {
        return Archive.unpack(archive).containsKey(SIGNATURE);
    }

    /** Who signed the manifest. */
    private record SignatureFile(String key, String signature) {}

    /** What a release file says of itself, signed or not, and the id of the key that it claims. */
    record Claim(ReleaseManifest manifest, String key) {}

    /**
     * Reads what a release file claims.
     *
     * @throws ReleaseException when it is damaged or no release
     */
    static Claim claim(byte[] bytes) {
        Map<String, byte[]> entries = Archive.unpack(bytes);
        ReleaseManifest manifest = Wire.read(entries.getOrDefault(MANIFEST, NOTHING), ReleaseManifest.class, MANIFEST);
        return new Claim(
                manifest,
                Wire.read(entries.getOrDefault(SIGNATURE, NOTHING), SignatureFile.class, SIGNATURE)
                        .key());
    }

    /** The SHA-256 of what was signed; it covers the digest of every file. */
    public String digest() {
        return Sha256.hex(signed.statement().getBytes(UTF_8));
    }

    /** Its rulebook, with its tests. */
    public RulebookTexts texts() {
        return files.rulebook("release " + manifest.version());
    }

    /** As a file: a zip archive with the manifest, its signature, and the rulebook's directory. */
    public byte[] toBytes() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(MANIFEST, signed.statement().getBytes(UTF_8));
        entries.put(SIGNATURE, Json.bytes(new SignatureFile(signed.key(), signed.signature())));
        files.texts().forEach((path, text) -> entries.put(ReleaseFiles.FOLDER + path, text.getBytes(UTF_8)));
        return Archive.pack(entries);
    }

    /**
     * Reads and verifies a release file.
     *
     * @param bytes as {@link #toBytes} made them
     * @param keys whose signatures count
     * @throws ReleaseException when it is damaged, was altered, or is not signed by one of the keys
     */
    public static Release read(byte[] bytes, TrustedKeys keys) {
        Map<String, byte[]> entries = new LinkedHashMap<>(Archive.unpack(bytes));
        byte @Nullable [] manifest = entries.remove(MANIFEST);
        byte @Nullable [] signature = entries.remove(SIGNATURE);
        if (manifest == null || signature == null) {
            throw new ReleaseException("not a release: " + MANIFEST + " or " + SIGNATURE
                    + " is missing in it; was it cut off? Get the file anew");
        }
        SignatureFile by = Wire.read(signature, SignatureFile.class, SIGNATURE);
        Signed signed = new Signed(new String(manifest, UTF_8), by.key(), by.signature());
        ReleaseManifest said = signed.read(ReleaseManifest.class, keys);
        refuseOthers(said.files(), entries);
        return new Release(said, new ReleaseFiles(texts(entries)), signed);
    }

    private static void refuseOthers(List<ReleaseManifest.Digest> said, Map<String, byte[]> entries) {
        for (ReleaseManifest.Digest file : said) {
            byte @Nullable [] content = entries.get(ReleaseFiles.FOLDER + file.path());
            if (content == null) {
                throw new ReleaseException(
                        file.path() + ": the release names it and does not hold it; get the file anew");
            }
            if (!Sha256.hex(content).equals(file.sha256())) {
                throw new ReleaseException(file.path() + ": altered after the release was signed; get the file anew");
            }
        }
        for (String name : entries.keySet()) {
            if (said.stream().noneMatch(file -> name.equals(ReleaseFiles.FOLDER + file.path()))) {
                throw new ReleaseException(
                        "'" + name + "' is in the release file and was not signed; get the file anew");
            }
        }
    }

    private static TreeMap<String, String> texts(Map<String, byte[]> entries) {
        TreeMap<String, String> texts = new TreeMap<>();
        entries.forEach(
                (name, content) -> texts.put(name.substring(ReleaseFiles.FOLDER.length()), new String(content, UTF_8)));
        return texts;
    }
}
