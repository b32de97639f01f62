package dev.wasmsandbox.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that one run of the benchmarks found.
 *
 * @param environment the machine, the versions, the time and the effort, as names and values
 * @param sections the answers
 */
public record Report(Map<String, String> environment, List<Section> sections) {
    /** Copies. */
    public Report {
        environment = new LinkedHashMap<>(environment);
        sections = List.copyOf(sections);
    }

    /** Returns the ratios of all sections. */
    public Map<String, Double> ratios() {
        Map<String, Double> all = new LinkedHashMap<>();
        sections.forEach(section -> all.putAll(section.ratios()));
        return all;
    }
}
