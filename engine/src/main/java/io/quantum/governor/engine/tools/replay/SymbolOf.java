package io.quantum.governor.engine.tools.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quantum.governor.engine.base.json.Json;
import java.io.IOException;

/** Which symbol a record is about, without reading all of it. */
final class SymbolOf {
    private SymbolOf() {}

    /** Empty when it does not say. */
    static String record(byte[] json) {
        try (JsonParser parser = Json.MAPPER.getFactory().createParser(json)) {
            parser.nextToken();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (field.equals("symbol")) {
                    return parser.getText();
                }
                if (!field.equals("plan") || value != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            // the worker will say what is wrong with it
        }
        return "";
    }
}
