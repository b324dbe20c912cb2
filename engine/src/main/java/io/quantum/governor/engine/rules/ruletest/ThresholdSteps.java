package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.rulebook.Threshold;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The values one step beside a threshold's own. A step is 1 for a whole number, one in the fourth digit for any other,
 * and a switch has one other position.
 */
public final class ThresholdSteps {
    private static final int DIGITS = 4;
    private static final BigDecimal BESIDE_ZERO = new BigDecimal("0.001");

    private ThresholdSteps() {}

    /** Those of the values, as texts, that the threshold's bounds allow. */
    public static List<String> beside(Threshold threshold) {
        return candidates(threshold.value())
                .filter(text -> isAllowed(threshold, text))
                .toList();
    }

    /** A threshold's own value, as a text. */
    public static String own(Threshold threshold) {
        return threshold.value() instanceof Double number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : threshold.value().toString();
    }

    private static Stream<String> candidates(Object value) {
        if (value instanceof Boolean on) {
            return Stream.of(String.valueOf(!on));
        }
        BigDecimal number = new BigDecimal(value.toString()).stripTrailingZeros();
        BigDecimal step = value instanceof Long ? BigDecimal.ONE : step(number);
        return Stream.of(number.subtract(step), number.add(step)).map(BigDecimal::toPlainString);
    }

    private static BigDecimal step(BigDecimal number) {
        return number.signum() == 0
                ? BESIDE_ZERO
                : BigDecimal.ONE.scaleByPowerOfTen(number.precision() - number.scale() - DIGITS);
    }

    private static boolean isAllowed(Threshold threshold, String text) {
        try {
            threshold.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
