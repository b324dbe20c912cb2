package io.quantum.governor.engine.serve.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.record.archive.ArchivedRecord;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that archives what it decides. */
class ArchiveRoleIT {
    private static final String UNARCHIVED = "governor_decisions_unarchived";

    private final RedisView redis = new RedisView(TestRedis.uri());

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void empty() {
        redis.commands().flushall();
    }

    @AfterEach
    void end() {
        redis.commands().flushall();
        redis.close();
    }

    @Test
    void a_decision_and_the_rulebook_before_it_are_archived() {
        ArchiveUrl url = ArchiveUrl.ofFile(directory.resolve("audit.db"));
        try (TestGovernor governor = start(directory)) {
            redis.publish(TestPlan.halfClose("archived:1", "BTCUSDT"));
            governor.awaitOutcomes(1);
            await().atMost(RedisView.PATIENCE).until(() -> redis.commands().xlen(RedisView.AUDIT) == 0);

            try (Archive archive = Archive.open(url)) {
                List<ArchivedRecord> all = new ArrayList<>();
                archive.scan(Optional.empty(), Optional.empty(), all::add);
                assertThat(all)
                        .extracting(record -> AuditRow.of(record).kind().outcome())
                        .hasSize(2)
                        .startsWith("RULEBOOK");
                String digest = RecordReader.read(
                                archive.ofPlan("archived:1").get(0).json())
                        .rulebook()
                        .digest();
                RulebookTexts texts = archive.rulebook(digest).orElseThrow();
                assertThat(RulebookCompiler.compile(RulebookFiles.of(texts)).digest())
                        .isEqualTo(digest);
                assertThat(archive.verify(Optional.empty(), done -> {}).fault()).isEmpty();
            }
            await().atMost(RedisView.PATIENCE).until(() -> governor.metric(UNARCHIVED) == 0);
            assertThat(health(governor).at("/archive/state").asText()).isEqualTo("archiving");
        }
    }

    @Test
    void while_the_database_is_away_permits_go_on_and_health_tells_how_far_it_is_behind() throws IOException {
        Path blocked = Files.writeString(directory.resolve("data"), "no directory");
        try (TestGovernor governor = start(blocked)) {
            redis.publish(TestPlan.halfClose("away:1", "BTCUSDT"));
            governor.awaitOutcomes(1);
            assertThat(redis.permit("away:1").isMissingNode()).isFalse();
            await().atMost(RedisView.PATIENCE).until(() -> governor.metric(UNARCHIVED) == 3);
            await().atMost(RedisView.PATIENCE)
                    .until(() -> health(governor).at("/archive/state").asText().contains("can't be made"));
            assertThat(governor.page("/health").statusCode()).isEqualTo(200);
            assertThat(health(governor).at("/archive/since").asText()).startsWith("20");

            Files.delete(blocked);

            await().atMost(RedisView.PATIENCE).until(() -> redis.commands().xlen(RedisView.AUDIT) == 0);
            try (Archive archive = Archive.open(ArchiveUrl.ofFile(blocked.resolve("audit.db")))) {
                assertThat(archive.ofPlan("away:1")).hasSize(1);
            }
        }
    }

    private static TestGovernor start(Path data) {
        return TestGovernor.start(
                TestRedis.uri(), Map.of("APPLY_MODE", "dry_run", "GOV_AUDIT_URL", "", "GOV_DATA_DIR", data.toString()));
    }

    private static JsonNode health(TestGovernor governor) {
        try {
            return new ObjectMapper().readTree(governor.page("/health").body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
