package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.tools.compare.Change;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases in a real Redis: publish, approve, activate, roll back, and the daemons that follow. */
class ReleaseDeskIT {
    private static final Operator AGAIN = new Operator("ann", "here", "again");
    private static final Clock CLOCK = Clock.fixed(TestReleases.AT, ZoneOffset.UTC);

    private final RedisClient client = RedisClient.create(TestRedis.uri());
    private final StatefulRedisConnection<String, byte[]> redis =
            client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    private final RedisView view = new RedisView(TestRedis.uri());
    private final List<String> taken = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    private TestKeys keys = new TestKeys(Path.of(System.getProperty("java.io.tmpdir")));
    private Change change = Change.TIGHTER;

    @BeforeEach
    void begin() {
        view.commands().flushall();
        keys = new TestKeys(directory, "ann", "bob");
    }

    @AfterEach
    void end() {
        view.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void a_daemon_takes_the_release_that_is_activated() {
        activateFirst();
        ReleaseFollower follower = follower("daemon-1");
        assertThat(follower.look())
                .isEqualTo(new DaemonReport(
                        "daemon-1", "1.0.0", desk().release("1.0.0").digest(), "2026-01-28T12:00:00Z", ""));
        assertThat(taken).containsExactly("1.0.0 package one");
        follower.look();
        assertThat(taken).as("taken once").hasSize(1);
    }

    @Test
    void all_daemons_switch_together_and_each_tells_its_version() {
        activateFirst();
        ReleaseFollower one = follower("daemon-1");
        ReleaseFollower other = follower("daemon-2");
        one.look();
        other.look();
        publish("1.1.0");
        desk().activate("1.1.0", actor("ann"));
        one.look();
        assertThat(desk().list().daemons()).extracting(DaemonReport::version).containsExactly("1.1.0", "1.0.0");
        other.look();
        assertThat(desk().list().daemons()).extracting(DaemonReport::version).containsExactly("1.1.0", "1.1.0");
        assertThat(redis.sync().ttl(ReleaseKeys.daemon("daemon-1"))).isBetween(1L, 15L);
    }

    @Test
    void a_version_is_never_published_with_another_content() {
        publish("1.0.0");
        Release other = TestReleases.of(
                "1.0.0", keys.of("ann"), Map.of("rulebook.yaml", "version: 1.0.0", "x.drl", "package x"));
        assertThatThrownBy(() -> desk().publish(other, AGAIN))
                .isInstanceOf(ReleaseException.class)
                .hasMessage("another release is published as 1.0.0, and a release never changes; raise the version in"
                        + " rulebook.yaml and release again");
        assertThat(desk().release("1.0.0").files().texts()).containsKey("gates/one.drl");
    }

    @Test
    void publishing_the_same_file_again_changes_nothing() {
        Release release = publish("1.0.0");
        assertThat(desk().publish(release, AGAIN)).isFalse();
        assertThat(events()).hasSize(1);
    }

    @Test
    void everything_that_is_done_leaves_an_event_with_who_when_and_why() {
        activateFirst();
        publish("1.1.0");
        change = Change.LOOSER;
        approve("1.1.0", "bob");
        desk().activate("1.1.0", actor("ann"));
        desk().rollBack(actor("bob"));
        assertThat(events())
                .extracting(e -> e.get("event") + " " + e.get("version") + " by " + e.get("name") + ", " + e.get("user")
                        + ": " + e.get("reason") + " " + e.getOrDefault("change", ""))
                .containsExactly(
                        "RULEBOOK_PUBLISHED 1.0.0 by ann, user: because ",
                        "RULEBOOK_APPROVED 1.0.0 by bob, user: why bob ",
                        "RULEBOOK_ACTIVATED 1.0.0 by ann, user: why ann UNCLEAR",
                        "RULEBOOK_PUBLISHED 1.1.0 by ann, user: because ",
                        "RULEBOOK_APPROVED 1.1.0 by bob, user: why bob ",
                        "RULEBOOK_ACTIVATED 1.1.0 by ann, user: why ann LOOSER",
                        "RULEBOOK_ROLLED_BACK 1.0.0 by bob, user: why bob ");
        assertThat(events()).allMatch(e -> "1769601600".equals(e.get("timestamp")));
        String first = "1.0.0 (" + digest("1.0.0") + ")";
        String second = "1.1.0 (" + digest("1.1.0") + ")";
        assertThat(deeds())
                .extracting(d -> d.deed() + " by " + d.who() + ": " + d.why() + "; " + d.before() + " -> " + d.after()
                        + " " + d.more().getOrDefault("approved_by", ""))
                .containsExactly(
                        "RULEBOOK_PUBLISHED by ann: because;  -> published, not active ",
                        "RULEBOOK_APPROVED by bob: why bob;  -> approved in place of none ",
                        "RULEBOOK_ACTIVATED by ann: why ann; none -> " + first + " bob",
                        "RULEBOOK_PUBLISHED by ann: because;  -> published, not active ",
                        "RULEBOOK_APPROVED by bob: why bob;  -> approved in place of " + first + " ",
                        "RULEBOOK_ACTIVATED by ann: why ann; " + first + " -> " + second + " bob",
                        "RULEBOOK_ROLLED_BACK by bob: why bob; " + second + " -> " + first + " bob");
        assertThat(ReleasedRulebook.find(redis, "1.0.0", Optional.of(keys.trusted()))
                        .orElseThrow()
                        .said())
                .endsWith("; rolled back to by bob at 2026-01-28T12:00:02Z: why bob, approved by bob");
        assertThat(view.entries(ReleaseKeys.LOG)).isEqualTo(events());
    }

    @Test
    void an_order_is_dated_after_the_one_before_even_by_a_clock_that_is_behind() {
        activateFirst();
        publish("1.1.0");
        assertThat(desk().activation("1.1.0", "", TestReleases.AT).at()).isEqualTo("2026-01-28T12:00:01Z");
        assertThat(desk().activation("1.1.0", "", TestReleases.AT.plusMillis(1001))
                        .at())
                .isEqualTo("2026-01-28T12:00:01Z");
        assertThat(desk().activation("1.1.0", "", TestReleases.AT.plusSeconds(2))
                        .at())
                .isEqualTo("2026-01-28T12:00:02Z");
        desk().activate("1.1.0", actor("ann"));
        assertThat(desk().rollback("", TestReleases.AT.minusSeconds(60)).at()).isEqualTo("2026-01-28T12:00:02Z");
    }

    @Test
    void a_release_that_loosens_waits_for_another_key_and_one_that_tightens_does_not() {
        activateFirst();
        publish("1.1.0");
        change = Change.LOOSER;
        assertThatThrownBy(() -> desk().activate("1.1.0", actor("bob")))
                .isInstanceOf(ReleaseException.class)
                .hasMessage("release 1.1.0 is looser, so someone with a key other than ann's must approve it first:"
                        + " governor approve 1.1.0 --key FILE --reason \"...\"");
        assertThat(desk().list().active()).isEqualTo("1.0.0");
        change = Change.TIGHTER;
        assertThat(desk().activate("1.1.0", actor("ann"))).isEqualTo(Change.TIGHTER);
    }

    @Test
    void the_first_release_of_all_needs_approval_since_nothing_can_be_compared() {
        publish("1.0.0");
        assertThatThrownBy(() -> desk().activate("1.0.0", actor("ann")))
                .isInstanceOf(ReleaseException.class)
                .hasMessage("there is no active release to compare release 1.0.0 with, so someone with a key other than"
                        + " ann's must approve it first: governor approve 1.0.0 --key FILE --reason \"...\"");
    }

    @Test
    void nobody_approves_what_the_same_key_released() {
        publish("1.0.0");
        assertThatThrownBy(() -> approve("1.0.0", "ann"))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("was released by the same key, ann (");
        assertThat(redis.sync().exists(ReleaseKeys.approvals("1.0.0"))).isZero();
    }

    @Test
    void an_approval_counts_only_for_the_release_and_the_predecessor_that_it_names() {
        Release first = activateFirst();
        publish("1.1.0");
        publish("1.2.0");
        change = Change.LOOSER;
        approve("1.1.0", "bob");
        byte[] approval = redis.sync().hvals(ReleaseKeys.approvals("1.1.0")).get(0);
        redis.sync().hset(ReleaseKeys.approvals("1.2.0"), "forged", approval);
        assertThatThrownBy(() -> desk().activate("1.2.0", actor("ann")))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("the approval of bob is for another release than 1.2.0");
        redis.sync().hdel(ReleaseKeys.approvals("1.2.0"), "forged");
        approve("1.2.0", "bob");
        desk().activate("1.1.0", actor("ann"));
        assertThatThrownBy(() -> desk().activate("1.2.0", actor("ann")))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("was given when another release was active");
        assertThat(first.manifest().version()).isEqualTo("1.0.0");
    }

    @Test
    void a_rollback_goes_to_the_release_before_and_the_next_one_further() {
        activateFirst();
        ReleaseFollower follower = follower("daemon-1");
        follower.look();
        for (String version : List.of("1.1.0", "1.2.0")) {
            publish(version);
            desk().activate(version, actor("ann"));
            follower.look();
        }
        change = Change.LOOSER;
        assertThat(desk().rollBack(actor("bob"))).isEqualTo("1.1.0");
        assertThat(follower.look().version()).isEqualTo("1.1.0");
        assertThat(desk().rollBack(actor("bob"))).isEqualTo("1.0.0");
        assertThat(follower.look().version()).isEqualTo("1.0.0");
        assertThat(taken).hasSize(5);
        assertThatThrownBy(() -> desk().rollBack(actor("bob")))
                .isInstanceOf(ReleaseException.class)
                .hasMessage("there is no earlier release to go back to; activate another one instead");
    }

    @Test
    void an_activation_that_nobody_trusted_has_signed_is_refused_and_the_release_before_goes_on() {
        activateFirst();
        ReleaseFollower follower = follower("daemon-1");
        follower.look();
        Release release = publish("1.1.0");
        TestKeys strangers = new TestKeys(directory.resolve("strangers"), "eve");
        Activation order = new Activation(
                Activation.ACTIVATE, "1.1.0", release.digest(), "", Change.TIGHTER, "2026-01-28T12:00:00Z", "");
        ActiveRelease forged = new ActiveRelease(Signed.by(strangers.of("eve"), order), List.of(), List.of());
        redis.sync().set(ReleaseKeys.ACTIVE, Json.bytes(forged));
        DaemonReport report = follower.look();
        assertThat(report.version()).isEqualTo("1.0.0");
        assertThat(report.problem())
                .startsWith("the activation is signed by the key ")
                .contains("not trusted here");
    }

    @Test
    void a_loosening_order_without_approval_is_refused_by_the_daemon_too() {
        activateFirst();
        ReleaseFollower follower = follower("daemon-1");
        follower.look();
        Release release = publish("1.1.0");
        Activation order = new Activation(
                Activation.ACTIVATE, "1.1.0", release.digest(), "", Change.LOOSER, "2026-01-28T12:00:00Z", "");
        redis.sync()
                .set(
                        ReleaseKeys.ACTIVE,
                        Json.bytes(new ActiveRelease(Signed.by(keys.of("ann"), order), List.of(), List.of())));
        assertThat(follower.look().problem())
                .isEqualTo("release 1.1.0 needs the approval of a second key and has none");
        Signed own = Signed.by(keys.of("ann"), new Approval("1.1.0", release.digest(), "", "2026-01-28T12:00:00Z", ""));
        redis.sync()
                .set(
                        ReleaseKeys.ACTIVE,
                        Json.bytes(new ActiveRelease(Signed.by(keys.of("ann"), order), List.of(own), List.of())));
        assertThat(follower.look().problem())
                .isEqualTo("the approval of release 1.1.0 is by the key that released it; another key must approve");
        assertThat(taken).hasSize(1);
    }

    @Test
    void a_rollback_to_a_release_that_was_never_active_is_refused_by_the_daemon() {
        activateFirst();
        Release release = publish("1.1.0");
        Activation order = new Activation(
                Activation.ROLLBACK, "1.1.0", release.digest(), "", Change.TIGHTER, "2026-01-28T12:00:00Z", "");
        redis.sync()
                .set(
                        ReleaseKeys.ACTIVE,
                        Json.bytes(new ActiveRelease(Signed.by(keys.of("ann"), order), List.of(), List.of())));
        assertThat(follower("daemon-1").look().problem())
                .isEqualTo("a rollback to 1.1.0, which was never active; activate it");
    }

    @Test
    void an_evicted_release_is_refused_and_taken_as_soon_as_it_is_published_again() {
        Release release = activateFirst();
        redis.sync().del(ReleaseKeys.file("1.0.0"));
        ReleaseFollower follower = follower("daemon-1");
        assertThat(follower.look().problem())
                .isEqualTo("release 1.0.0 was published, but its file is gone from Redis (evicted or deleted);"
                        + " publish the same file again");
        assertThat(taken).isEmpty();
        assertThat(desk().publish(release, AGAIN)).isTrue();
        assertThat(follower.look().problem()).isEmpty();
        assertThat(taken).hasSize(1);
    }

    @Test
    void a_file_that_was_exchanged_in_redis_is_refused() {
        activateFirst();
        Release other = TestReleases.of(
                "1.0.0", keys.of("ann"), Map.of("rulebook.yaml", "version: 1.0.0", "x.drl", "package x"));
        redis.sync().set(ReleaseKeys.file("1.0.0"), other.toBytes());
        assertThat(follower("daemon-1").look().problem())
                .startsWith("what Redis holds as release 1.0.0 is not what was");
        redis.sync().hset(ReleaseKeys.VERSIONS, "1.0.0", other.digest().getBytes(UTF_8));
        assertThat(follower("daemon-2").look().problem())
                .startsWith("what is published as 1.0.0 is not what was activated");
        redis.sync().set(ReleaseKeys.file("1.0.0"), "rubbish".getBytes(UTF_8));
        assertThat(follower("daemon-3").look().problem()).startsWith("not a release");
        assertThat(taken).isEmpty();
    }

    @Test
    void an_approval_is_for_what_was_looked_at_whatever_is_activated_meanwhile() {
        Release first = activateFirst();
        publish("1.1.0");
        publish("1.2.0");
        desk().activate("1.1.0", actor("ann"));
        change = Change.LOOSER;
        desk().approve(desk().release("1.2.0"), Optional.of(first), actor("bob"));
        assertThatThrownBy(() -> desk().activate("1.2.0", actor("ann")))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("was given when another release was active");
    }

    @Test
    void a_release_that_the_daemon_can_t_use_leaves_the_one_before_and_is_tried_once() {
        activateFirst();
        List<String> tried = new ArrayList<>();
        ReleaseFollower follower = new ReleaseFollower(
                redis,
                keys.trusted(),
                "daemon-1",
                (release, said) -> {
                    tried.add(release.manifest().version());
                    if (tried.size() > 1) {
                        throw new IllegalStateException("a canary fails");
                    }
                },
                CLOCK);
        follower.look();
        publish("1.1.0");
        desk().activate("1.1.0", actor("ann"));
        assertThat(follower.look().problem()).isEqualTo("release 1.1.0 can't be used: a canary fails");
        assertThat(follower.look().version()).isEqualTo("1.0.0");
        assertThat(tried).containsExactly("1.0.0", "1.1.0");
    }

    @Test
    void without_an_active_release_a_daemon_says_so() {
        assertThat(follower("daemon-1").look().problem()).isEqualTo("no release is active; activate one");
    }

    @Test
    void of_two_people_who_activate_at_once_one_is_refused() {
        activateFirst();
        publish("1.1.0");
        publish("1.2.0");
        // while the first is still comparing, the second activates
        ReleaseDesk slow = desk((before, after) -> {
            if (after.manifest().version().equals("1.2.0")) {
                desk().activate("1.1.0", actor("bob"));
            }
            return Change.TIGHTER;
        });
        assertThatThrownBy(() -> slow.activate("1.2.0", actor("ann")))
                .isInstanceOf(ReleaseException.class)
                .hasMessage("another release was activated meanwhile; look at releases, then try again");
        assertThat(desk().list().active()).isEqualTo("1.1.0");
    }

    @Test
    void the_list_tells_versions_in_their_order_and_what_is_wrong_with_one() {
        publish("1.10.0");
        publish("1.9.0");
        redis.sync().del(ReleaseKeys.file("1.9.0"));
        assertThat(desk().list().releases())
                .extracting(ReleaseList.Row::version, row -> row.problem().isEmpty())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1.9.0", false),
                        org.assertj.core.groups.Tuple.tuple("1.10.0", true));
    }

    @Test
    void who_released_a_rulebook_and_who_put_it_in_force_is_told_to_those_who_only_read() {
        activateFirst();

        assertThat(ReleasedRulebook.find(redis, "1.0.0", Optional.of(keys.trusted())))
                .hasValueSatisfying(found -> {
                    assertThat(found.said())
                            .isEqualTo("released by ann at 2026-01-28T12:00:00Z: because; activated by ann at"
                                    + " 2026-01-28T12:00:00Z: why ann, approved by bob");
                    assertThat(found.texts().byPath()).containsEntry("gates/one.drl", "package one");
                });
        assertThat(ReleasedRulebook.find(redis, "1.0.0", Optional.empty())
                        .orElseThrow()
                        .said())
                .contains("its signature was not checked");
        keys.distrust("ann");
        assertThat(ReleasedRulebook.find(redis, "1.0.0", Optional.of(keys.trusted()))
                        .orElseThrow()
                        .said())
                .contains("BUT the release is signed by the key");
        assertThat(ReleasedRulebook.find(redis, "9.0.0", Optional.empty())).isEmpty();
    }

    private Release activateFirst() {
        Release release = publish("1.0.0");
        approve("1.0.0", "bob");
        desk().activate("1.0.0", actor("ann"));
        return release;
    }

    private Release publish(String version) {
        Release release = TestReleases.of(version, keys.of("ann"));
        desk().publish(release, new Operator("user", "here", "because"));
        return release;
    }

    private ReleaseDesk desk() {
        return desk((before, after) -> change);
    }

    private ReleaseDesk desk(ReleaseDesk.Judge judge) {
        return new ReleaseDesk(redis, RedisView.EVENTS, keys.trusted(), judge, CLOCK);
    }

    private void approve(String version, String person) {
        desk().approve(desk().release(version), desk().active(), actor(person));
    }

    private ReleaseDesk.Actor actor(String person) {
        return new ReleaseDesk.Actor(keys.of(person), new Operator("user", "here", "why " + person));
    }

    private ReleaseFollower follower(String daemon) {
        return new ReleaseFollower(redis, keys.trusted(), daemon, this::take, CLOCK);
    }

    private void take(Release release, String said) {
        taken.add(release.manifest().version() + " " + release.texts().byPath().get("gates/one.drl"));
    }

    private String digest(String version) {
        return ShortDigest.of(desk().release(version).digest());
    }

    private List<Deed> deeds() {
        return view.entries(RedisView.AUDIT).stream()
                .map(entry -> Deed.read(entry.getOrDefault("json", "").getBytes(UTF_8)))
                .toList();
    }

    private List<Map<String, String>> events() {
        return view.entries(RedisView.EVENTS);
    }
}
