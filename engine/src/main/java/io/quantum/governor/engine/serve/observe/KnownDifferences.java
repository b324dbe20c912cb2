package io.quantum.governor.engine.serve.observe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Differences between two governors that somebody has looked at and accepts. They are counted by their names and never hidden.
 *
 * @param all the first that fits counts
 */
public record KnownDifferences(List<Known> all) {
    /** There are none. */
    public static final KnownDifferences NONE = new KnownDifferences(List.of());

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * One of them; what is empty fits everything.
     *
     * @param name by which it is counted: lower case letters, digits, dashes
     * @param result {@code we_block}, {@code other_reason}...
     * @param gate the number of the gate
     * @param reason the reason code
     * @param symbol of the plan
     * @param link where it is explained
     */
    public record Known(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String result,
            @JsonProperty(defaultValue = "") String gate,
            @JsonProperty(defaultValue = "") String reason,
            @JsonProperty(defaultValue = "") String symbol,
            @JsonProperty(required = true) String link) {
        public Known {
            gate = gate == null ? "" : gate;
            reason = reason == null ? "" : reason;
            symbol = symbol == null ? "" : symbol;
        }

        private boolean fits(Observation observed, String ofSymbol) {
            return result.equals(observed.result())
                    && fits(gate, observed.gate())
                    && fits(reason, observed.reason())
                    && fits(symbol, ofSymbol);
        }

        private static boolean fits(String wanted, String found) {
            return wanted.isEmpty() || wanted.equals(found);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException saying what is wrong where
     */
    public static KnownDifferences read(Path file) {
        try {
            List<Known> all = YAML.readValue(Files.readString(file), new TypeReference<>() {});
            for (Known known : all) {
                if (!known.name().matches("[a-z0-9-]{1,60}") || known.link().isBlank()) {
                    throw new IllegalArgumentException(file
                            + ": each difference has a name of lower case letters, digits and dashes, and a link to"
                            + " where it is explained; '" + known.name() + "' has not");
                }
            }
            return new KnownDifferences(List.copyOf(all));
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(
                    file + ": " + e.getOriginalMessage() + "; write a list of name, result, gate, reason, symbol, link",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The observation, by the name of a known difference if it is one. */
    Observation named(Observation observed, String symbol) {
        return all.stream()
                .filter(known -> known.fits(observed, symbol))
                .findFirst()
                .map(known -> observed.known(known.name()))
                .orElse(observed);
    }
}
