package io.quantum.governor.loaders.declared;

import java.util.List;
import java.util.regex.Pattern;

/** Where a declared fact is read. */
public sealed interface FactSource {
    /** The plan's own entry. */
    record OfPlan() implements FactSource {}

    /**
     * A key in Redis.
     *
     * @param type {@link #HASH}, {@link #STRING} or {@link #LIST}
     */
    record OfRedis(String type, KeyPattern key) implements FactSource {
        public static final String HASH = "hash";
        public static final String STRING = "string";
        public static final String LIST = "list";

        /** Whether it holds a list. */
        public boolean isList() {
            return type.equals(LIST);
        }
    }

    /**
     * The newest entry of a stream in Redis that is about the plan.
     *
     * @param field of the entry, which must say what fills the place
     * @param place {@code {symbol}}, {@code {account}} or {@code {strategy}}
     */
    record OfStream(String key, String field, KeyPattern place) implements FactSource {}

    /**
     * What the exchange said last.
     *
     * @param endpoint {@link #ACCOUNT}, {@link #POSITION_RISK}, {@link #PREMIUM_INDEX} or {@link #EXCHANGE_INFO}
     */
    record OfExchange(String endpoint) implements FactSource {
        public static final String ACCOUNT = "account";
        public static final String POSITION_RISK = "positionRisk";
        public static final String PREMIUM_INDEX = "premiumIndex";
        public static final String EXCHANGE_INFO = "exchangeInfo";

        /** Whether its answer is a list of rows in which nothing stands inside anything. */
        public boolean isFlat() {
            return endpoint.equals(POSITION_RISK) || endpoint.equals(PREMIUM_INDEX);
        }

        private static final List<String> ENDPOINTS = List.of(ACCOUNT, POSITION_RISK, PREMIUM_INDEX, EXCHANGE_INFO);
    }

    /**
     * A gauge on a page of Prometheus metrics.
     *
     * @param page its address, or the environment variable that holds it with the address otherwise
     */
    record OfGauge(PageAddress page, String metric) implements FactSource {}

    /** A field, or the way into one that holds JSON. */
    String WAY = "[A-Za-z0-9_:-]+(\\.[A-Za-z0-9_:-]+)*";

    /** The forms that {@link #parse} takes, for people. */
    String FORMS = "plan, redis hash KEY, redis string KEY, redis list KEY, redis stream KEY where FIELD is {symbol}, "
            + "binance account, binance positionRisk {symbol}, binance premiumIndex {symbol}, "
            + "binance exchangeInfo {symbol}, gauge URL NAME";

    /**
     * Reads the words of a declaration.
     *
     * @throws IllegalArgumentException in two parts, what is wrong and what to do about it, with "; " between them
     */
    static FactSource parse(String words) {
        String[] word = words.strip().split("\\s+");
        return switch (word[0]) {
            case "plan" -> word.length == 1 ? new OfPlan() : refused(words, "write plan alone");
            case "redis" -> redis(words, word);
            case "binance" -> exchange(words, word);
            case "gauge" -> gauge(words, word);
            default -> refused(words, "write one of: " + FORMS);
        };
    }

    private static FactSource redis(String words, String[] word) {
        if (word.length == 3
                && List.of(OfRedis.HASH, OfRedis.STRING, OfRedis.LIST).contains(word[1])) {
            return new OfRedis(word[1], KeyPattern.parse(word[2]));
        }
        boolean stream =
                word.length == 7 && word[1].equals("stream") && word[3].equals("where") && word[5].equals("is");
        if (!stream) {
            return refused(
                    words,
                    "write redis hash KEY, redis string KEY, redis list KEY, or redis stream KEY where FIELD is {symbol}");
        }
        if (!word[4].matches(WAY)) {
            return refused(words, "name a field after where: letters, digits, _ - : and . for what stands in JSON");
        }
        KeyPattern key = KeyPattern.parse(word[2]);
        if (key.pieces().size() > 1) {
            return refused(words, "the key of a stream has no places; say after where which entries are meant");
        }
        if (!List.of("{symbol}", "{account}", "{strategy}").contains(word[6])) {
            return refused(words, "end it with {symbol}, {account} or {strategy}");
        }
        return new OfStream(
                key.text(), word[4], new KeyPattern(word[6], List.of("", word[6].replaceAll("[{}]", ""), "")));
    }

    private static FactSource exchange(String words, String[] word) {
        boolean known = word.length > 1 && OfExchange.ENDPOINTS.contains(word[1]);
        boolean whole = (known && word[1].equals(OfExchange.ACCOUNT))
                ? word.length == 2
                : word.length == 3 && word[2].equals("{symbol}");
        return known && whole
                ? new OfExchange(word[1])
                : refused(
                        words,
                        "write binance account, or binance positionRisk, premiumIndex or exchangeInfo followed by {symbol}");
    }

    private static FactSource gauge(String words, String[] word) {
        Pattern metric = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
        return word.length == 3 && metric.matcher(word[2]).matches()
                ? new OfGauge(PageAddress.parse(word[1]), word[2])
                : refused(words, "write gauge, the address of the page, and the gauge's name");
    }

    private static FactSource refused(String words, String remedy) {
        throw new IllegalArgumentException("'" + words + "' is no source of facts; " + remedy);
    }
}
