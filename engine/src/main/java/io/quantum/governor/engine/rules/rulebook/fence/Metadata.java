package io.quantum.governor.engine.rules.rulebook.fence;

import org.drools.drl.ast.descr.AnnotatedBaseDescr;
import org.drools.drl.ast.descr.AnnotationDescr;

/** What stands behind an {@code @}: a text in quotes, and nothing that would have to be worked out. */
public final class Metadata {
    private Metadata() {}

    static boolean isPlainText(AnnotationDescr annotation) {
        return annotation.getValueMap().size() == 1
                && String.valueOf(annotation.getSingleValue()).matches("\"[^\"\\\\*]*\"");
    }

    /** The text of a piece of metadata, without its quotes; empty when there is none. */
    public static String text(AnnotatedBaseDescr of, String name) {
        AnnotationDescr annotation = of.getAnnotation(name);
        return annotation == null
                ? ""
                : String.valueOf(annotation.getSingleValue()).replaceAll("^\"|\"$", "");
    }
}
