package dev.wasmsandbox.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report: {@code README.md} for people, with its plots beside it, and {@code data.json} with all that was measured. */
public final class ReportWriter {
    /** The name of the raw data within the folder. */
    public static final String DATA = "data.json";

    private final Path folder;

    /**
     * Writes into a folder, which is made if it is missing.
     *
     * @param folder a page of an earlier run in it is replaced
     */
    public ReportWriter(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes.
     *
     * @throws IOException if the folder or a file cannot be written
     */
    public void write(Report report) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(DATA), json(report));
        for (Section section : report.sections()) {
            for (int i = 0; i < section.charts().size(); i++) {
                Files.writeString(
                        folder.resolve(chartName(section, i)),
                        SvgWriter.write(section.charts().get(i)));
            }
        }
        Files.writeString(folder.resolve("README.md"), page(report));
    }

    private static String chartName(Section section, int index) {
        return section.key() + (index == 0 ? "" : "-" + (index + 1)) + ".svg";
    }

    /** Returns the raw data: one line for each subject, so that the file can be read and compared line by line. */
    static String json(Report report) {
        JsonMapper mapper = JsonMapper.builder().build();
        List<String> sections = new ArrayList<>();
        for (Section section : report.sections()) {
            List<String> raw = new ArrayList<>();
            section.raw()
                    .forEach((name, value) ->
                            raw.add(
                                    "      "
                                            + mapper.writeValueAsString(name)
                                            + ": "
                                            + mapper.writeValueAsString(value)));
            sections.add(
                    "    "
                            + mapper.writeValueAsString(section.key())
                            + ": {\n"
                            + String.join(",\n", raw)
                            + "\n    }");
        }
        return "{\n  \"environment\": "
                + mapper.writeValueAsString(report.environment())
                + ",\n  \"ratios\": "
                + mapper.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(rounded(report.ratios()))
                        .replace("\n", "\n  ")
                + ",\n  \"raw\": {\n"
                + String.join(",\n", sections)
                + "\n  }\n}\n";
    }

    private static Map<String, Double> rounded(Map<String, Double> ratios) {
        Map<String, Double> rounded = new LinkedHashMap<>();
        ratios.forEach((name, value) -> rounded.put(name, Math.round(value * 1e5) / 1e5));
        return rounded;
    }

    static String page(Report report) {
        StringBuilder page = new StringBuilder("# Measurements\n\n");
        page.append(
                "Written by `./sandbox bench --full`. Times are medians, of runs in turns with what they are compared with; ratios are medians"
                        + " of pairs of the same round. Everything that was measured is in ["
                        + DATA
                        + "]("
                        + DATA
                        + ").\n\n");
        page.append("| | |\n| --- | --- |\n");
        report.environment().forEach((name, value) -> row(page, List.of(name, value)));
        for (Section section : report.sections()) {
            page.append("\n## ").append(section.title()).append("\n\n");
            page.append(section.how()).append("\n\n");
            table(page, section.table());
            for (int i = 0; i < section.charts().size(); i++) {
                page.append("\n![")
                        .append(section.charts().get(i).title())
                        .append("](")
                        .append(chartName(section, i))
                        .append(")\n");
            }
        }
        return page.toString();
    }

    private static void table(StringBuilder page, Table table) {
        if (table.header().isEmpty()) {
            return;
        }
        row(page, table.header());
        row(page, table.header().stream().map(_ -> "---").toList());
        table.rows().forEach(cells -> row(page, cells));
    }

    /** What others said, e.g. an installer, stays one cell of the table, whatever is in it. */
    private static void row(StringBuilder page, List<String> cells) {
        page.append('|');
        for (String cell : cells) {
            String clean =
                    cell.replaceAll("\\s+", " ").strip().replace("|", "\\|").replace("<", "&lt;");
            page.append(' ').append(clean).append(" |");
        }
        page.append('\n');
    }
}
