package io.quantum.governor.loaders.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.UnreadableException;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource.OfExchange;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.declared.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange said last, field by field, for declared facts. Of its answers only the fields that a declaration names
 * are kept. Facts are told from any thread and never wait.
 */
final class ExchangeRows implements Outside {
    /** The row of an answer that is about the whole account. */
    private static final String ACCOUNT = "";

    private static final String SYMBOL = "symbol";
    private static final String SEVERAL = "\n";
    private static final String CONTAINER = "{}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private volatile Map<String, List<String>> wanted = Map.of();

    /**
     * What an endpoint answered.
     *
     * @param at when it was asked
     * @param fields the fields that were kept
     * @param rows their texts by symbol; {@link #SEVERAL} where rows of one symbol differ, {@link #CONTAINER} where there is
     *     no text
     */
    private record Answer(Instant at, List<String> fields, Map<String, String[]> rows) {}

    @Override
    public void follow(List<FactDeclaration> declarations) {
        Map<String, Set<String>> named = new HashMap<>();
        declarations.forEach(declaration -> {
            if (declaration.source() instanceof OfExchange exchange) {
                Set<String> fields = named.computeIfAbsent(exchange.endpoint(), e -> new TreeSet<>());
                declaration.fields().forEach(f -> fields.add(f.way()));
                fields.remove(Row.SNAPSHOT);
            }
        });
        Map<String, List<String>> lists = new HashMap<>();
        named.forEach((endpoint, fields) -> lists.put(endpoint, List.copyOf(fields)));
        wanted = Map.copyOf(lists);
        answers.keySet().retainAll(lists.keySet());
    }

    /** Whether a declaration names the endpoint. */
    boolean wants(String endpoint) {
        return wanted.containsKey(endpoint);
    }

    /** When the endpoint was asked last for all that is wanted of it now; long ago when it never was. */
    Instant askedAt(String endpoint) {
        @Nullable Answer last = answers.get(endpoint);
        return last != null && last.fields().equals(wanted.get(endpoint)) ? last.at() : Instant.EPOCH;
    }

    /**
     * Takes an answer in, if somebody wants it.
     *
     * @throws IOException when it is no answer of this endpoint
     */
    void take(String endpoint, Instant askedAt, byte[] body) throws IOException {
        @Nullable List<String> fields = wanted.get(endpoint);
        if (fields == null) {
            return;
        }
        Map<String, String[]> rows = new HashMap<>();
        switch (endpoint) {
            case OfExchange.ACCOUNT -> rows.put(ACCOUNT, account(body, fields));
            case OfExchange.EXCHANGE_INFO ->
                symbols(body)
                        .forEach(symbol ->
                                add(rows, symbol.path("symbol").asText(), texts(withFilters(symbol), fields)));
            default -> {
                List<String> withSymbol = new ArrayList<>(List.of(SYMBOL));
                withSymbol.addAll(fields);
                new RowReader(withSymbol.toArray(String[]::new)).read(body, values -> {
                    String[] texts = new String[fields.size()];
                    System.arraycopy(values, 1, texts, 0, texts.length);
                    if (fields.contains(SYMBOL)) {
                        texts[fields.indexOf(SYMBOL)] = values[0];
                    }
                    add(rows, values[0], texts);
                });
            }
        }
        answers.put(endpoint, new Answer(askedAt, fields, rows));
    }

    /** An answer that says nothing of what was asked for would make an account of defaults. */
    private static String[] account(byte[] body, List<String> fields) throws IOException {
        String[] texts = texts(JSON.readTree(body), fields);
        if (!fields.isEmpty() && List.of(texts).stream().allMatch(String::isEmpty)) {
            throw new IOException("none of " + fields + " is in it");
        }
        return texts;
    }

    private static JsonNode symbols(byte[] body) throws IOException {
        JsonNode symbols = JSON.readTree(body).path("symbols");
        if (!symbols.isArray()) {
            throw new IOException("no list of symbols is in it");
        }
        return symbols;
    }

    /** In hedge mode a symbol has several rows; what they don't say alike is nobody's. */
    private static void add(Map<String, String[]> rows, String symbol, String[] texts) {
        rows.merge(symbol, texts, (one, other) -> {
            for (int i = 0; i < one.length; i++) {
                one[i] = one[i].equals(other[i]) ? one[i] : SEVERAL;
            }
            return one;
        });
    }

    /** The filters of a symbol as objects by their names: {@code LOT_SIZE.minQty}. */
    private static JsonNode withFilters(JsonNode symbol) {
        var whole = JSON.createObjectNode();
        symbol.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
        symbol.path("filters")
                .forEach(filter -> whole.set(filter.path("filterType").asText(), filter));
        return whole;
    }

    private static String[] texts(JsonNode object, List<String> ways) {
        return ways.stream()
                .map(way -> object.at("/" + way.replace('.', '/')))
                .map(value -> value.isContainerNode() ? CONTAINER : value.isNull() ? "" : value.asText())
                .toArray(String[]::new);
    }

    @Override
    public Fact fact(FactDeclaration declaration, About about, Instant now) {
        String endpoint = ((OfExchange) declaration.source()).endpoint();
        String where = "the exchange's " + endpoint;
        @Nullable Answer answer = answers.get(endpoint);
        if (answer == null) {
            return DeclaredDecoder.missing(declaration, where + " was not answered yet");
        }
        String symbol = endpoint.equals(OfExchange.ACCOUNT) ? ACCOUNT : about.symbol();
        String[] row = answer.rows().get(symbol);
        if (row == null) {
            return DeclaredDecoder.missing(declaration, where + " does not list " + symbol);
        }
        return DeclaredDecoder.readCells(declaration, where, field -> text(answer, row, field), now);
    }

    private static String text(Answer answer, String[] row, String field) throws UnreadableException {
        if (field.equals(Row.SNAPSHOT)) {
            return Long.toString(answer.at().getEpochSecond());
        }
        int index = answer.fields().indexOf(field);
        String text = index < 0 ? "" : row[index];
        if (text.equals(SEVERAL)) {
            throw new UnreadableException(field + " differs between the rows of the symbol");
        }
        if (text.equals(CONTAINER)) {
            throw new UnreadableException(field + " must be a number or a text, is an object or a list");
        }
        return text;
    }
}
