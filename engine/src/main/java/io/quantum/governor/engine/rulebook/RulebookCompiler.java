package io.quantum.governor.engine.rulebook;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.Results;
import org.kie.api.builder.model.KieBaseModel;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.runtime.KieContainer;
import org.kie.internal.builder.InternalKieBuilder;
import org.kie.internal.builder.conf.ExternaliseCanonicalModelLambdaOption;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Compiles the files of a rulebook with Drools' executable model; never with the classic builder. */
public final class RulebookCompiler {
    private static final String ROOT = "src/main/resources/governor/rules/";

    /** A part that names no package would compile all of them. */
    private static final String NO_OTHER = "!*";

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
        List<String> faults = new ArrayList<>();
        Map<String, String> packages = new LinkedHashMap<>();
        files.files().forEach(f -> packages.put(f.path(), packageOf(f, faults)));
        if (!faults.isEmpty()) {
            throw new RulebookException(String.join("\n", faults));
        }
        return new Rulebook(files.manifest(), files.digest(), build(files, packages));
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

    private static Map<Part, KieBase> build(RulebookFiles files, Map<String, String> packages) {
        ReleaseId release =
                KIE.newReleaseId("governor", "rulebook", UUID.randomUUID().toString());
        KieFileSystem source = KIE.newKieFileSystem().generateAndWritePomXML(release);
        files.files().forEach(f -> source.write(ROOT + f.path(), f.text()));
        // a module as an object: as kmodule.xml it would need another library of Drools to be written and read
        KieBuilder builder = ((InternalKieBuilder) KIE.newKieBuilder(source))
                .withKModuleModel(module(packages))
                .buildAll(ExecutableModelProject.class);
        try {
            refuseErrors(builder.getResults());
            KieContainer container = KIE.newKieContainer(release);
            var configuration = KIE.newKieBaseConfiguration();
            configuration.setOption(KieBaseMutabilityOption.DISABLED);
            Map<Part, KieBase> bases = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                bases.put(part, container.newKieBase(part.name(), configuration));
            }
            return bases;
        } finally {
            KIE.getRepository().removeKieModule(release);
        }
    }

    private static KieModuleModel module(Map<String, String> packages) {
        KieModuleModel module = KIE.newKieModuleModel();
        // conditions stay in their rule's class; a class for each would take the compiler half a second more
        module.setConfigurationProperty(ExternaliseCanonicalModelLambdaOption.PROPERTY_NAME, "false");
        for (Part part : Part.values()) {
            KieBaseModel base = module.newKieBaseModel(part.name());
            packages.forEach((path, name) -> {
                if (part.evaluates(path)) {
                    base.addPackage(name);
                }
            });
            base.addPackage(NO_OTHER);
        }
        return module;
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
