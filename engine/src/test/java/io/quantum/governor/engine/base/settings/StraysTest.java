package io.quantum.governor.engine.base.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StraysTest {
    private static final Set<String> THRESHOLDS =
            ThresholdValues.variables(TestRules.with(Map.of()).rulebook());

    @Test
    void a_typo_is_told_with_the_name_that_was_meant() {
        assertThat(Strays.sentences(
                        Map.of(
                                "GOV_KILL_SCORE_CRITCAL",
                                "0.7",
                                "GOV_HTTP_BIND",
                                "::",
                                "GOV_TEST_REDIS_IMAGE",
                                "r",
                                "HOME",
                                "/",
                                "REDIS_PROT",
                                "6380",
                                "REDIS_PORT_6379_TCP",
                                "tcp://172.17.0.2:6379"),
                        THRESHOLDS))
                .containsExactly(
                        "GOV_KILL_SCORE_CRITCAL is neither a setting nor a threshold of this rulebook, and"
                                + " changes nothing while it decides: the nearest known one is 'GOV_KILL_SCORE_CRITICAL'",
                        "REDIS_PROT is neither a setting nor a threshold of this rulebook, and"
                                + " changes nothing while it decides: the nearest known one is 'REDIS_PORT'");
    }

    @Test
    void every_variable_of_the_contract_is_known_and_the_contract_names_every_one() throws IOException {
        Set<String> shipped = ThresholdValues.variables(
                ActiveRules.read(TestRules.SHIPPED, Map.of()).rulebook());
        String contract = Files.readString(TestRules.HOME.resolve("docs/contract.md"));
        Set<String> told = new TreeSet<>();
        Matcher variables = Pattern.compile("`(GOV_[A-Z0-9_]+)`").matcher(contract);
        while (variables.find()) {
            told.add(variables.group(1));
        }
        Set<String> known = new TreeSet<>(Strays.SETTINGS);
        shipped.stream().filter(name -> name.startsWith("GOV_")).forEach(known::add);

        assertThat(told).isEqualTo(known);
        assertThat(Strays.OTHERS).allSatisfy(name -> assertThat(contract).contains("`" + name + "`"));
    }
}
