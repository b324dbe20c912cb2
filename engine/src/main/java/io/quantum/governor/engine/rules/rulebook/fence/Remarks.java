package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in a rule file for people alone. */
public final class Remarks {
    /** Possessive, so that a long text needs no deep stack. */
    private static final String TEXT = "\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"";

    private static final Pattern TEXT_OR_REMARK =
            Pattern.compile("(" + TEXT + ")|//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private Remarks() {}

    /** A text of rules with a blank in place of each remark; two slashes inside quotes begin none. */
    public static String without(String text) {
        return TEXT_OR_REMARK
                .matcher(text)
                .replaceAll(found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group(1)));
    }
}
