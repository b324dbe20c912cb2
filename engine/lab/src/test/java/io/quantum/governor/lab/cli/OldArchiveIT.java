package io.quantum.governor.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.lab.testing.Launcher;
import io.quantum.governor.lab.testing.TestRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive that a governor wrote whose facts were records of Java, by the rulebook 1.1.0: 150 plans of a demo, in which a
 * violation counted for 3 s.
 */
class OldArchiveIT {
    private final Map<String, String> environment = new HashMap<>();

    OldArchiveIT(@TempDir Path temp) throws IOException {
        Path archive = temp.resolve("audit.db");
        try (InputStream kept = OldArchiveIT.class.getResourceAsStream("/archive/rulebook-1.1.0.db")) {
            Files.copy(Objects.requireNonNull(kept), archive);
        }
        environment.put("GOV_AUDIT_URL", "jdbc:sqlite:" + archive);
    }

    @Test
    void every_record_is_read() {
        assertThat(governor("audit", "verify")).startsWith("0: ").contains("intact: 151 records");
        assertThat(governor("audit", "show", "demo-000130")).startsWith("0: ").contains("demo-000130");
    }

    @Test
    void every_plan_is_decided_again_as_it_was() {
        environment.put("GOV_VIOLATION_WINDOW_SEC", "3");
        assertThat(governor("replay", "--rules", TestRules.DIRECTORY.toString()))
                .startsWith("0: ")
                .contains("150 plans", "144 decided again", "100.00 % agree, 0 flip")
                .doesNotContain("can't be read");
    }

    @Test
    void a_decision_is_explained_and_compared_with_the_rules_of_today() {
        assertThat(governor("explain", "demo-000130", "--against", TestRules.DIRECTORY.toString()))
                .startsWith("0: ")
                .contains("was permitted", "prior execution: executed no", "Nothing differs.");
    }

    private String governor(String... arguments) {
        return Launcher.ended(environment, arguments);
    }
}
