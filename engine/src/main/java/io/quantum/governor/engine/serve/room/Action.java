package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.Sha256;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.serve.room.Sessions.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that an operator may do by the page. */
interface Action {
    /** Begins what takes long and the preview waits for; only operators may ask for so much. */
    default void prepare() {}

    /**
     * How things stand, and what doing it would change. Two previews with the same digest promise the same.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    Preview preview();

    /**
     * Does it, and records it.
     *
     * @return what was done, in a sentence
     * @throws NotDoneException when it was not, or not wholly
     * @throws RefusedException when whoever asks for it may not have it
     * @throws io.quantum.governor.engine.serve.release.ReleaseException when things are not so any more
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    String perform(Asked asked) throws NotDoneException, RefusedException, InterruptedException;

    /**
     * What must be signed for it, when it is done for this reason now; empty when nothing must.
     *
     * @throws io.quantum.governor.engine.serve.release.ReleaseException when it can't be done now
     */
    default Optional<ToSign> toSign(String reason) {
        return Optional.empty();
    }

    /**
     * What somebody asks for.
     *
     * @param at when what they have signed was written; empty when they have signed nothing
     * @param signature Ed25519, base64; empty when they have signed nothing
     */
    record Asked(Operator operator, String at, String signature) {}

    /**
     * What is to be signed.
     *
     * @param at when it was written, ISO 8601: it comes back with the signature
     * @param message its bytes, base64
     */
    record ToSign(String at, String message) {}

    /** It was not done, or not wholly; the message says what was, and what to do. */
    final class NotDoneException extends Exception {
        private static final long serialVersionUID = 1;

        NotDoneException(String message) {
            super(message);
        }
    }

    /**
     * What somebody reads before they do it.
     *
     * @param action its name
     * @param title what it leads to, as a button says it
     * @param loosens whether more is permitted afterwards than before
     * @param whyNot why it can't be done now; empty when it can
     * @param now how things stand
     * @param will what it changes
     * @param wont what one might expect of it in vain
     * @param type the word to be typed by who means it; empty when a click is enough
     * @param signs what is signed by whoever does it, by name, with its kind; without when and why. Empty when nothing is
     * @param command the same on a command line
     */
    record Preview(
            String action,
            String title,
            boolean loosens,
            String whyNot,
            List<String> now,
            List<String> will,
            List<String> wont,
            String type,
            Map<String, String> signs,
            String command) {

        @JsonProperty
        boolean allowed() {
            return whyNot.isEmpty();
        }

        /** Changes with everything that is promised. */
        @JsonProperty
        String digest() {
            return Sha256.hex(Json.bytes(List.of(action, whyNot, now, will, wont, type, signs)));
        }
    }
}
