package dev.wasmsandbox.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text: for a terminal with a header and in columns, for a pipe with tabs between the cells and nothing else, so
 * that {@code cut} and {@code while read} can take them apart.
 */
final class Table {
    private static final String GAP = "  ";

    private final boolean pretty;
    private final boolean colours;
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    Table(Surroundings surroundings, String... header) {
        this.pretty = surroundings.terminal();
        this.colours = surroundings.colours();
        this.header = List.of(header);
    }

    /** Tells whether it is for a terminal. */
    boolean isPretty() {
        return pretty;
    }

    /** Adds a row with a cell for each column. */
    void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** Returns the lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!pretty) {
            rows.forEach(row -> lines.add(String.join("\t", row)));
            return lines;
        }
        int[] widths = new int[header.size()];
        measure(widths, header);
        rows.forEach(row -> measure(widths, row));
        if (!rows.isEmpty()) {
            String top = line(widths, header);
            lines.add(colours ? "\033[1m" + top + "\033[0m" : top);
        }
        rows.forEach(row -> lines.add(line(widths, row)));
        return lines;
    }

    private static void measure(int[] widths, List<String> row) {
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            widths[column] = Math.max(widths[column], cell.codePointCount(0, cell.length()));
        }
    }

    private static String line(int[] widths, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell)
                    .repeat(' ', widths[column] - cell.codePointCount(0, cell.length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
