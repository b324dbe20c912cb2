package io.quantum.governor.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of dependencies: facts, loaders, engine; and who may see Drools. */
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
            .whereLayer("engine")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("loaders")
            .mayOnlyBeAccessedByLayers("engine");

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
