package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseDesk;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.serve.release.TestKeys;
import io.quantum.governor.engine.serve.release.TestReleases;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRulebook;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.engine.tools.compare.Change;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do to releases by the page, and sign by keys that the governor never sees. */
class ReleaseActionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration COMPARED = Duration.ofMinutes(3);
    private static final String ADA = "ada's token";

    private final RedisView redis = new RedisView(TestRedis.uri());
    private final RedisClient client = RedisClient.create(TestRedis.uri());

    @TempDir
    private Path directory = Path.of("");

    private @Nullable TestKeys keys;
    private @Nullable TestGovernor started;

    @BeforeEach
    void start() throws IOException {
        redis.commands().flushall();
        keys = new TestKeys(directory, "ann", "bob", "eve");
        keys().distrust("eve");
        Path tokens = Files.writeString(
                directory.resolve("tokens"),
                "ada operator " + People.sha256(ADA) + "\nvic viewer " + People.sha256("vic's token") + "\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r-----"));
        started = TestGovernor.start(
                TestRedis.uri(),
                Map.of(
                        "APPLY_MODE",
                        "production",
                        "GOV_AUDIT_URL",
                        "jdbc:sqlite:" + directory.resolve("audit.db"),
                        "GOV_RULEBOOK_KEYS",
                        directory.resolve("trusted").toString(),
                        "GOV_ROOM_TOKENS",
                        tokens.toString()));
    }

    @AfterEach
    void end() {
        Objects.requireNonNull(started).close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        redis.commands().flushall();
        redis.close();
    }

    private TestKeys keys() {
        return Objects.requireNonNull(keys);
    }

    @Test
    void the_first_release_is_approved_by_one_key_and_activated_by_another() throws Exception {
        Release first = publish("1.0.0", "0.8");
        JsonNode approve = preview("approve?version=1.0.0");
        assertThat(approve.path("allowed").asBoolean()).isTrue();
        assertThat(approve.path("type").asText()).isEmpty();
        assertThat(approve.path("now").toString()).contains("no release is active", "can't be compared");
        assertThat(approve.path("signs").path("kind").asText()).isEqualTo("Approval");
        assertThat(approve.path("signs").path("digest").asText()).isEqualTo(first.digest());

        assertThat(preview("activate?version=1.0.0").path("whyNot").asText())
                .contains("someone with a key other than ann's must approve it first");
        assertThat(act("approve?version=1.0.0", approve, "", "eve"))
                .satisfies(refused(403, "no trusted key has signed"));
        assertThat(act("approve?version=1.0.0", approve, "", "ann"))
                .satisfies(refused(403, "was released by the same key, ann ("));
        assertThat(desk().list().releases().get(0).approvedBy()).isEmpty();
        assertThat(act("approve?version=1.0.0", approve, "", "bob").body()).contains("Release 1.0.0 is approved");
        assertThat(desk().list().releases().get(0).approvedBy()).containsExactly("bob");

        JsonNode activate = preview("activate?version=1.0.0");
        assertThat(activate.path("loosens").asBoolean()).isTrue();
        assertThat(act("activate?version=1.0.0", activate, "", "ann"))
                .satisfies(refused(400, "type production to show that you mean it"));
        assertThat(desk().active()).isEmpty();
        assertThat(act("activate?version=1.0.0", activate, "production", "ann").statusCode())
                .isEqualTo(200);
        assertThat(desk().active()).map(Release::digest).contains(first.digest());
        assertThat(act("activate?version=1.0.0", activate, "production", "ann")).satisfies(refused(409, "changed"));
        assertThat(preview("activate?version=1.0.0").path("whyNot").asText()).contains("already active");

        JsonNode deed = deed("RULEBOOK_ACTIVATED");
        assertThat(deed.path("who").asText()).isEqualTo("ann");
        assertThat(deed.path("from").asText()).isEqualTo("control room, 127.0.0.1");
        assertThat(deed.path("why").asText()).isEqualTo("as ann says");
    }

    @Test
    void what_loosens_is_typed_and_what_tightens_is_not_forwards_and_back() throws Exception {
        publish("1.0.0", "0.8");
        desk().approve(desk().release("1.0.0"), desk().active(), actor("bob"));
        desk().activate("1.0.0", actor("ann"));
        publish("1.1.0", "0.7");

        String notYet = "release 1.1.0 is not compared with release 1.0.0 yet; that begins when somebody looks here";
        for (int look = 0; look < 2; look++) {
            for (String action : List.of("activate?version=1.1.0", "approve?version=1.1.0")) {
                assertThat(preview(action, "vic's token").path("whyNot").asText())
                        .startsWith(notYet);
                assertThat(preview(action, "").path("whyNot").asText()).startsWith(notYet);
            }
        }
        String verify = startVerification();
        assertThat(preview("activate?version=1.1.0").path("whyNot").asText())
                .contains("can't be compared with release 1.0.0 yet: a job runs already", "started by ada");
        await().atMost(COMPARED)
                .until(() -> !get("/api/jobs/" + verify).path("state").asText().equals("running"));
        assertThat(preview("activate?version=1.1.0").path("whyNot").asText()).contains("is still being compared");
        JsonNode job = get("/api/jobs").path("jobs").path(0);
        assertThat(job.path("what").asText()).isEqualTo("what differs between release 1.0.0 and release 1.1.0");
        JsonNode tighter = compared("activate?version=1.1.0");
        assertThat(tighter.path("now").toString()).contains("): tighter", "killScore.critical: 0.8 -> 0.7 score");
        assertThat(tighter.path("type").asText()).isEmpty();
        JsonNode done = get("/api/jobs/" + job.path("id").asText());
        assertThat(done.path("result").path("text").asText())
                .contains("--- a/gates/kill-score.drl", "-    critical : double = 0.8", "+    critical : double = 0.7");
        assertThat(preview("activate?version=1.1.0", "vic's token")).isEqualTo(tighter);
        Map<String, String> signed = signed("activate?version=1.1.0", order(tighter, "", "ann"), "ann");
        assertThat(post("activate?version=1.1.0", ADA, signed).statusCode()).isEqualTo(200);

        JsonNode back = preview("rollback");
        assertThat(back.path("now").toString()).contains("release 1.0.0 in place of the active one: looser");
        assertThat(act("rollback", back, "", "bob")).satisfies(refused(400, "type production"));
        assertThat(act("rollback", back, "production", "bob").body()).contains("Release 1.0.0 is active again");
        assertThat(deed("RULEBOOK_ROLLED_BACK").path("who").asText()).isEqualTo("bob");
        assertThat(act("rollback", back, "production", "bob")).satisfies(refused(409, "changed"));
        assertThat(preview("rollback").path("whyNot").asText()).contains("no earlier release");

        signed.put("digest", digest(preview("activate?version=1.1.0")));
        assertThat(post("activate?version=1.1.0", ADA, signed))
                .as("what ann has signed counts once")
                .satisfies(refused(400, "the order that is active by now is not older"));
        assertThat(desk().active().map(release -> release.manifest().version())).contains("1.0.0");
        assertThat(act("activate?version=1.1.0", preview("activate?version=1.1.0"), "", "ann")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_deed_is_dated_by_when_it_is_done_whatever_the_statement_says() throws Exception {
        publish("1.0.0", "0.8");
        Map<String, String> order = order(preview("approve?version=1.0.0"), "", "bob");
        JsonNode told = JSON.readTree(
                post("approve/statement?version=1.0.0", ADA, order).body());
        Instant before = Instant.parse(told.path("at").asText());
        String earlier = before.minus(Duration.ofMinutes(2)).toString();
        String message = new String(
                        Base64.getDecoder().decode(told.path("message").asText()), UTF_8)
                .replace(before.toString(), earlier);
        Map<String, String> signed = new HashMap<>(order);
        signed.put("at", earlier);
        signed.put("signature", signature("bob", Base64.getEncoder().encodeToString(message.getBytes(UTF_8))));
        assertThat(post("approve?version=1.0.0", ADA, signed).statusCode()).isEqualTo(200);
        assertThat(Instant.parse(deed("RULEBOOK_APPROVED").path("at").asText())).isAfterOrEqualTo(before);
    }

    @Test
    void nothing_is_done_by_a_viewer_nor_by_a_signature_under_something_else() throws Exception {
        publish("1.0.0", "0.8");
        JsonNode approve = preview("approve?version=1.0.0");
        Map<String, String> order = order(approve, "", "bob");
        assertThat(post("approve/statement?version=1.0.0", "vic's token", order).statusCode())
                .isEqualTo(403);
        assertThat(post("approve/statement?version=1.0.0", "nobody's", order).statusCode())
                .isEqualTo(401);
        assertThat(post("kill-on/statement", ADA, Map.of("digest", digest(preview("kill-on")), "reason", "odd"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("approve?version=1.0.0", ADA, order)).satisfies(refused(400, "this must be signed"));

        Map<String, String> signed = signed("approve?version=1.0.0", order, "bob");
        Map<String, String> another = new HashMap<>(signed);
        another.put("reason", "another");
        assertThat(post("approve?version=1.0.0", ADA, another)).satisfies(refused(403, "no trusted key has signed"));
        Map<String, String> old = new HashMap<>(signed);
        old.put("at", Instant.now().minus(Duration.ofHours(1)).toString());
        assertThat(post("approve?version=1.0.0", ADA, old)).satisfies(refused(400, "ask for the statement again"));
        assertThat(post("approve?version=1.0.0", "vic's token", signed).statusCode())
                .isEqualTo(403);
        assertThat(desk().list().releases().get(0).approvedBy()).isEmpty();
        assertThat(preview("approve?version=9.9.9").path("whyNot").asText()).contains("no release 9.9.9 is published");
        assertThat(preview("activate?version=x").path("whyNot").asText()).contains("is not a version");
    }

    @Test
    void a_candidate_is_put_into_the_shadow_and_taken_out_by_somebody_who_says_why() throws Exception {
        publish("1.1.0", "0.7");
        assertThat(preview("candidate-off").path("whyNot").asText()).isEqualTo("no candidate runs in the shadow");
        JsonNode on = preview("candidate-on?version=1.1.0");
        assertThat(on.path("signs")).isEmpty();
        assertThat(post("candidate-on?version=1.1.0", ADA, order(on, "", "ada")).body())
                .contains("is announced to every daemon");
        assertThat(get("/api/shadow").path("running").asBoolean()).isTrue();
        assertThat(preview("candidate-on?version=1.1.0").path("whyNot").asText())
                .contains("candidate already");
        JsonNode begun = deed("SHADOW_STARTED");
        assertThat(begun.path("who").asText()).isEqualTo("ada");
        assertThat(begun.path("from").asText()).isEqualTo("control room, 127.0.0.1");
        assertThat(begun.path("why").asText()).isEqualTo("as ada says");
        assertThat(post("candidate-off", ADA, order(preview("candidate-off"), "", "ada"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/shadow").path("running").asBoolean(true)).isFalse();
        assertThat(deed("SHADOW_ENDED").path("from").asText()).isEqualTo("control room, 127.0.0.1");
    }

    @Test
    void a_plan_is_explained_against_a_published_release_that_decides_otherwise() throws Exception {
        publish("1.1.0", "0.7");
        redis.publish(TestPlan.open("e:1", "BTCUSDT", "1").with("kill_score", TestRulebook.BETWEEN));
        Objects.requireNonNull(started).awaitOutcomes(1);
        JsonNode against = JSON.readTree(HTTP.send(
                                HttpRequest.newBuilder(URI.create(Objects.requireNonNull(started)
                                                        .url() + "/api/explain/e:1?against=1.1.0"))
                                        .header("Authorization", "Bearer vic's token")
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .path("against");
        assertThat(against.path("rulebook").asText()).contains("1.1.0");
        assertThat(against.path("verdict").path("before").asText()).doesNotContain("kill_score");
        assertThat(against.path("verdict").path("after").asText()).contains("kill_score_critical_non_close");
        assertThat(against.path("thresholds").toString()).contains("killScore.critical", "0.8", "0.7");
    }

    private String startVerification() throws IOException, InterruptedException {
        HttpResponse<String> begun = HTTP.send(
                HttpRequest.newBuilder(
                                URI.create(Objects.requireNonNull(started).url() + "/api/jobs"))
                        .header("Authorization", "Bearer " + ADA)
                        .POST(BodyPublishers.ofString("{\"kind\":\"verify\"}"))
                        .build(),
                BodyHandlers.ofString());
        return JSON.readTree(begun.body()).path("id").asText();
    }

    private Release publish(String version, String critical) {
        Map<String, String> texts =
                new TreeMap<>(ReleaseFiles.read(TestRules.DIRECTORY).texts());
        texts.computeIfPresent(
                "gates/kill-score.drl",
                (path, text) -> text.replace("critical : double = 0.8", "critical : double = " + critical));
        texts.computeIfPresent("rulebook.yaml", (path, text) -> text.replaceFirst(TestRules.VERSION, version));
        Release release = TestReleases.of(version, keys().of("ann"), texts);
        desk().publish(release, new Operator("ann", "here", "to try it"));
        return release;
    }

    /** As the command line has it. */
    private ReleaseDesk desk() {
        return new ReleaseDesk(
                client.connect(PlanLoops.CODEC),
                RedisView.EVENTS,
                keys().trusted(),
                (before, after) -> Change.UNCLEAR,
                Clock.systemUTC());
    }

    private ReleaseDesk.Actor actor(String person) {
        return new ReleaseDesk.Actor(keys().of(person), new Operator(person, "here", "to begin"));
    }

    private JsonNode compared(String action) {
        return await().atMost(COMPARED)
                .until(() -> preview(action), preview -> preview.path("allowed").asBoolean());
    }

    private JsonNode preview(String action) throws IOException, InterruptedException {
        return preview(action, ADA);
    }

    private JsonNode preview(String action, String token) throws IOException, InterruptedException {
        return JSON.readTree(HTTP.send(
                        to(action.replaceFirst("(\\?|$)", "/preview$1"), token).build(), BodyHandlers.ofString())
                .body());
    }

    private static String digest(JsonNode preview) {
        return preview.path("digest").asText();
    }

    private static Map<String, String> order(JsonNode preview, String typed, String person) {
        return Map.of("digest", digest(preview), "reason", "as " + person + " says", "typed", typed);
    }

    /** Asks what to sign, signs it and sends it; answers the first refusal on the way. */
    private HttpResponse<String> act(String action, JsonNode preview, String typed, String person) throws Exception {
        Map<String, String> order = order(preview, typed, person);
        HttpResponse<String> statement = post(action.replaceFirst("(\\?|$)", "/statement$1"), ADA, order);
        return statement.statusCode() == 200 ? post(action, ADA, signed(order, statement, person)) : statement;
    }

    private Map<String, String> signed(String action, Map<String, String> order, String person) throws Exception {
        return signed(order, post(action.replaceFirst("(\\?|$)", "/statement$1"), ADA, order), person);
    }

    private Map<String, String> signed(Map<String, String> order, HttpResponse<String> statement, String person)
            throws IOException, GeneralSecurityException {
        JsonNode told = JSON.readTree(statement.body());
        Map<String, String> signed = new HashMap<>(order);
        signed.put("at", told.path("at").asText());
        signed.put("signature", signature(person, told.path("message").asText()));
        return signed;
    }

    private String signature(String person, String message) throws IOException, GeneralSecurityException {
        String pem = Files.readString(directory.resolve("secret/" + person + ".key"));
        byte[] encoded = Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----.*-----", "").strip().getBytes(US_ASCII));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        signer.update(Base64.getDecoder().decode(message.getBytes(UTF_8)));
        return Base64.getEncoder().encodeToString(signer.sign());
    }

    private static Consumer<HttpResponse<String>> refused(int status, String why) {
        return answer -> {
            assertThat(answer.body()).contains(why);
            assertThat(answer.statusCode()).isEqualTo(status);
        };
    }

    private JsonNode deed(String kind) {
        return await().atMost(RedisView.PATIENCE).until(() -> found(kind), node -> !node.isMissingNode());
    }

    private JsonNode found(String kind) throws IOException, InterruptedException {
        for (JsonNode deed : get("/api/incidents").path("deeds")) {
            if (deed.path("kind").asText().equals(kind)) {
                return deed;
            }
        }
        return MissingNode.getInstance();
    }

    private HttpResponse<String> post(String action, String token, Map<String, String> body)
            throws IOException, InterruptedException {
        return HTTP.send(
                to(action, token)
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String action, String token) {
        return HttpRequest.newBuilder(URI.create(Objects.requireNonNull(started).url() + "/api/actions/" + action))
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(Objects.requireNonNull(started).page(path).body());
    }
}
