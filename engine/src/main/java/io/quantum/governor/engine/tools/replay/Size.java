package io.quantum.governor.engine.tools.replay;

/** How large a plan is. */
enum Size {
    UNKNOWN("unknown", 0),
    BELOW_10("below 10 USD", 10),
    BELOW_100("10 to 100 USD", 100),
    BELOW_1000("100 to 1000 USD", 1000),
    BELOW_10000("1000 to 10 000 USD", 10_000),
    ABOVE("10 000 USD and more", Double.POSITIVE_INFINITY);

    private final String words;
    private final double belowUsd;

    Size(String words, double belowUsd) {
        this.words = words;
        this.belowUsd = belowUsd;
    }

    /** @param notionalUsd 0 when nobody can tell */
    static Size of(double notionalUsd) {
        if (notionalUsd <= 0) {
            return UNKNOWN;
        }
        for (Size size : values()) {
            if (notionalUsd < size.belowUsd) {
                return size;
            }
        }
        return ABOVE;
    }

    String words() {
        return words;
    }
}
