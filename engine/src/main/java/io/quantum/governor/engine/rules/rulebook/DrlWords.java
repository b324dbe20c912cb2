package io.quantum.governor.engine.rules.rulebook;

import java.util.ArrayList;
import java.util.List;
import org.antlr.runtime.ANTLRStringStream;
import org.antlr.runtime.CommonToken;
import org.antlr.runtime.Token;
import org.drools.drl.parser.DRLFactory;
import org.drools.drl.parser.lang.DRLLexer;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** The words of a piece of a rule file, as the grammar of the rule language cuts them; spaces and comments are none. */
public final class DrlWords {
    private DrlWords() {}

    /**
     * One word and where it stands.
     *
     * @param text a name, a sign such as {@code >=}, or a literal with its quotes
     * @param start offset of its first character in the piece
     * @param end offset after its last character
     */
    public record Word(String text, int start, int end) {

        /** The text of a literal without its quotes. */
        public String unquoted() {
            return isLiteral() ? text.substring(1, text.length() - 1) : text;
        }

        /** Whether it is a literal text. */
        public boolean isLiteral() {
            return text.length() > 1 && (text.charAt(0) == '"' || text.charAt(0) == '\'');
        }
    }

    /** Cuts a piece of a rule file that the parser has accepted. */
    public static List<Word> of(String piece) {
        DRLLexer lexer = DRLFactory.getDRLLexer(new ANTLRStringStream(piece), LanguageLevelOption.DRL6);
        List<Word> words = new ArrayList<>();
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getChannel() == Token.DEFAULT_CHANNEL && token instanceof CommonToken word) {
                words.add(new Word(word.getText(), word.getStartIndex(), word.getStopIndex() + 1));
            }
        }
        return words;
    }
}
