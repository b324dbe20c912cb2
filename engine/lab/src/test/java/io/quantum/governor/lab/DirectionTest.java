package io.quantum.governor.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of dependencies: facts, loaders, engine, lab; and who may see Drools and the sandbox. */
@AnalyzeClasses(packages = "io.quantum.governor", importOptions = ImportOption.DoNotIncludeTests.class)
final class DirectionTest {
    @ArchTest
    static final ArchRule ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("facts")
            .definedBy("io.quantum.governor.facts..")
            .layer("loaders")
            .definedBy("io.quantum.governor.loaders..")
            .layer("engine")
            .definedBy("io.quantum.governor.engine..")
            .layer("lab")
            .definedBy("io.quantum.governor.lab..")
            .whereLayer("lab")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("lab")
            .whereLayer("loaders")
            .mayOnlyBeAccessedByLayers("engine", "lab");

    @ArchTest
    static final ArchRule NO_PACKAGE_DEPENDS_ON_ITSELF_BY_WAY_OF_OTHERS =
            slices().matching("io.quantum.governor.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_LAB_PLAYS_IN_THE_SANDBOX = noClasses()
            .that()
            .resideOutsideOfPackages("io.quantum.governor.lab..", "..loaders.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..loaders.sandbox..");

    @ArchTest
    static final ArchRule FACTS_DEPEND_ON_NOTHING = noClasses()
            .that()
            .resideInAPackage("io.quantum.governor.facts..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("io.quantum.governor.facts..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule ONLY_RULEBOOK_AND_EVALUATION_SEE_DROOLS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..engine.rules.rulebook..",
                    "..engine.rules.evaluate..",
                    "..engine.rules.ruletest..",
                    "..engine.rules.lint..",
                    "..engine.tools.mutate..",
                    "..engine.tools.nearmiss..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.drools..", "org.kie..");
}
