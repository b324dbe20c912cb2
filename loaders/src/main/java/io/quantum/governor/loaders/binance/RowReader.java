package io.quantum.governor.loaders.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Walks through a JSON array of flat objects and hands out the wanted fields of each, without building a tree: an answer
 * with 10 000 symbols is read every second beside the decision loop.
 */
final class RowReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> fields;

    RowReader(String... fields) {
        this.fields = List.of(fields);
    }

    /** Takes one row. */
    interface Sink {
        /** The wanted fields in the order asked for; "" for one that is absent or no string, number, true or false. */
        void row(String[] values) throws IOException;
    }

    /**
     * Reads all rows. An element that is no object is handed out as a row without fields.
     *
     * @throws IOException when the body is not one whole JSON array
     */
    void read(byte[] body, Sink sink) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("not a JSON array");
            }
            String[] values = new String[fields.size()];
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token == null) {
                    throw new IOException("the array has no end");
                }
                Arrays.fill(values, "");
                if (token == JsonToken.START_OBJECT) {
                    readObject(parser, values);
                } else {
                    parser.skipChildren();
                }
                sink.row(values);
            }
        }
    }

    private void readObject(JsonParser parser, String[] values) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int index = fields.indexOf(parser.currentName());
            JsonToken value = parser.nextToken();
            if (index < 0 || value == null || !value.isScalarValue()) {
                parser.skipChildren();
            } else if (value == JsonToken.VALUE_STRING || value.isNumeric() || value.isBoolean()) {
                values[index] = parser.getText();
            }
        }
    }
}
