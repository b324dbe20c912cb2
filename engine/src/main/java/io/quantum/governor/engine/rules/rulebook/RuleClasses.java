package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.DenyingClassLoader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.drools.model.Model;

/**
 * The classes that the compiler makes of one rule file. They can be kept as bytes, and are read again without it.
 *
 * @param byName their bytes by their names
 */
record RuleClasses(Map<String, byte[]> byName) {
    /** Drools names the class that holds a file's rules by a digest. */
    private static final String MODEL = ".*\\.Rules[0-9A-F]{32}";

    /**
     * Reads what {@link #bytes} returned.
     *
     * @throws IOException when it is not that
     */
    static RuleClasses read(byte[] bytes) throws IOException {
        Map<String, byte[]> byName = new TreeMap<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        while (in.available() > 0) {
            String name = in.readUTF();
            byName.put(name, in.readNBytes(in.readInt()));
        }
        return new RuleClasses(byName);
    }

    /** Everything, as one piece. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Map.Entry<String, byte[]> entry : byName.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue().length);
            out.write(entry.getValue());
        }
        return bytes.toByteArray();
    }

    /**
     * Loads them, behind the second fence, and gives the rules that they describe.
     *
     * @param declared the records that the rules may name besides, by their names
     */
    Model load(Map<String, Class<?>> declared) {
        String model = byName.keySet().stream()
                .filter(name -> name.matches(MODEL))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there are no rules in " + byName.keySet()));
        try {
            return Class.forName(model, true, new Loader(byName, declared))
                    .asSubclass(Model.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("rules can't be loaded: " + e, e);
        }
    }

    /** What the rules' classes can't name, they can't use. */
    private static final class Loader extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        private final Map<String, byte[]> byName;
        private final Map<String, Class<?>> declared;

        Loader(Map<String, byte[]> byName, Map<String, Class<?>> declared) {
            super(new DenyingClassLoader(RuleClasses.class.getClassLoader()));
            this.byName = byName;
            this.declared = declared;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> type = declared.get(name);
            if (type != null) {
                return type;
            }
            byte[] bytes = byName.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
