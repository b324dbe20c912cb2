package io.quantum.governor.engine.serve.release;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.tools.compare.Change;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A statement that waits for a signature: what it says comes true once somebody who may has signed it. */
public final class Draft {
    private static final TypeReference<LinkedHashMap<String, String>> FIELDS = new TypeReference<>() {};

    private final Signed.Statement statement;
    private final Change change;
    private final Consumer<Signed> check;
    private final BiConsumer<Signed, Operator> deed;

    /**
     * @param change what it changes
     * @param check refuses signatures that don't count
     * @param deed does what is signed
     */
    Draft(Signed.Statement statement, Change change, Consumer<Signed> check, BiConsumer<Signed, Operator> deed) {
        this.statement = statement;
        this.change = change;
        this.check = check;
        this.deed = deed;
    }

    /** What it changes, compared with what is active. */
    public Change change() {
        return change;
    }

    /** What kind of statement it is: a signature under one kind is none under another. */
    public String kind() {
        return statement.getClass().getSimpleName();
    }

    /** When it is written, to the second. */
    public Instant at() {
        return Times.parse(statement.at());
    }

    /** What it says, by name. */
    public Map<String, String> says() {
        return Json.MAPPER.convertValue(statement, FIELDS);
    }

    /** The bytes that are signed, by Ed25519. */
    public byte[] message() {
        return Signed.message(statement);
    }

    /**
     * It, signed.
     *
     * @throws ReleaseException when that person may not sign it
     */
    public Signed signedBy(Signer signer) {
        Signed signed = signer.sign(statement);
        check.accept(signed);
        return signed;
    }

    /**
     * Does what is signed.
     *
     * @param signed by {@link #signedBy}
     * @param operator who does it, from where and why
     * @throws ReleaseException when it can't be done any more
     */
    public void carryOut(Signed signed, Operator operator) {
        deed.accept(signed, operator);
    }
}
