package io.quantum.governor.loaders.declared;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.FactSource.OfGauge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The exchange and the gauges, each asked about what is its own.
 *
 * @param exchange empty when none is configured
 */
public record OutsideSources(Optional<Outside> exchange, Outside gauges) implements Outside {
    @Override
    public void follow(List<FactDeclaration> declarations) {
        exchange.ifPresent(e -> e.follow(declarations));
        gauges.follow(declarations);
    }

    @Override
    public Fact fact(FactDeclaration declaration, About about, Instant now) {
        if (declaration.source() instanceof OfGauge) {
            return gauges.fact(declaration, about, now);
        }
        return exchange.map(e -> e.fact(declaration, about, now))
                .orElseGet(() -> DeclaredDecoder.missing(declaration, "the exchange is not configured"));
    }
}
