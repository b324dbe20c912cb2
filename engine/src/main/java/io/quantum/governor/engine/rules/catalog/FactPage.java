package io.quantum.governor.engine.rules.catalog;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of {@code docs/facts.md} that is made of the rulebook. */
public final class FactPage {
    /** Where the page lies, from the directory that holds the rulebook. */
    public static final String PATH = "docs/facts.md";

    private static final String BEGIN = "<!-- made of the rulebook by: governor facts --write -->\n";
    private static final String END = "<!-- end of what is made -->\n";

    /** The two lines between which it stands. */
    public static final String MARKS = BEGIN + END;

    private static final Pattern MADE =
            Pattern.compile(Pattern.quote(BEGIN) + ".*?" + Pattern.quote(END), Pattern.DOTALL);

    private FactPage() {}

    /** Whether a page has a place for it. */
    public static boolean hasPlace(String page) {
        return MADE.matcher(page).find();
    }

    /** The page with these facts in that place. */
    public static String with(List<FactSheet> facts, String page) {
        return MADE.matcher(page).replaceFirst(Matcher.quoteReplacement(BEGIN + text(facts) + END));
    }

    private static String text(List<FactSheet> facts) {
        StringBuilder text = new StringBuilder("\n");
        for (FactSheet fact : facts) {
            text.append("### `").append(fact.fact()).append("`\n\n");
            text.append(fact.meaning()).append('\n').append('\n');
            text.append("Read of `").append(fact.source()).append("`. Version ").append(fact.version());
            text.append(" of ")
                    .append(fact.owner())
                    .append(", in `")
                    .append(fact.file())
                    .append("`; asked by ");
            text.append(fact.readBy().isEmpty() ? "no rule" : "`" + String.join("`, `", fact.readBy()) + "`");
            text.append(".\n\n| field | type | read of | unit | allowed | when not there |\n");
            text.append("| --- | --- | --- | --- | --- | --- |\n");
            fact.fields().forEach(field -> text.append(row(field)));
            text.append('\n');
        }
        return text.toString();
    }

    private static String row(FactSheet.Field field) {
        return "| `" + field.name() + "` | " + field.type() + " | `" + field.of() + "` | " + field.unit() + " | "
                + field.allowed() + " | " + (field.otherwise().isEmpty() ? "missing" : "`" + field.otherwise() + "`")
                + " |\n";
    }
}
