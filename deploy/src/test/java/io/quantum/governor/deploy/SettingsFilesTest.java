package io.quantum.governor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings that are installed are those of the contract, each with its default. */
class SettingsFilesTest {
    private static final List<String> NAMES = List.of("governor", "portfolio-risk-governor", "allocation-target");
    private static final Pattern VARIABLE = Pattern.compile("`([A-Z][A-Z0-9_]+)`");
    private static final Pattern SETTING = Pattern.compile("#([A-Z][A-Z0-9_]+)=(.*)");

    /** Whoever publishes a release sets it for that one command. */
    private static final Set<String> OF_COMMANDS = Set.of("GOV_RELEASE_KEY");

    @Test
    void everySettingOfTheContractIsThereAndNoOther() throws IOException {
        Set<String> installed = new TreeSet<>(OF_COMMANDS);
        for (String name : NAMES) {
            installed.addAll(settings(name).keySet());
        }

        assertThat(installed).isEqualTo(contract().keySet());
    }

    @Test
    void eachThresholdHasTheDefaultOfTheContract() throws IOException {
        Map<String, String> contract = contract();
        for (String name : NAMES) {
            settings(name).forEach((variable, value) -> {
                String told = contract.getOrDefault(variable, "");
                if (!told.isEmpty()) {
                    assertThat(value).as(variable).isEqualTo(told);
                }
            });
        }
    }

    @Test
    void eachSettingStandsBelowAComment() throws IOException {
        for (String name : NAMES) {
            String before = "";
            for (String line : lines(name)) {
                if (line.startsWith("#") && SETTING.matcher(line).matches()) {
                    assertThat(before).as(name + ": " + line).startsWith("#");
                }
                before = line;
            }
        }
    }

    @Test
    void nothingIsSetBeforeSomebodySetsIt() throws IOException {
        for (String name : NAMES) {
            assertThat(lines(name)).allMatch(line -> line.isEmpty() || line.startsWith("#"));
        }
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(Path.of("env", name + ".env"));
    }

    private static Map<String, String> settings(String name) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String line : lines(name)) {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                settings.put(setting.group(1), setting.group(2));
            }
        }
        return settings;
    }

    /** The variables of the contract with the defaults of the thresholds; empty for those of other settings. */
    private static Map<String, String> contract() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "contract.md"));
        Map<String, String> variables = new TreeMap<>();
        for (String row : page.substring(page.indexOf("## Environment")).lines().toList()) {
            if (!row.startsWith("| `")) {
                continue;
            }
            List<String> cells = List.of(row.split("\\|", -1));
            List<String> names = new ArrayList<>();
            VARIABLE.matcher(cells.get(1))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(names::add);
            boolean isThreshold = cells.size() > 6;
            names.forEach(name -> variables.put(name, isThreshold ? cells.get(2).strip() : ""));
        }
        return variables;
    }
}
