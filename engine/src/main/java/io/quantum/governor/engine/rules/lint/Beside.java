package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.catalog.FactPage;
import io.quantum.governor.engine.rules.catalog.FactSheet;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for what belongs to a rule file: its tests, its header, and its page among the documents. */
final class Beside {
    private static final Pattern PAGE = Pattern.compile("(?m)^// Page +(docs/\\S+\\.md)\\s*$");

    private Beside() {}

    /**
     * @param home where the documents are; empty when they are not to be looked for
     */
    static List<Finding> check(RulebookTexts rulebook, Optional<Path> home, ParsedFile file) {
        List<Finding> findings = new ArrayList<>();
        String test = "tests/" + RuleLint.stem(file.path()) + ".yaml";
        if (!rulebook.byPath().containsKey(test)) {
            findings.add(Finding.error(file.path(), 1, "", "it has no tests", "write " + test));
        }
        if (!file.line(1).startsWith("// ")) {
            findings.add(Finding.warning(
                    file.path(),
                    1,
                    "",
                    "it does not say what it asks",
                    "begin it with a header, as the other rule files do"));
            return findings;
        }
        Matcher page = PAGE.matcher(file.text());
        if (!page.find()) {
            findings.add(Finding.warning(
                    file.path(),
                    1,
                    "",
                    "its header names no page",
                    "write '// Page     docs/gates/" + RuleLint.stem(file.path()) + ".md' above the package"));
        } else if (home.filter(
                        h -> Files.isDirectory(h.resolve("docs")) && !Files.isRegularFile(h.resolve(page.group(1))))
                .isPresent()) {
            findings.add(Finding.warning(
                    file.path(),
                    (int) file.text().substring(0, page.start()).lines().count() + 1,
                    "",
                    "its page " + page.group(1) + " is not there",
                    "write it"));
        }
        return findings;
    }

    /** Whether the page of facts, if there is one, tells those that the rulebook declares. */
    static List<Finding> factPage(Path home, RulebookFiles files, Rulebook rulebook) {
        Path path = home.resolve(FactPage.PATH);
        try {
            String page = Files.isRegularFile(path) ? Files.readString(path) : "";
            if (FactPage.hasPlace(page)
                    && !FactPage.with(FactSheet.of(files, rulebook), page).equals(page)) {
                return List.of(Finding.warning(
                        "../" + FactPage.PATH,
                        1,
                        "",
                        "it does not match the declared facts",
                        "renew it with: governor facts --write"));
            }
            return List.of();
        } catch (IOException e) {
            return List.of(Finding.warning(
                    "../" + FactPage.PATH, 1, "", "it can't be read: " + e.getMessage(), "look at its permissions"));
        }
    }
}
