package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.rulebook.DrlWords;
import io.quantum.governor.engine.rules.rulebook.DrlWords.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as a rule's consequence gives it: {@code answers.block( "burst", "burst_limit_exceeded", ... )}.
 *
 * @param gate the gate's name
 * @param answer PASS, OPEN or BLOCK
 * @param reason empty for a pass
 * @param verb where {@code block} stands in the consequence
 * @param gateName where the gate's name stands
 * @param last where the reason stands; the gate's name when there is no reason
 */
public record GateAnswer(String gate, String answer, String reason, Word verb, Word gateName, Word last) {
    private static final List<String> VERBS = List.of("pass", "open", "block");

    /** Every answer that a consequence gives. */
    public static List<GateAnswer> of(String consequence) {
        List<Word> words = DrlWords.of(consequence);
        List<GateAnswer> answers = new ArrayList<>();
        for (int i = 0; i + 4 < words.size(); i++) {
            if (words.get(i).text().equals("answers")
                    && VERBS.contains(words.get(i + 2).text())) {
                answers.add(at(words, i + 2));
            }
        }
        return answers;
    }

    private static GateAnswer at(List<Word> words, int verb) {
        Word gate = words.get(verb + 2);
        boolean passes = words.get(verb).text().equals("pass");
        Word reason = passes ? gate : words.get(verb + 4);
        return new GateAnswer(
                gate.unquoted(),
                words.get(verb).text().toUpperCase(java.util.Locale.ROOT),
                passes ? "" : reason.unquoted(),
                words.get(verb),
                gate,
                reason);
    }
}
