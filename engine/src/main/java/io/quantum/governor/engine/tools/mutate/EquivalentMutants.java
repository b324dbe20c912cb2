package io.quantum.governor.engine.tools.mutate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quantum.governor.engine.base.process.FileFault;
import io.quantum.governor.engine.rules.ruletest.RuleTestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The mutants that no test can notice, because the rules decide the same with them; the risk team says which, and why, in
 * {@code tests/equivalent-mutants.yaml}.
 *
 * @param entries what the file says
 */
public record EquivalentMutants(List<Entry> entries) {
    private static final String FILE = "tests/equivalent-mutants.yaml";
    private static final JsonMapper YAML = new JsonMapper(new YAMLFactory());

    /**
     * One of them.
     *
     * @param subject the rule's name, or the threshold's
     * @param change what is different, in the words of the command
     * @param why why it can't be noticed
     */
    public record Entry(String subject, String change, String why) {
        /** Refuses an entry that does not say all three. */
        public Entry {
            for (String said : Arrays.asList(subject, change, why)) {
                if (said == null || said.isBlank()) {
                    throw new IllegalArgumentException("an entry says subject, change and why");
                }
            }
        }

        private boolean is(Mutant mutant) {
            return mutant.subject().equals(subject) && mutant.change().equals(change);
        }

        private String fault(String what) {
            return FILE + ": \"" + subject + "\", " + change + ": " + what;
        }
    }

    /**
     * Reads the file, if there is one.
     *
     * @param directory the rulebook's directory
     * @throws RuleTestException when it can't be read
     */
    public static EquivalentMutants read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return new EquivalentMutants(List.of());
        }
        try {
            return new EquivalentMutants(List.of(YAML.readValue(file.toFile(), Entry[].class)));
        } catch (JsonProcessingException e) {
            throw new RuleTestException(FILE + ": line " + line(e) + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RuleTestException(FILE + ": can't be read (" + FileFault.reason(e) + ")");
        }
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    /**
     * Refuses entries that are about no mutant.
     *
     * @param all every mutant of the rulebook
     */
    public void refuseUnknown(List<Mutant> all) {
        refuse(entries.stream()
                .filter(entry -> all.stream().noneMatch(entry::is))
                .map(entry -> entry.fault("there is no such mutant; correct or delete the entry"))
                .toList());
    }

    void refuseNoticed(List<Mutant> noticed) {
        refuse(entries.stream()
                .filter(entry -> noticed.stream().anyMatch(entry::is))
                .map(entry -> entry.fault("a test notices this mutant; delete the entry"))
                .toList());
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new RuleTestException(faults.stream().distinct().collect(Collectors.joining("\n")));
        }
    }

    boolean isEquivalent(Mutant mutant) {
        return entries.stream().anyMatch(entry -> entry.is(mutant));
    }
}
