package dev.wasmsandbox.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares ratios with those of an earlier run. Ratios within one run say the same on a fast and on a slow machine; times
 * would not.
 *
 * @param worse what is more than a quarter worse, the worst first
 * @param better what is more than a fifth better, as news for the next baseline
 * @param compared how many ratios both runs have
 * @param missing ratios of the earlier run that this one does not have
 */
public record Comparison(
        List<Change> worse, List<Change> better, int compared, List<String> missing) {
    /** By how much a ratio may grow before it is called worse. */
    static final double TOLERANCE = 1.25;

    /** Copies. */
    public Comparison {
        worse = List.copyOf(worse);
        better = List.copyOf(better);
        missing = List.copyOf(missing);
    }

    /** A ratio that is another than it was. */
    public record Change(String name, double before, double now) {
        double growth() {
            return now / before;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %s, was %s (%+.0f %%)",
                    name,
                    Quantities.number(now),
                    Quantities.number(before),
                    (growth() - 1) * 100);
        }
    }

    /** Compares; lower is better. */
    public static Comparison of(Map<String, Double> before, Map<String, Double> now) {
        List<Change> worse = new ArrayList<>();
        List<Change> better = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int compared = 0;
        for (Map.Entry<String, Double> entry : new TreeMap<>(before).entrySet()) {
            Double value = now.get(entry.getKey());
            if (value == null) {
                missing.add(entry.getKey());
                continue;
            }
            compared++;
            Change change = new Change(entry.getKey(), entry.getValue(), value);
            if (change.growth() > TOLERANCE) {
                worse.add(change);
            } else if (change.growth() < 1 / TOLERANCE) {
                better.add(change);
            }
        }
        worse.sort((a, b) -> Double.compare(b.growth(), a.growth()));
        better.sort((a, b) -> Double.compare(a.growth(), b.growth()));
        return new Comparison(worse, better, compared, missing);
    }

    /**
     * Reads the ratios of a file that a run wrote.
     *
     * @throws IllegalArgumentException if it is no such file; the message says what is wrong
     */
    public static Map<String, Double> ratiosOf(Path file) {
        try {
            JsonNode ratios =
                    JsonMapper.builder().build().readTree(Files.readString(file)).path("ratios");
            if (!ratios.isObject() || ratios.isEmpty()) {
                throw new IllegalArgumentException(
                        file + " has no ratios; a baseline is the data.json of an earlier run");
            }
            Map<String, Double> read = new TreeMap<>();
            for (Map.Entry<String, JsonNode> ratio : ratios.properties()) {
                double value = ratio.getValue().asDouble(Double.NaN);
                if (!(value > 0)) {
                    throw new IllegalArgumentException(
                            file + ": the ratio " + ratio.getKey() + " is not a number above 0");
                }
                read.put(ratio.getKey(), value);
            }
            return read;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the baseline " + file + ": " + e, e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " is not the data.json of an earlier run: " + e.getOriginalMessage(), e);
        }
    }

    /** Returns what people want to know, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                compared
                        + " ratios compared with the baseline: "
                        + worse.size()
                        + " worse by more than 25 %, "
                        + better.size()
                        + " better by more than 20 %");
        worse.forEach(change -> lines.add("worse   " + change));
        better.forEach(change -> lines.add("better  " + change));
        return lines;
    }
}
