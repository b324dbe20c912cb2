package io.quantum.governor.engine.rules.ruletest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells, laid out in columns for people. Not for use by several threads. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; a line break in a cell is shown as a blank. */
    public TextTable row(String... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> cell.replace('\n', ' ').replace('\r', ' '))
                .toList());
        return this;
    }

    /** One line for each row, indented, each column as wide as its widest cell. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int column = 0; column < row.size(); column++) {
                line.append(' ').append(padded(row.get(column), width(column))).append(' ');
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
