package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.DeclaredTypes;
import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.fence.Declarations;
import io.quantum.governor.engine.rules.rulebook.fence.Fence;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.loaders.declared.FactKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at a rulebook and tells what is wrong with it; changes nothing. */
public final class Lint {
    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::file).thenComparing(Finding::line).thenComparing(Finding::sentence);

    private Lint() {}

    /**
     * Looks at everything: the text of the rules, what stands beside them, and what the gates answer. Rules that are
     * kept compiled are not compiled again.
     *
     * @param directory as {@link RulebookFiles#read} reads it
     * @return the findings, by file and line; none when there is nothing to say
     * @throws RulebookException when the directory is no rulebook at all
     */
    public static List<Finding> check(Path directory) {
        Optional<Path> home =
                Optional.ofNullable(directory.toAbsolutePath().normalize().getParent());
        return check(RulebookTexts.read(directory), home, FactKeys.of(System.getenv()));
    }

    /**
     * As {@link #check(Path)}, of texts that were read before.
     *
     * @param home where the documents are; empty when they are not to be looked for
     * @param keys what facts may be read of
     */
    public static List<Finding> check(RulebookTexts rulebook, Optional<Path> home, FactKeys keys) {
        try {
            return check(rulebook, RulebookFiles.of(rulebook), home, keys);
        } catch (RulebookException e) {
            if (e.faults().isEmpty()) {
                throw e;
            }
            return compiled(e);
        }
    }

    private static List<Finding> check(
            RulebookTexts rulebook, RulebookFiles files, Optional<Path> home, FactKeys keys) {
        List<ParsedFile> parsed = files.parsed();
        DeclaredTypes types = DeclaredTypes.of(parsed);
        List<Finding> findings = new ArrayList<>(texts(parsed, types));
        findings.addAll(limits(files));
        findings.addAll(DeclarationLint.keys(types, keys));
        findings.addAll(RuleLint.packages(parsed));
        findings.addAll(ThresholdLint.variables(parsed));
        findings.addAll(ModesLint.check(parsed));
        findings.addAll(PartLint.check(parsed, types.facts().keySet()));
        boolean understood = findings.isEmpty();
        parsed.stream()
                .filter(f -> f.faults().isEmpty() && !f.content().getRules().isEmpty())
                .forEach(f -> findings.addAll(Beside.check(rulebook, home, f)));
        boolean tested = findings.stream().noneMatch(Finding::isError);
        // what can't be understood can't be compiled, and would only be told a second time
        if (understood) {
            try {
                Rulebook compiled = RulebookCompiler.compile(files);
                List<Finding> ofTests = tested ? TestFileLint.check(rulebook, compiled) : List.of();
                findings.addAll(DeclarationLint.unread(compiled));
                home.ifPresent(h -> findings.addAll(Beside.factPage(h, files, compiled)));
                findings.addAll(ofTests.isEmpty() ? Probe.check(rulebook, compiled) : ofTests);
            } catch (RulebookException e) {
                findings.addAll(compiled(e));
            }
        }
        findings.addAll(BindingLint.check(parsed));
        // versions are raised once, when everything else is as it shall be
        if (findings.stream().noneMatch(Finding::isError)) {
            findings.addAll(RulebookLock.check(rulebook, files, parsed));
        }
        return findings.stream().sorted(ORDER).toList();
    }

    /**
     * Looks at the text of the rules alone: what can be told without their directory, and without compiling them.
     *
     * @param known rule files in which nothing was wrong when they were in a rulebook together
     */
    public static List<Finding> check(RulebookFiles files, Set<RuleFile> known) {
        Set<String> others = files.files().stream()
                .filter(file -> !known.contains(file))
                .map(file -> RuleLint.stem(file.path()))
                .collect(Collectors.toSet());
        List<ParsedFile> all = files.parsed();
        // rules are named after their file, so only files of the same name can have rules of the same name
        List<ParsedFile> parsed = all.stream()
                .filter(file -> others.contains(RuleLint.stem(file.path())))
                .toList();
        DeclaredTypes types = DeclaredTypes.of(all);
        List<Finding> findings = new ArrayList<>(texts(parsed, types));
        findings.addAll(limits(files));
        findings.addAll(RuleLint.packages(all));
        findings.addAll(ThresholdLint.variables(all));
        findings.addAll(ModesLint.check(all));
        findings.addAll(PartLint.check(all, types.facts().keySet()));
        return findings.stream().sorted(ORDER).toList();
    }

    /** Which facts are read of keys that this operator does not allow; another one may. */
    public static List<Finding> keys(Rulebook rulebook, FactKeys allowed) {
        return DeclarationLint.keys(rulebook.types(), allowed);
    }

    private static List<Finding> limits(RulebookFiles files) {
        return files.limits().faults().stream().map(Finding::of).toList();
    }

    private static List<Finding> texts(List<ParsedFile> parsed, DeclaredTypes types) {
        List<Finding> findings = new ArrayList<>();
        types.faults().forEach(fault -> findings.add(Finding.of(fault)));
        // what is wrong with a declaration is told there, and not once more wherever the fact is named
        Set<String> declared = new TreeSet<>(types.facts().keySet());
        parsed.forEach(file -> file.content().getTypeDeclarations().stream()
                .filter(Declarations::isFact)
                .forEach(fact -> declared.add(fact.getTypeName())));
        for (ParsedFile file : parsed) {
            file.faults().forEach(fault -> findings.add(Finding.of(fault)));
            Fence.check(file, types.facts(), types.own(file.path())).forEach(fault -> findings.add(Finding.of(fault)));
            if (file.faults().isEmpty()) {
                findings.addAll(RuleLint.check(file, declared));
                findings.addAll(ThresholdLint.check(file));
                findings.addAll(DeclarationLint.check(file));
                findings.addAll(KnownLint.check(file));
                findings.addAll(KeptLint.check(file, types.facts()));
            }
        }
        findings.addAll(RuleLint.duplicates(parsed));
        return findings;
    }

    private static List<Finding> compiled(RulebookException e) {
        return e.faults().isEmpty()
                ? List.of(
                        Finding.error("rulebook.yaml", 1, "", String.valueOf(e.getMessage()), "look at the thresholds"))
                : e.faults().stream().map(Finding::of).toList();
    }
}
