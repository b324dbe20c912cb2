package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.Outside;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Other sources than Redis, of which none has anything. */
final class NothingOutside implements Outside {
    private final List<FactDeclaration> followed = new ArrayList<>();

    /** What was to be followed. */
    List<FactDeclaration> followed() {
        return followed;
    }

    @Override
    public void follow(List<FactDeclaration> declarations) {
        followed.addAll(declarations);
    }

    @Override
    public Fact fact(FactDeclaration declaration, About about, Instant now) {
        return DeclaredDecoder.missing(declaration, "outside");
    }
}
