package io.quantum.governor.engine.rulebook;

import io.quantum.governor.engine.rulebook.fence.DenyingClassLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieContainerImpl;
import org.drools.compiler.kie.builder.impl.KieModuleKieProject;
import org.drools.compiler.kie.builder.impl.MemoryKieModule;
import org.drools.compiler.kproject.models.KieBaseModelImpl;
import org.drools.model.Model;
import org.drools.modelcompiler.CanonicalKieModule;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieBaseModel;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.internal.builder.conf.ExternaliseCanonicalModelLambdaOption;

/** The classes that the compiler makes of a rulebook. They can be kept as bytes, and are read again without it. */
final class CompiledRules {
    /** Drools writes it into the classes; what is read must have the same. */
    static final ReleaseId RELEASE = KieServices.get().newReleaseId("governor", "rulebook", "1");

    /** The file beside the classes that says which package the rules of each file are in. */
    private static final String PACKAGES = "governor/packages";

    /** A part that names no package would hold all of them. */
    private static final String NO_OTHER = "!*";

    private final InternalKieModule module;

    CompiledRules(InternalKieModule module) {
        this.module = module;
    }

    /**
     * Reads what {@link #bytes} returned.
     *
     * @throws IOException when it is not that
     */
    static CompiledRules read(byte[] bytes) throws IOException {
        MemoryFileSystem files = new MemoryFileSystem();
        // Drools has a method for this, which reads byte by byte
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.write(entry.getName(), zip.readAllBytes(), true);
                }
            }
        }
        byte[] packages = files.getBytes(PACKAGES);
        if (packages == null) {
            throw new IOException("no " + PACKAGES + " in it");
        }
        Map<String, String> byPath = new LinkedHashMap<>();
        new String(packages, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ", 2))
                .forEach(line -> byPath.put(line[1], line[0]));
        return new CompiledRules(new CanonicalKieModule(new MemoryKieModule(RELEASE, model(byPath), files)));
    }

    /** Everything, as one piece. */
    byte[] bytes() {
        return module.getBytes();
    }

    /** The rules, ready to be evaluated. */
    Map<Part, KieBase> bases() {
        KieServices kie = KieServices.get();
        KieContainerImpl container = new KieContainerImpl(fenced(), kie.getRepository());
        var configuration = kie.newKieBaseConfiguration();
        configuration.setOption(KieBaseMutabilityOption.DISABLED);
        Map<Part, KieBase> bases = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            bases.put(part, container.newKieBase(part.name(), configuration));
        }
        return bases;
    }

    /** What the rules' classes can't name, they can't use. */
    private KieModuleKieProject fenced() {
        return new KieModuleKieProject(module, new DenyingClassLoader(CompiledRules.class.getClassLoader()));
    }

    /** The rules of each part before they are put together; a rulebook may be made of some of them. */
    Map<Part, Collection<Model>> models() {
        KieModuleKieProject project = fenced();
        // it gives the classes their loader
        new KieContainerImpl(project, KieServices.get().getRepository());
        CanonicalKieModule compiled = (CanonicalKieModule) module;
        Map<Part, Collection<Model>> models = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            models.put(part, compiled.getModelForKBase((KieBaseModelImpl) project.getKieBaseModel(part.name())));
        }
        return models;
    }

    /** Lays the packages beside the sources; the compiler passes them on. */
    static void writePackages(KieFileSystem source, Map<String, String> packages) {
        source.write(
                "src/main/resources/" + PACKAGES,
                packages.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining("\n")));
    }

    /**
     * The parts and what is in them. As an object: a kmodule.xml would need another library of Drools.
     *
     * @param packages packages by the path of their file
     */
    static KieModuleModel model(Map<String, String> packages) {
        KieModuleModel module = KieServices.get().newKieModuleModel();
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
}
