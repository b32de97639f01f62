package dev.wasmsandbox.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One question and its answer.
 *
 * @param key its name in file names and in the raw data, e.g. {@code start-hello}
 * @param title its heading
 * @param how what was measured, and how, in sentences
 * @param table the figures
 * @param charts the plots
 * @param raw everything that was measured, in the types of JSON
 * @param ratios figures that do not depend on how fast the machine is, by a name that stays the same; lower is better
 */
public record Section(
        String key,
        String title,
        String how,
        Table table,
        List<Chart> charts,
        Map<String, Object> raw,
        Map<String, Double> ratios) {

    /** Copies. */
    public Section {
        charts = List.copyOf(charts);
        raw = new LinkedHashMap<>(raw);
        ratios = new LinkedHashMap<>(ratios);
    }

    /** Begins one. */
    public static Builder of(String key, String title, String how) {
        return new Builder(key, title, how);
    }

    /** Collects what belongs to it. */
    public static final class Builder {
        private final String key;
        private final String title;
        private final String how;
        private Table table = new Table(List.of(), List.of());
        private final List<Chart> charts = new ArrayList<>();
        private final Map<String, Object> raw = new LinkedHashMap<>();
        private final Map<String, Double> ratios = new LinkedHashMap<>();

        private Builder(String key, String title, String how) {
            this.key = key;
            this.title = title;
            this.how = how;
        }

        /** Sets the figures. */
        public Builder table(Table value) {
            table = value;
            return this;
        }

        /** Adds a plot. */
        public Builder chart(Chart chart) {
            charts.add(chart);
            return this;
        }

        /** Keeps the times of a subject. */
        public Builder raw(Samples samples) {
            raw.put(samples.name(), samples.rounds());
            return this;
        }

        /** Keeps something else that was measured. */
        public Builder raw(String name, Object value) {
            raw.put(name, value);
            return this;
        }

        /** Adds a figure that later runs are compared by. */
        public Builder ratio(String name, double value) {
            ratios.put(name, value);
            return this;
        }

        /** Returns the section. */
        public Section build() {
            return new Section(key, title, how, table, charts, raw, ratios);
        }
    }
}
