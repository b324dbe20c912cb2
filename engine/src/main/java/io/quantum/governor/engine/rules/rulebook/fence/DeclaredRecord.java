package io.quantum.governor.engine.rules.rulebook.fence;

/**
 * What a rule file declares, as the record that is made of it.
 *
 * @param name its simple name, {@code PortfolioBudget}
 * @param fact whether it is a fact; otherwise a conclusion of the file's own rules
 * @param version of the declaration; empty when it says none, as a conclusion does not
 * @param owner who stands for it, as for its version
 * @param javaPackage of the record: {@link #FACTS}, or of a conclusion the file's own package
 * @param source the record in Java
 * @param line where its declaration begins
 * @param endLine where it ends
 */
public record DeclaredRecord(
        String name,
        boolean fact,
        String version,
        String owner,
        String javaPackage,
        String source,
        int line,
        int endLine) {
    /** The package from which every rule file imports declared facts. */
    public static final String FACTS = "governor.facts";

    /** The record's full name. */
    public String className() {
        return javaPackage + "." + name;
    }
}
