package io.quantum.governor.engine.serve.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.Range;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.Patience;
import io.quantum.governor.loaders.sandbox.BundledCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two cells in one Redis Cluster, each with governors of its own. */
class CellsIT {
    private static final List<String> CELLS = List.of("{binance-main}:", "{binance-hedge}:");
    private static final String AUDIT = "quantum:stream:governor.audit";
    private static final String PLANS = "quantum:stream:apply.plan";
    private static final int SYMBOLS = 20;
    private static final int PLANS_EACH = 400;
    private static final int PERMITS_A_SYMBOL = 2;

    private final BundledCluster cluster = BundledCluster.start();
    private final RedisClusterClient client = RedisClusterClient.create(RedisURI.create(
            "redis://127.0.0.1:" + cluster.firstPrimaryOf(CELLS.get(0)).port()));
    private final RedisAdvancedClusterCommands<String, String> redis = commands();

    private RedisAdvancedClusterCommands<String, String> commands() {
        client.setOptions(ClusterClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(Duration.ofMillis(500))
                        .build())
                .build());
        return client.connect().sync();
    }

    @AfterEach
    void end() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        cluster.close();
    }

    @Test
    void cells_know_nothing_of_each_other_and_outlive_the_node_that_holds_them() {
        String moving = CELLS.get(0);
        String staying = CELLS.get(1);
        assertThat(cluster.firstPrimaryOf(moving)).isNotSameAs(cluster.firstPrimaryOf(staying));
        try (GovernorProcess first = governor(moving);
                GovernorProcess second = governor(moving);
                GovernorProcess other = governor(staying)) {
            List.of(first, second, other)
                    .forEach(governor -> Patience.await()
                            .untilAsserted(() -> assertThat(governor.output()).contains("deciding plans")));
            publish(0, PLANS_EACH / 2);
            cluster.firstPrimaryOf(moving).killHard();
            publish(PLANS_EACH / 2, PLANS_EACH);
            CELLS.forEach(this::publishWhatWasLost);
            CELLS.forEach(this::awaitDecided);
        }
        CELLS.forEach(this::check);
        assertThat(cluster.keys()).allMatch(key -> CELLS.stream().anyMatch(key::startsWith));
    }

    private GovernorProcess governor(String cell) {
        return GovernorProcess.run(
                cluster.uri(), Map.of("GOV_KEY_PREFIX", cell, "APPLY_MODE", "production", "GOV_AUDIT_URL", "off"));
    }

    private void publish(int from, int to) {
        for (int i = from; i < to; i++) {
            for (String cell : CELLS) {
                publish(cell, i);
            }
        }
    }

    private void publish(String cell, int number) {
        Map<String, String> plan = Map.of(
                "plan_id", planId(cell, number),
                "symbol", "SYM" + number % SYMBOLS,
                "action", "PARTIAL_50",
                "decision", "EXECUTE",
                "close_qty", "0.0");
        Patience.await()
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> !redis.xadd(cell + PLANS, plan).isEmpty());
    }

    /** A node that dies takes with it what its replica had not got yet. */
    private void publishWhatWasLost(String cell) {
        Set<String> there = redis.xrange(cell + PLANS, Range.unbounded()).stream()
                .map(entry -> entry.getBody().get("plan_id"))
                .collect(Collectors.toSet());
        for (int i = 0; i < PLANS_EACH; i++) {
            if (!there.contains(planId(cell, i))) {
                publish(cell, i);
            }
        }
    }

    private static String planId(String cell, int number) {
        return (cell.equals(CELLS.get(0)) ? "main-" : "hedge-") + number;
    }

    private void awaitDecided(String cell) {
        Patience.await().ignoreExceptionsInstanceOf(RedisException.class).until(() -> {
            long published = redis.xlen(cell + PLANS);
            long pending = redis.xpending(cell + PLANS, "governor").getCount();
            return pending == 0 && decisions(cell).size() == published;
        });
    }

    /** Their records, by the ids of their entries. */
    private Map<String, JsonNode> decisions(String cell) {
        Map<String, JsonNode> all = new HashMap<>();
        for (StreamMessage<String, String> entry : redis.xrange(cell + AUDIT, Range.unbounded())) {
            JsonNode record = json(entry.getBody().getOrDefault("json", ""));
            if (record.has("stream_id")) {
                assertThat(all.put(record.path("stream_id").asText(), record))
                        .as("a second record")
                        .isNull();
            }
        }
        return all;
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Each plan of the cell has one outcome, which the keys tell as its record does, and no limit is exceeded. */
    private void check(String cell) {
        Map<String, JsonNode> decisions = decisions(cell);
        Map<String, Integer> permits = new HashMap<>();
        Map<String, String> outcomes = new HashMap<>();
        for (StreamMessage<String, String> entry : redis.xrange(cell + PLANS, Range.unbounded())) {
            String planId = entry.getBody().get("plan_id");
            JsonNode record = decisions.getOrDefault(entry.getId(), MissingNode.getInstance());
            assertThat(record.path("plan").path("plan_id").asText())
                    .as(entry.getId())
                    .isEqualTo(planId);
            String outcome = record.path("outcome").asText();
            if (!outcome.equals("DUPLICATE")) {
                assertThat(outcomes.put(planId, outcome))
                        .as("a second outcome of " + planId)
                        .isNull();
            }
            if (outcome.equals("PERMIT")) {
                permits.merge(entry.getBody().get("symbol"), 1, Integer::sum);
            }
        }
        for (int i = 0; i < PLANS_EACH; i++) {
            String planId = planId(cell, i);
            assertThat(outcomes).containsKey(planId);
            assertThat(redis.exists(cell + "quantum:governor:block:" + planId))
                    .as(planId)
                    .isEqualTo("BLOCK".equals(outcomes.get(planId)) ? 1 : 0);
        }
        assertThat(permits.values()).hasSize(SYMBOLS).containsOnly(PERMITS_A_SYMBOL);
        for (int i = 0; i < SYMBOLS; i++) {
            assertThat(redis.llen(cell + "quantum:governor:exec:SYM" + i)).isEqualTo(PERMITS_A_SYMBOL);
        }
    }
}
