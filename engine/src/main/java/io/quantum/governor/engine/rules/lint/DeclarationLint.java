package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.DeclaredTypes;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.fence.Declarations;
import io.quantum.governor.engine.rules.rulebook.fence.Metadata;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;

/** Looks at what files declare besides thresholds: whether somebody stands for a fact, and somebody needs it. */
final class DeclarationLint {
    private final ParsedFile file;
    private final List<Finding> findings = new ArrayList<>();

    private DeclarationLint(ParsedFile file) {
        this.file = file;
    }

    /** What the text of one file tells. */
    static List<Finding> check(ParsedFile file) {
        DeclarationLint lint = new DeclarationLint(file);
        for (TypeDeclarationDescr declared : file.content().getTypeDeclarations()) {
            if (Declarations.isFact(declared)) {
                lint.fact(declared);
            } else if (Declarations.isConclusion(declared)) {
                lint.conclusion(declared);
            }
        }
        return lint.findings;
    }

    private void fact(TypeDeclarationDescr declared) {
        if (!Metadata.text(declared, "version").matches("[0-9]+\\.[0-9]+\\.[0-9]+")) {
            error(
                    declared,
                    "the fact " + declared.getTypeName() + " has no version",
                    "write @version(\"1.0.0\") behind its source");
        }
        if (Metadata.text(declared, "owner").isEmpty()) {
            error(
                    declared,
                    "the fact " + declared.getTypeName() + " has no owner",
                    "write @owner(\"risk\") behind its source");
        }
    }

    private void conclusion(TypeDeclarationDescr declared) {
        String name = declared.getTypeName();
        boolean made = file.content().getRules().stream()
                .map(rule -> String.valueOf(rule.getConsequence()))
                .anyMatch(does -> does.matches("(?s).*\\bnew\\s+" + name + "\\s*\\(.*"));
        if (!made) {
            error(declared, "no rule concludes " + name, "insert( new " + name + "(...) ) in one, or delete it");
        }
        if (file.content().getRules().stream().noneMatch(rule -> asks(rule, name))) {
            error(declared, "no rule asks for " + name, "write " + name + "( ... ) in another rule, or delete it");
        }
    }

    private boolean asks(RuleDescr rule, String name) {
        return Pattern.compile("\\b" + name + "\\s*\\(")
                .matcher(file.conditions(rule))
                .find();
    }

    /** Facts that are read of keys which the operator keeps from rulebooks. */
    static List<Finding> keys(DeclaredTypes types, FactKeys allowed) {
        List<Finding> findings = new ArrayList<>();
        types.facts().forEach((name, type) -> {
            if (!allowed.allow(
                    FactDeclaration.of(type.asSubclass(DeclaredFact.class)).source())) {
                findings.add(Finding.error(
                        Objects.requireNonNull(types.places().get(name)),
                        types.line(name),
                        "",
                        "the fact " + name + " is read of a key outside " + String.join(", ", allowed.patterns())
                                + ", which is all that " + FactKeys.VARIABLE + " allows",
                        "choose another key, or ask the operator to add this one to " + FactKeys.VARIABLE));
            }
        });
        return findings;
    }

    /** Facts that no rule names. They are never read, so they do no harm. */
    static List<Finding> unread(Rulebook rulebook) {
        DeclaredTypes types = rulebook.types();
        return types.facts().entrySet().stream()
                .filter(fact -> !rulebook.kinds().isNamed(Fact.nameOf(fact.getKey())))
                .map(fact -> Finding.warning(
                        Objects.requireNonNull(types.places().get(fact.getKey())),
                        types.line(fact.getKey()),
                        "",
                        "no rule reads the fact " + fact.getKey(),
                        "import it in a rule file and ask for it, or delete it"))
                .toList();
    }

    private void error(TypeDeclarationDescr declared, String sentence, String remedy) {
        findings.add(Finding.error(file.path(), declared.getLine(), "", sentence, remedy));
    }
}
