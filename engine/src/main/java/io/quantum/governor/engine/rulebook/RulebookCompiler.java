package io.quantum.governor.engine.rulebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.Results;
import org.kie.internal.builder.InternalKieBuilder;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Compiles the files of a rulebook with Drools' executable model; never with the classic builder. */
public final class RulebookCompiler {
    private static final String ROOT = "src/main/resources/governor/rules/";

    private static final KieServices KIE = KieServices.get();

    private RulebookCompiler() {}

    /**
     * Parses and compiles.
     *
     * @param files what {@link RulebookFiles#read} returned
     * @return the rulebook, immutable
     * @throws RulebookException naming file and line of everything that can't be parsed, or what can't be compiled
     */
    public static Rulebook compile(RulebookFiles files) {
        return new Rulebook(files, classes(files).bases());
    }

    /** As {@link #compile}, without the last step. */
    static CompiledRules classes(RulebookFiles files) {
        List<String> faults = new ArrayList<>();
        Map<String, String> packages = new LinkedHashMap<>();
        files.files().forEach(f -> packages.put(f.path(), packageOf(f, faults)));
        if (!faults.isEmpty()) {
            throw new RulebookException(String.join("\n", faults));
        }
        return build(files, packages);
    }

    /** The package that a file's rules are in; whatever is wrong with the file is added to the faults. */
    private static String packageOf(RuleFile file, List<String> faults) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            @Nullable PackageDescr parsed = parser.parse(false, file.text());
            parser.getErrors().stream()
                    .map(e ->
                            file.path() + ":" + (e.getLines().length > 0 ? e.getLines()[0] : 1) + ": " + e.getMessage())
                    .forEach(faults::add);
            if (parsed != null && !parsed.getName().isEmpty()) {
                return parsed.getName();
            }
            if (parser.getErrors().isEmpty()) {
                faults.add(file.path() + ":1: no package; begin the file with one, such as governor.gates.burst");
            }
        } catch (DroolsParserException e) {
            faults.add(file.path() + ": " + e.getMessage());
        }
        return "";
    }

    private static CompiledRules build(RulebookFiles files, Map<String, String> packages) {
        KieFileSystem source = KIE.newKieFileSystem().generateAndWritePomXML(CompiledRules.RELEASE);
        files.files().forEach(f -> source.write(ROOT + f.path(), f.text()));
        CompiledRules.writePackages(source, packages);
        KieBuilder builder = ((InternalKieBuilder) KIE.newKieBuilder(source))
                .withKModuleModel(CompiledRules.model(packages))
                .buildAll(ExecutableModelProject.class);
        // Drools holds on to what it has built, for others to find; nobody looks for it there
        KIE.getRepository().removeKieModule(CompiledRules.RELEASE);
        refuseErrors(builder.getResults());
        return new CompiledRules((InternalKieModule) builder.getKieModule());
    }

    private static void refuseErrors(Results results) {
        List<Message> errors = results.getMessages(Message.Level.ERROR);
        if (!errors.isEmpty()) {
            throw new RulebookException(errors.stream()
                    .map(m -> m.getPath().replace(ROOT, "") + ": " + m.getText())
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
    }
}
