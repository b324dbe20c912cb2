package io.quantum.governor.lab.demo;

/** A symbol of the simulated exchange, as it stands when a round of scenes begins. */
public enum Listing {
    BTCUSDT(95_000, 0.0065),
    ETHUSDT(3_300, 0.06),
    SOLUSDT(190, 0.6),
    BNBUSDT(680, 0.15),
    XRPUSDT(2.4, 40),
    ADAUSDT(0.98, -100),
    DOGEUSDT(0.35, 250),
    AVAXUSDT(36, 2),
    LINKUSDT(24, 0),
    DOTUSDT(6.8, 0),
    LTCUSDT(115, 0),
    ATOMUSDT(6.5, 0);

    private final double priceUsd;
    private final double heldBase;

    Listing(double priceUsd, double heldBase) {
        this.priceUsd = priceUsd;
        this.heldBase = heldBase;
    }

    /** What one unit of the base asset costs, USD. */
    public double priceUsd() {
        return priceUsd;
    }

    /** The position, signed, base asset. */
    public double heldBase() {
        return heldBase;
    }
}
