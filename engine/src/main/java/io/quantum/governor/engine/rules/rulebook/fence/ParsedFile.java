package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * One rule file as Drools' parser understood it.
 *
 * @param path relative to the rulebook's directory
 * @param text its whole text
 * @param content what was understood; of a file with faults perhaps only a part
 * @param faults what was not understood
 */
public record ParsedFile(String path, String text, PackageDescr content, List<Fault> faults) {
    /** What is said of an expression that nobody can look at to its end. */
    static final String TOO_DEEP = "a condition or what the rule does is too long, or has too many brackets";

    static final String SHORTER = "write shorter ones, in several rules";

    public ParsedFile {
        faults = List.copyOf(faults);
    }

    /** Parses; never throws because of the text. */
    public static ParsedFile of(String path, String text) {
        List<Fault> characters = Characters.ofRules(path, text);
        if (!characters.isEmpty()) {
            return new ParsedFile(path, text, new PackageDescr(""), characters);
        }
        OptionalInt tooDeep = Brackets.tooDeep(text);
        if (tooDeep.isPresent()) {
            return new ParsedFile(
                    path,
                    text,
                    new PackageDescr(""),
                    List.of(new Fault(path, tooDeep.getAsInt(), "", TOO_DEEP, SHORTER)));
        }
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        Faults faults = new Faults(path);
        @Nullable PackageDescr content = null;
        try {
            content = parser.parse(false, text);
            SyntaxSentences sentences = new SyntaxSentences(text);
            parser.getErrors().forEach(error -> sentences.add(error, faults));
        } catch (DroolsParserException | RuntimeException e) {
            faults.add(
                    1, "", "the file is not understood (" + e.getMessage() + ")", "compare it with another rule file");
        } catch (StackOverflowError e) {
            faults.add(longestLine(text), "", TOO_DEEP, SHORTER);
        }
        PackageDescr known = content == null ? new PackageDescr("") : content;
        if (known.getName().isEmpty() && faults.all().isEmpty()) {
            faults.add(1, "", "the file has no package", "begin it with one, such as: package governor.gates.burst");
        }
        return new ParsedFile(path, text, known, faults.all());
    }

    /** The name of the package that the rules are in. */
    public String packageName() {
        return content.getName();
    }

    /**
     * The text as the rule compiler takes it: in place of each declaration of a fact or a conclusion, of which there is a
     * record, stands its import; every line keeps its number.
     */
    public String withoutDeclarations() {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (DeclaredRecord declared : Declarations.of(this).records()) {
            for (int line = declared.line(); line <= declared.endLine(); line++) {
                lines.set(line - 1, "");
            }
            lines.set(declared.line() - 1, "import " + declared.className());
        }
        return String.join("\n", lines) + "\n";
    }

    /** A line of the text, counted from 1; empty when there is no such line. */
    public String line(int number) {
        List<String> lines = text.lines().toList();
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** What a rule asks for, between {@code when} and {@code then}, without remarks. */
    public String conditions(RuleDescr rule) {
        return text.lines()
                .limit(Math.max(0, rule.getConsequenceLine() - 1))
                .skip(Math.max(0, rule.getLine() - 1))
                .dropWhile(line -> !line.strip().equals("when"))
                .collect(Collectors.collectingAndThen(Collectors.joining("\n"), Remarks::without));
    }

    private static int longestLine(String text) {
        List<String> lines = text.lines().toList();
        int longest = 0;
        for (int at = 1; at < lines.size(); at++) {
            longest = lines.get(at).length() > lines.get(longest).length() ? at : longest;
        }
        return longest + 1;
    }
}
