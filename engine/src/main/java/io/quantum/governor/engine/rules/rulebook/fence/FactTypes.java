package io.quantum.governor.engine.rules.rulebook.fence;

import io.quantum.governor.facts.DeclaredConclusion;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The types that rules may name, by reflection: those of the facts room, and those that a rulebook declares. */
public final class FactTypes {
    static final String PACKAGE = Fact.class.getPackageName() + ".";

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString", "getClass");
    private static final String ENDING = ".class";

    private FactTypes() {}

    /** The type of a simple name, {@code Plan}. */
    public static Optional<Class<?>> named(String simpleName) {
        try {
            Class<?> type = Class.forName(PACKAGE + simpleName, false, Fact.class.getClassLoader());
            return Modifier.isPublic(type.getModifiers()) ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Whether rules may name it: a type of the facts room, or one that a rulebook declares. */
    public static boolean isFactType(Class<?> type) {
        return type.getName().startsWith(PACKAGE)
                || DeclaredFact.class.isAssignableFrom(type)
                || DeclaredConclusion.class.isAssignableFrom(type);
    }

    /** The simple names of all types. */
    static Set<String> names() {
        String folder = PACKAGE.replace('.', '/');
        try {
            Path code = Path.of(Fact.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return simpleNames(Files.isDirectory(code) ? inDirectory(code.resolve(folder)) : inJar(code, folder));
        } catch (IOException | UncheckedIOException | URISyntaxException e) {
            throw new IllegalStateException("the facts can't be listed", e);
        }
    }

    /** The records of the facts room: what is loaded, and what rules conclude. */
    public static Stream<Class<?>> records() {
        return names().stream().<Class<?>>map(name -> named(name).orElseThrow()).filter(Class::isRecord);
    }

    private static List<String> inDirectory(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> String.valueOf(f.getFileName())).toList();
        }
    }

    private static List<String> inJar(Path jar, String folder) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(e -> e.getName())
                    .filter(name -> name.startsWith(folder))
                    .map(name -> name.substring(folder.length()))
                    .toList();
        }
    }

    private static Set<String> simpleNames(List<String> files) {
        Set<String> names = new TreeSet<>();
        files.stream()
                .filter(f -> f.endsWith(ENDING) && !f.contains("$") && !f.contains("-"))
                .map(f -> f.substring(0, f.length() - ENDING.length()))
                .filter(name -> named(name).isPresent())
                .forEach(names::add);
        return names;
    }

    /** The public methods that a type of the facts room itself declares. */
    static List<Method> methods(Class<?> type) {
        if (!isFactType(type)) {
            return List.of();
        }
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
                .filter(m -> !OF_EVERY_OBJECT.contains(m.getName()))
                .toList();
    }

    /** What a condition calls by a bare name: {@code ageSec}, or {@code opening} of {@code isOpening()}. */
    static Optional<Class<?>> property(Class<?> type, String name) {
        return methods(type).stream()
                .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
                .filter(m -> propertyName(m).equals(name) || m.getName().equals(name))
                .findFirst()
                .<Class<?>>map(Method::getReturnType);
    }

    /** The names of everything that a condition may ask of a type. */
    public static Set<String> properties(Class<?> type) {
        Set<String> names = new TreeSet<>();
        methods(type).stream()
                .filter(m -> !Modifier.isStatic(m.getModifiers()))
                .forEach(m -> names.add(propertyName(m)));
        return names;
    }

    private static String propertyName(Method method) {
        String name = method.getName();
        for (String prefix : List.of("is", "get")) {
            if (name.startsWith(prefix)
                    && name.length() > prefix.length()
                    && Character.isUpperCase(name.charAt(prefix.length()))) {
                return Character.toLowerCase(name.charAt(prefix.length())) + name.substring(prefix.length() + 1);
            }
        }
        return name;
    }
}
