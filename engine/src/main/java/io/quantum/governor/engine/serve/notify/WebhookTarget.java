package io.quantum.governor.engine.serve.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver of the governor's own JSON, signed if there is a secret: the header {@value #SIGNATURE} holds the time in seconds and
 * the HMAC-SHA256 of time, a dot and the body.
 *
 * @param secret empty for none
 */
record WebhookTarget(String name, URI address, String secret) implements Target {
    static final String SIGNATURE = "X-Governor-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    @Override
    public Request request(Message message, Instant now) {
        String body = new String(
                Json.object(json -> {
                    json.writeStringField("service", "quantum-governor");
                    json.writeStringField("id", message.id());
                    json.writeStringField("dedup_key", message.dedupKey());
                    json.writeStringField("change", message.change().wireName());
                    json.writeStringField("severity", message.severity().wireName());
                    json.writeStringField("title", message.title());
                    json.writeStringField("text", message.text());
                    json.writeStringField("value", message.value());
                    json.writeStringField("limit", message.limit());
                    json.writeStringField("where", message.where());
                    json.writeStringField("cell", message.cell());
                    json.writeStringField("since", Message.time(message.sinceMs()));
                    json.writeStringField("at", Message.time(message.atMs()));
                    json.writeStringField("next", message.next());
                    json.writeStringField("link", message.link());
                    json.writeStringField("runbook", message.runbook());
                }),
                UTF_8);
        return new Request(
                address,
                secret.isEmpty() ? Map.of() : Map.of(SIGNATURE, signature(secret, now.getEpochSecond(), body)),
                body);
    }

    /** What the header holds. */
    static String signature(String secret, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public List<String> secrets() {
        return List.of(address.toString(), address.getRawPath(), secret);
    }

    @Override
    public String toString() {
        return name;
    }
}
