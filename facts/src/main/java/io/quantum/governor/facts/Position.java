package io.quantum.governor.facts;

/**
 * The symbol's open position as one source tells it; a symbol that the exchange does not list is flat there.
 *
 * @param source {@link #EXCHANGE} or {@link #REDIS}
 * @param qtyBase its size in the base asset, the absolute sizes of all its rows summed
 * @param closableQtyBase the part that the plan can close: the row its position side names, else all
 * @param ageSec whole seconds since the source knew it; negative when its timestamp is in the future
 */
public record Position(String source, double qtyBase, double closableQtyBase, long ageSec) implements Fact {
    public static final String EXCHANGE = "exchange";
    public static final String REDIS = "redis";

    public Position {
        qtyBase = Decimals.round8(Require.notNegative("qtyBase", qtyBase));
        closableQtyBase = Decimals.round8(Require.notNegative("closableQtyBase", closableQtyBase));
    }
}
