package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A key that declared facts are made of, with the facts. For use by one thread. */
final class DeclaredKey extends KnownKey<Object> {
    private static final long NEVER = Long.MIN_VALUE;

    private final KeyRead read;
    private final @Nullable Fact[] facts;
    private long madeAtSec = NEVER;

    DeclaredKey(KeyRead read, About about) {
        super(read.key(about), read.belief(), redis -> read.command(redis, about));
        this.read = read;
        this.facts = new @Nullable Fact[read.declarations().size()];
    }

    boolean isOf(KeyRead sort) {
        return read.equals(sort);
    }

    /** Whether governors write it with their decisions. */
    boolean isOwn() {
        return read.isOwn();
    }

    @Override
    void overwritten(byte[] value) {
        if (read.isString()) {
            wrote(value);
        } else {
            changed();
        }
    }

    @Override
    void replaced() {
        madeAtSec = NEVER;
    }

    /**
     * A fact that is made of it, once it was answered. It is made anew when it could have become older.
     *
     * @param n which of the declarations that read this key
     */
    Fact fact(int n, Instant now) {
        long sec = now.getEpochSecond();
        if (madeAtSec != sec) {
            for (int i = 0; i < facts.length; i++) {
                FactDeclaration declaration = read.declarations().get(i);
                if (madeAtSec == NEVER || declaration.isAged()) {
                    facts[i] = DeclaredDecoder.read(declaration, name(), read.row(reply()), now);
                }
            }
            madeAtSec = sec;
        }
        return Objects.requireNonNull(facts[n]);
    }
}
