package io.quantum.governor.loaders.declared;

import io.quantum.governor.facts.Fact;
import java.time.Instant;
import java.util.List;

/** A source that is kept fresh in the background: the exchange, or pages of metrics. */
public interface Outside {
    /** From now on these are what is asked about; the source may forget everything else. Answers at once. */
    void follow(List<FactDeclaration> declarations);

    /** The same for somebody who asks now and then, and has no say in what is kept fresh. */
    default Outside overheard() {
        Outside source = this;
        return new Outside() {
            @Override
            public void follow(List<FactDeclaration> declarations) {
                // whoever decides says what is followed
            }

            @Override
            public Fact fact(FactDeclaration declaration, About about, Instant now) {
                return source.fact(declaration, about, now);
            }
        };
    }

    /**
     * Tells what it knows; answers at once.
     *
     * @param declaration one whose source this is
     * @param now the moment from which ages count
     * @return the fact, or why there is none
     */
    Fact fact(FactDeclaration declaration, About about, Instant now);
}
