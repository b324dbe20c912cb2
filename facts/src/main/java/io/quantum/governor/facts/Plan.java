package io.quantum.governor.facts;

/**
 * An order plan that asks for a permit (contract 1, {@code quantum:stream:apply.plan}).
 *
 * @param planId its publisher's name for it
 * @param symbol the traded pair, {@code BTCUSDT}
 * @param action what it would do, {@code FULL_CLOSE_PROPOSED}; {@code UNKNOWN} when it doesn't say
 * @param decision what its publisher decided, {@code EXECUTE} when it wants to be executed
 * @param side {@code BUY}, {@code LONG}, {@code SELL} or {@code SHORT}; empty when it doesn't say
 * @param positionSide the row it closes in hedge mode, {@code LONG} or {@code SHORT}; empty when it doesn't say
 * @param strategy which strategy wants it; {@value #DEFAULT} when it doesn't say
 * @param account for which account; {@value #DEFAULT} when it doesn't say
 * @param qtyBase the quantity it names, in the base asset; 0 when it names none
 * @param closeQtyBase the quantity to close that it names, in the base asset; 0 when it names none
 * @param ageSec whole seconds since it was published, by its stream id
 */
public record Plan(
        String planId,
        String symbol,
        String action,
        String decision,
        String side,
        String positionSide,
        String strategy,
        String account,
        @KnownIf({"qtyBase > 0", "qtyBase == 0"}) double qtyBase,
        @KnownIf({"closeQtyBase > 0", "closeQtyBase == 0"}) double closeQtyBase,
        long ageSec)
        implements Fact {
    /** The strategy and the account of a plan that names none. */
    public static final String DEFAULT = "default";

    public Plan {
        strategy = strategy.isEmpty() ? DEFAULT : strategy;
        account = account.isEmpty() ? DEFAULT : account;
        qtyBase = Decimals.round8(Require.notNegative("qtyBase", qtyBase));
        closeQtyBase = Decimals.round8(Require.notNegative("closeQtyBase", closeQtyBase));
    }
}
