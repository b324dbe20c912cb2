package io.quantum.governor.lab.demo;

import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.time.Duration;

/** Positions and prices at the simulated exchange, and whether the governor has seen them. For use by one thread. */
final class Market {
    private static final String SIDE = "BOTH";
    private static final double MOVE = 0.0005;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);

    private final SimulatedExchange exchange;
    private boolean changed = true;
    private long refreshNeeded;

    /** Lists every symbol with its price and its position. */
    Market(SimulatedExchange exchange) {
        this.exchange = exchange;
        open();
        restore();
    }

    /** Lists a position of this size, base asset; NaN makes a row that nobody can read. */
    void hold(Listing symbol, double amountBase) {
        exchange.setPosition(symbol.name(), SIDE, amountBase);
        changed();
    }

    /** Prices move a little. */
    void tick() {
        exchange.movePrices(MOVE);
    }

    /** Lists the prices of the beginning, so that a demo that runs for days does not drift away. */
    void open() {
        for (Listing symbol : Listing.values()) {
            exchange.setMarkPrice(symbol.name(), symbol.priceUsd());
        }
    }

    /** Lists the positions of the beginning. */
    void restore() {
        if (changed) {
            for (Listing symbol : Listing.values()) {
                restore(symbol);
            }
            changed();
            changed = false;
        }
    }

    private void restore(Listing symbol) {
        if (symbol.heldBase() == 0) {
            exchange.removePosition(symbol.name());
        } else {
            exchange.setPosition(symbol.name(), SIDE, symbol.heldBase());
        }
    }

    /** A refresh that was under way may have missed the change; the next one has not. */
    private void changed() {
        changed = true;
        refreshNeeded = exchange.requests(SimulatedExchange.POSITIONS_PATH) + 1;
    }

    /**
     * Waits until the governor has seen the last change: it asks for prices once it has taken in the positions.
     *
     * @throws DemoFailure when it does not ask
     */
    void awaitSeen() {
        long begun = System.nanoTime();
        while (exchange.requests(SimulatedExchange.PRICES_PATH) < refreshNeeded) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new DemoFailure(
                        "the governor has not asked the simulated exchange for " + PATIENCE.toSeconds() + " s");
            }
            EndOfDemo.sleep(POLL);
        }
    }
}
