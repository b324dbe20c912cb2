package io.quantum.governor.facts;

/**
 * Concluded: the symbol's position is known well enough to count with.
 *
 * @param source the source that was believed
 * @param qtyBase its size in the base asset, 0 when flat
 * @param closableQtyBase the part that the plan can close
 */
public record KnownPosition(String source, double qtyBase, double closableQtyBase) {}
