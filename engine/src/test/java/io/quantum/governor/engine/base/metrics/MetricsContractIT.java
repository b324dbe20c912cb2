package io.quantum.governor.engine.base.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages of metrics have the metrics of the contract, each of its kind, and no other. */
class MetricsContractIT {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\| ?([a-z]*) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z0-9_]+)`");

    @Test
    void pagesAndContractNameTheSame() throws IOException {
        try (SimulatedExchange exchange = SimulatedExchange.start();
                TestGovernor governor = TestGovernor.start(
                        TestRedis.uri(),
                        TestGovernor.withExchange("production", exchange),
                        EnumSet.allOf(Role.class))) {
            assertThat(live(governor.page("/metrics").body())).isEqualTo(contract("8044"));
            assertThat(live(governor.budgetPage("GET", "/metrics").body())).isEqualTo(contract("8049"));
            assertThat(live(governor.allocationPage("/metrics").body())).isEqualTo(contract("8065"));
        }
    }

    /** Kinds by name. Those of the JVM, its process and the machine are not the governor's. */
    private static Map<String, String> live(String page) {
        Map<String, String> kinds = new TreeMap<>();
        TYPE.matcher(page).results().forEach(found -> kinds.put(found.group(1), found.group(2)));
        kinds.keySet().removeIf(name -> name.matches("(jvm|process|system)_.*"));
        return kinds;
    }

    private static Map<String, String> contract(String port) throws IOException {
        String page = Files.readString(TestRules.HOME.resolve("docs/contract.md"));
        Map<String, String> kinds = rows(section(page, port));
        // what both engines have is described once
        kinds.replaceAll(
                (name, kind) -> kind.isEmpty() ? rows(section(page, "8049")).getOrDefault(name, "") : kind);
        return kinds;
    }

    private static String section(String page, String port) {
        int from = page.indexOf("## Metrics of port " + port);
        return page.substring(from, page.indexOf("\n## ", from));
    }

    private static Map<String, String> rows(String section) {
        Map<String, String> kinds = new TreeMap<>();
        ROW.matcher(section)
                .results()
                .forEach(row ->
                        NAME.matcher(row.group(1)).results().forEach(name -> kinds.put(name.group(1), row.group(2))));
        return kinds;
    }
}
