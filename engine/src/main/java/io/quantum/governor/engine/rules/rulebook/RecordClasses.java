package io.quantum.governor.engine.rules.rulebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.rules.rulebook.fence.DeclaredRecord;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.util.PortablePath;
import org.kie.memorycompiler.CompilationResult;
import org.kie.memorycompiler.JavaCompiler;

/**
 * The compiled records of what one rule file declares.
 *
 * @param classes their bytes by their names
 */
record RecordClasses(RuleClasses classes) {
    private static final String SOURCES = "src/main/java/";
    private static final String CLASS = ".class";

    /** The records that are in use, by name and digest: one for each, in however many rulebooks it is. */
    private static final Map<String, WeakReference<Class<?>>> IN_USE = new HashMap<>();

    /** Where a record's source lies for the compiler. */
    static String path(DeclaredRecord declared) {
        return SOURCES + declared.className().replace('.', '/') + ".java";
    }

    /** Compiles records in which nothing is wrong; one compiler at a time, as for rules. */
    static synchronized RecordClasses compile(List<DeclaredRecord> records) {
        Map<String, byte[]> byName = new TreeMap<>();
        if (!records.isEmpty()) {
            MemoryFileSystem sources = new MemoryFileSystem();
            MemoryFileSystem compiled = new MemoryFileSystem();
            records.forEach(r -> sources.write(path(r), r.source().getBytes(UTF_8)));
            CompilationResult result = JavaCompiler.createEclipseCompiler(SOURCES)
                    .compile(
                            records.stream().map(RecordClasses::path).toArray(String[]::new),
                            sources,
                            compiled,
                            RecordClasses.class.getClassLoader());
            if (result.getErrors().length > 0) {
                throw new IllegalStateException("declared records can't be compiled: " + result.getErrors()[0]);
            }
            for (PortablePath file : compiled.getFilePaths()) {
                String path = file.asString();
                if (path.endsWith(CLASS)) {
                    byName.put(
                            path.substring(0, path.length() - CLASS.length()).replace('/', '.'),
                            compiled.getBytes(path));
                }
            }
        }
        for (DeclaredRecord declared : records) {
            if (!byName.containsKey(declared.className())) {
                throw new IllegalStateException("the compiler has made no class of " + declared.className());
            }
        }
        return new RecordClasses(new RuleClasses(byName));
    }

    boolean isEmpty() {
        return classes.byName().isEmpty();
    }

    /** The records themselves. */
    List<Class<?>> load() {
        List<Class<?>> loaded = new ArrayList<>();
        classes.byName().forEach((name, bytes) -> loaded.add(load(name, bytes)));
        return loaded;
    }

    private static synchronized Class<?> load(String name, byte[] bytes) {
        String key = name + " " + Sha256.hex(bytes);
        WeakReference<Class<?>> known = IN_USE.get(key);
        Class<?> type = known == null ? null : known.get();
        if (type == null) {
            type = new Loader(bytes.clone()).define(name);
            IN_USE.values().removeIf(used -> used.get() == null);
            IN_USE.put(key, new WeakReference<>(type));
        }
        return type;
    }

    /** The digest of a record that was loaded here. */
    static String digest(Class<?> type) {
        return type.getClassLoader() instanceof Loader loader ? Sha256.hex(loader.bytes) : "";
    }

    /** Each record has one of its own, so that it goes when nobody uses it any more. */
    private static final class Loader extends ClassLoader {
        private final byte[] bytes;

        Loader(byte[] bytes) {
            super(RecordClasses.class.getClassLoader());
            this.bytes = bytes;
        }

        Class<?> define(String name) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
