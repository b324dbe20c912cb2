package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.List;
import java.util.Set;

/**
 * The second fence: compiled rules find only the classes that are named here. Whatever the first fence overlooks ends
 * with a missing class, and the plan that it was tried on is blocked.
 */
public final class DenyingClassLoader extends ClassLoader {
    private static final String CODE_GENERATOR = "org.drools.model.codegen.";

    /** The facts, and what Drools writes into the classes of rules. */
    private static final List<String> PACKAGES = List.of(
            FactTypes.PACKAGE,
            "org.drools.model.",
            "org.drools.modelcompiler.dsl.pattern.",
            // Drools asks for all of them when it opens a rulebook, though no rule can use one
            "org.drools.core.base.accumulators.");

    private static final Set<String> CLASSES = Set.of(
            "java.io.Serializable",
            "java.lang.Boolean",
            "java.lang.CharSequence",
            "java.lang.Comparable",
            "java.lang.Double",
            "java.lang.IllegalArgumentException",
            "java.lang.Integer",
            "java.lang.Iterable",
            "java.lang.Long",
            "java.lang.Math",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.RuntimeException",
            "java.lang.String",
            "java.lang.StringBuilder",
            "java.lang.Throwable",
            "java.lang.invoke.LambdaMetafactory",
            "java.lang.invoke.StringConcatFactory",
            // a constructor that is called often gets a class of its own, which nobody else can reach
            "jdk.internal.reflect.ConstructorAccessorImpl",
            "jdk.internal.reflect.MethodAccessorImpl",
            // every compiled rulebook has a formatter of dates; it has no clock
            "java.time.format.DateTimeFormatter",
            "java.time.format.DateTimeFormatterBuilder",
            "java.util.ArrayList",
            "java.util.Arrays",
            "java.util.Collections",
            "java.util.List",
            "java.util.Locale",
            "java.util.Objects",
            "org.drools.base.factmodel.AccessibleFact",
            "org.drools.base.factmodel.GeneratedFact",
            "org.drools.modelcompiler.CanonicalKieModuleModel",
            "org.drools.modelcompiler.util.EvaluationUtil",
            "org.drools.util.DateUtils",
            "org.kie.api.builder.ReleaseId",
            "org.kie.api.definition.type.Position");

    static {
        registerAsParallelCapable();
    }

    /**
     * @param code where the allowed classes are found
     */
    public DenyingClassLoader(ClassLoader code) {
        super(code);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isAllowed(name)) {
            throw new ClassNotFoundException("rules may not use " + name);
        }
        return super.loadClass(name, resolve);
    }

    private static boolean isAllowed(String name) {
        return CLASSES.contains(name)
                || (PACKAGES.stream().anyMatch(name::startsWith) && !name.startsWith(CODE_GENERATOR));
    }
}
