package dev.wasmsandbox.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text.
 *
 * @param header a name for each column
 * @param rows a cell for each column, each
 */
public record Table(List<String> header, List<List<String>> rows) {
    /**
     * Copies.
     *
     * @throws IllegalArgumentException if a row has another number of cells than the header
     */
    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "the row " + row + " does not fit the header " + header);
            }
        }
    }

    /** Begins one. */
    public static Builder of(String... header) {
        return new Builder(List.of(header));
    }

    /** Collects rows. */
    public static final class Builder {
        private final List<String> header;
        private final List<List<String>> rows = new ArrayList<>();

        private Builder(List<String> header) {
            this.header = header;
        }

        /** Adds a row. */
        public Builder row(String... cells) {
            rows.add(List.of(cells));
            return this;
        }

        /** Returns the table. */
        public Table build() {
            return new Table(header, rows);
        }
    }
}
