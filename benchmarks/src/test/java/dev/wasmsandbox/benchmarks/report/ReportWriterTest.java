package dev.wasmsandbox.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportWriterTest {
    private static final Chart BARS =
            new Chart.Bars(
                    "Bars & <more>",
                    "milliseconds",
                    List.of(
                            new Chart.Bar("ours", 0.1, true),
                            new Chart.Bar("theirs", 5_000, false)));
    private static final Chart LINES =
            new Chart.Lines(
                    "Lines",
                    "size",
                    "cost",
                    List.of(
                            new Chart.Line("flat", List.of(new Point(1, 2), new Point(100, 2))),
                            new Chart.Line(
                                    "steep", List.of(new Point(1, 1), new Point(100, 1e4)))));

    @TempDir private Path folder;

    private Report report() {
        Section section =
                Section.of("start-hello", "Start", "How it was measured.")
                        .table(
                                Table.of("name", "time")
                                        .row("ours", "0.1 ms")
                                        .row("a | b", "ERROR:\n<no> way")
                                        .build())
                        .chart(BARS)
                        .chart(LINES)
                        .raw(new Samples("ours", List.of(List.of(0.1, 0.2), List.of(0.3))))
                        .ratio("start.ours", 1.23456789)
                        .build();
        return new Report(Map.of("commit", "abc"), List.of(section));
    }

    @Test
    void the_page_has_the_machine_the_figures_and_the_plots() {
        assertThat(ReportWriter.page(report()).lines())
                .contains(
                        "| commit | abc |",
                        "## Start",
                        "How it was measured.",
                        "| name | time |",
                        "| ours | 0.1 ms |",
                        "![Bars & <more>](start-hello.svg)",
                        "![Lines](start-hello-2.svg)");
    }

    @Test
    void what_others_say_stays_one_cell() {
        assertThat(ReportWriter.page(report())).contains("| a \\| b | ERROR: &lt;no> way |\n");
    }

    @Test
    void the_raw_data_is_json_with_everything_in_it() throws IOException {
        new ReportWriter(folder.resolve("new")).write(report());

        JsonNode data =
                JsonMapper.builder()
                        .build()
                        .readTree(Files.readString(folder.resolve("new/data.json")));
        assertThat(data.at("/environment/commit").asString()).isEqualTo("abc");
        assertThat(data.at("/ratios/start.ours").asDouble()).isEqualTo(1.23457);
        assertThat(data.at("/raw/start-hello/ours/1/0").asDouble()).isEqualTo(0.3);
        assertThat(folder.resolve("new/start-hello.svg")).exists();
        assertThat(folder.resolve("new/start-hello-2.svg")).exists();
    }

    @Test
    void a_bar_chart_is_well_formed_and_has_a_bar_for_each_name() throws Exception {
        Document svg = parsed(SvgWriter.write(BARS));

        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("Bars & <more>", "ours", "theirs", "0.100", "5,000");
    }

    @Test
    void even_the_shortest_bar_can_be_seen() throws Exception {
        Document svg =
                parsed(
                        SvgWriter.write(
                                new Chart.Bars(
                                        "Alike", "ms", List.of(new Chart.Bar("one", 1, true)))));

        var bar = svg.getElementsByTagName("rect").item(1).getAttributes();
        assertThat(Double.parseDouble(bar.getNamedItem("width").getNodeValue())).isGreaterThan(100);
    }

    @Test
    void a_line_chart_is_well_formed_and_stays_within_its_picture() throws Exception {
        Document svg = parsed(SvgWriter.write(LINES));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            var circle = svg.getElementsByTagName("circle").item(i).getAttributes();
            assertThat(Double.parseDouble(circle.getNamedItem("cx").getNodeValue()))
                    .isBetween(0.0, 820.0);
            assertThat(Double.parseDouble(circle.getNamedItem("cy").getNodeValue()))
                    .isBetween(0.0, 400.0);
        }
    }

    @Test
    void numbers_have_three_digits_and_a_unit() {
        assertThat(Quantities.number(0.12345)).isEqualTo("0.123");
        assertThat(Quantities.number(12_345.6)).isEqualTo("12,300");
        assertThat(Quantities.number(0)).isEqualTo("0");
        assertThat(Quantities.number(1)).isEqualTo("1.00");
        assertThat(Quantities.time(0.0421)).isEqualTo("42.1 µs");
        assertThat(Quantities.time(4.21)).isEqualTo("4.21 ms");
        assertThat(Quantities.time(12_345)).isEqualTo("12.3 s");
        assertThat(Quantities.bytes(1536)).isEqualTo("1.50 KiB");
        assertThat(Quantities.bytes(100)).isEqualTo("100 B");
        assertThat(Quantities.bytes(3 << 20)).isEqualTo("3.00 MiB");
    }

    private static Document parsed(String svg)
            throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
