package io.quantum.governor.loaders.redis;

import io.quantum.governor.loaders.UnreadableException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What marks a plan id as decided.
 *
 * @param decidedAtSec Unix time of the decision, whole seconds
 * @param decision PERMIT or BLOCK
 */
public record DecisionMark(long decidedAtSec, String decision) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}) ([A-Z]+)");

    static DecisionMark parse(String text) throws UnreadableException {
        Matcher mark = FORM.matcher(text);
        if (!mark.matches()) {
            throw new UnreadableException("'" + Fields.cut(text) + "' is not '<unix seconds> <decision>'");
        }
        return new DecisionMark(Long.parseLong(mark.group(1)), mark.group(2));
    }

    /** As it is stored: {@code 1737753600 PERMIT}. */
    public String text() {
        return decidedAtSec + " " + decision;
    }
}
