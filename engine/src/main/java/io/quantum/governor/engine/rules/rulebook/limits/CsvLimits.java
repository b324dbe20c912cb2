package io.quantum.governor.engine.rules.rulebook.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.quantum.governor.engine.rules.rulebook.fence.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a table of limits, as a spreadsheet saves it. */
final class CsvLimits {
    private static final CsvFactory CSV = CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    private static final String HEADER = String.join(",", LimitKeys.OF_CSV);

    private final CsvParser csv;
    private final RowList rows;
    private int lineOfRow = 1;

    private CsvLimits(CsvParser csv, RowList rows) {
        this.csv = csv;
        this.rows = rows;
    }

    static void read(String text, RowList rows) {
        try (CsvParser csv = CSV.createParser(text)) {
            new CsvLimits(csv, rows).table();
        } catch (JsonProcessingException e) {
            rows.fault(
                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                    "this row is not understood",
                    "look at its quotes: a cell that begins with one ends with one");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private void table() throws IOException {
        csv.nextToken();
        if (csv.nextToken() != JsonToken.START_ARRAY) {
            return;
        }
        List<String> columns = cells();
        refuseOther(columns);
        if (!rows.faults().isEmpty()) {
            return;
        }
        while (!rows.isHopeless() && csv.nextToken() == JsonToken.START_ARRAY) {
            List<String> cells = cells();
            int line = lineOfRow;
            if (cells.size() == columns.size()) {
                add(line, columns, cells);
            } else {
                rows.fault(
                        line,
                        "this row has " + cells.size() + " cells, and the first line names " + columns.size()
                                + " columns",
                        "write a comma for each empty cell, and put a text that holds a comma in quotes");
            }
        }
    }

    private List<String> cells() throws IOException {
        List<String> cells = new ArrayList<>();
        while (csv.nextToken() != JsonToken.END_ARRAY) {
            // the parser knows a row's line from its first cell on
            lineOfRow = cells.isEmpty() ? csv.currentTokenLocation().getLineNr() : lineOfRow;
            String cell = csv.getText();
            if (cell.indexOf('\n') >= 0) {
                rows.fault(
                        lineOfRow,
                        "a cell of this row goes on over the end of the line",
                        "look at its quotes: a cell that begins with one ends with one, on the same line");
            }
            cells.add(cell.strip());
        }
        return cells;
    }

    private void refuseOther(List<String> columns) {
        for (String column : columns) {
            if (!LimitKeys.OF_CSV.contains(column)) {
                rows.fault(1, "there is no column '" + column + "'", remedy(column));
            } else if (columns.indexOf(column) != columns.lastIndexOf(column)) {
                rows.fault(1, "the column '" + column + "' stands twice here", "take one away");
            }
        }
        LimitKeys.OF_CSV.stream()
                .filter(column -> !columns.contains(column))
                .forEach(column ->
                        rows.fault(1, "the column '" + column + "' is missing", "the first line is: " + HEADER));
    }

    private static String remedy(String column) {
        return column.contains(";")
                ? "put commas between columns; the first line is: " + HEADER
                : Words.nearest(column, LimitKeys.OF_CSV);
    }

    private void add(int line, List<String> columns, List<String> cells) {
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, List<String>> scopes = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!LimitScope.WORDS.contains(columns.get(i))) {
                said.put(columns.get(i), cells.get(i));
            } else if (!cells.get(i).isEmpty()) {
                scopes.put(columns.get(i), List.of(cells.get(i)));
            }
        }
        rows.add(line, said, scopes);
    }
}
