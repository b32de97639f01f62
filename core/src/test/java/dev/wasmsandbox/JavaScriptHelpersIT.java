package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The helpers of JavaScript programs: cases that check themselves, in the real interpreter, and where programs find them. */
class JavaScriptHelpersIT {
    @TestFactory
    Stream<DynamicTest> files_are_read_and_written() throws IOException {
        return cases("files");
    }

    @TestFactory
    Stream<DynamicTest> csv_is_read_and_written() throws IOException {
        return cases("csv");
    }

    @TestFactory
    Stream<DynamicTest> json_values_are_changed_checked_and_merged() throws IOException {
        return cases("json");
    }

    @TestFactory
    Stream<DynamicTest> text_of_any_script_is_handled() throws IOException {
        return cases("strings");
    }

    @TestFactory
    Stream<DynamicTest> directories_and_texts_are_searched_and_changed() throws IOException {
        return cases("shell");
    }

    @TestFactory
    Stream<DynamicTest> data_changes_its_form() throws IOException {
        return cases("data");
    }

    @TestFactory
    Stream<DynamicTest> packages_have_names_and_help() throws IOException {
        return cases("help");
    }

    private static Stream<DynamicTest> cases(String name) throws IOException {
        return JavaScriptCases.tests(JavaScriptCases.file("helpers/" + name + ".js"));
    }

    @Test
    void no_file_of_cases_is_left_out() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : JavaScriptCases.files("helpers")) {
            names.add(file.getFileName().toString());
        }

        assertThat(names)
                .containsExactlyElementsOf(
                        Stream.of("csv", "data", "files", "help", "json", "shell", "strings")
                                .map(name -> name + ".js")
                                .toList());
    }

    /** What a fresh interpreter pays: nothing is read or compiled, for all is in the memory image. */
    @Test
    void helpers_cost_a_fresh_run_next_to_nothing() {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.JAVASCRIPT)
                        .storage(new MemoryStorageAdapter())
                        .build()) {
            long without = fuel(sandbox, "0");
            long[] with =
                    Stream.of(
                                    "requireVendor('csv-simple').parse",
                                    "requireVendor('json-utils').get",
                                    "requireVendor('string-utils').slugify",
                                    "requireVendor('sandbox-utils').yamlToJson",
                                    "import csv from '/data_js/csv-simple.js'; csv.parse")
                            .mapToLong(code -> fuel(sandbox, code))
                            .toArray();

            assertThat(Arrays.stream(with).max().orElseThrow() - without).isLessThan(100_000);
        }
    }

    /** Twice the work, at most a little more than twice the fuel. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "csv.parse('abc,1.5\\n'.repeat(n), { numbers: true })",
                "csv.parse('\"a\"\"b\",\"c,d\"\\n'.repeat(n))",
                "csv.stringify(rows)",
                "json.merge({ a: tree }, { a: tree })",
                "json.validate(rows, { items: { required: ['a'], properties: { a: { minimum: 0 } } } })",
                "strings.slugify('Größe und Maß '.repeat(n))",
                "strings.words('ПриветМир слово '.repeat(n))",
                "strings.reverse('nöel '.repeat(n))",
                "u.xmlToDict('<r>' + '<i a=\"1\">x &amp; y</i>'.repeat(n) + '</r>')",
                "u.dictToXml({ r: { i: rows } })",
                "u.yamlToJson('- {a: 1}\\n'.repeat(n))",
                "u.sortBy(rows, 'b', '-a')",
                "u.unique(rows)",
                "u.diffText('x\\n'.repeat(n) + 'a\\n', 'y\\n' + 'x\\n'.repeat(n))",
                "writeLines('l', rows.map((row) => row.b)); readLines('l'); u.grep('none', 'l'); u.tail('l')",
            })
    void the_cost_grows_with_the_work_and_no_faster(String code) {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.JAVASCRIPT)
                        .storage(new MemoryStorageAdapter())
                        .build()) {
            String work =
                    """
                    const [csv, json, strings, u] = ['csv-simple', 'json-utils', 'string-utils', 'sandbox-utils'].map(requireVendor);
                    const n = %d;
                    const rows = Array.from({ length: n }, (_, i) => ({ a: (i * 7919) %% n, b: 'text ' + i %% 7 }));
                    const tree = Object.fromEntries(rows.map((row) => ['k' + row.a, row]));
                    """;
            long nothing = fuel(sandbox, work.formatted(1) + code);
            long once = fuel(sandbox, work.formatted(1000) + code) - nothing;
            long twice = fuel(sandbox, work.formatted(2000) + code) - nothing;

            assertThat((double) twice / once).isBetween(1.7, 2.4);
        }
    }

    /** What is done with a text, by the words that the table of the document has for it. */
    private static final Map<String, String> WORK =
            Map.of(
                    "`JSON.parse`", "JSON.parse(json)",
                    "`readLines`", "writeText('t', lines); readLines('t')",
                    "`grep`", "writeText('t', lines); u.grep('words', 't')",
                    "`parse` of `csv-simple`", "csv.parse(table)",
                    "the same with `numbers`", "csv.parse(table, { numbers: true })",
                    "`stringify` of `csv-simple`", "csv.stringify(csv.parse(table))",
                    "`xmlToDict`", "u.xmlToDict(xml)",
                    "`yamlToJson`", "u.yamlToJson(yaml)");

    /** The same without what is measured. */
    private static final Map<String, String> BEFORE =
            Map.of(
                    "`readLines`", "writeText('t', lines)",
                    "`grep`", "writeText('t', lines)",
                    "`stringify` of `csv-simple`", "csv.parse(table)");

    @Test
    void the_document_tells_what_a_megabyte_costs() throws IOException {
        Map<String, Double> told = new TreeMap<>();
        Matcher row =
                Pattern.compile("^\\| ([^|]+) \\| ([0-9,]+) \\|$", Pattern.MULTILINE)
                        .matcher(Files.readString(Path.of("../docs/javascript.md")));
        while (row.find()) {
            told.put(row.group(1), Double.parseDouble(row.group(2).replace(",", "")));
        }
        assertThat(told.keySet()).isEqualTo(WORK.keySet());
        String texts =
                """
                const [csv, u] = ['csv-simple', 'sandbox-utils'].map(requireVendor);
                const repeat = (part) => { let text = ''; for (let i = 0; text.length < 200_000; i++) text += part(i); return text; };
                const lines = repeat((i) => 'line ' + i + ' with some words of text\\n');
                const table = repeat((i) => 'row' + i + ',' + i * 7 + ',"quoted, text",' + i / 4 + '\\n');
                const json = '[' + repeat((i) => '{"id":' + i + ',"name":"name ' + i + '","tags":["a","b"]},') + '0]';
                const xml = '<list>' + repeat((i) => '<item n="' + i + '"><a>text ' + i + '</a></item>') + '</list>';
                const yaml = repeat((i) => '- id: ' + i + '\\n  name: name ' + i + '\\n  tags: [a, b]\\n');
                """;
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.JAVASCRIPT)
                        .storage(new MemoryStorageAdapter())
                        .policy(ExecutionPolicy.builder().fuelBudget(50_000_000_000L).build())
                        .build()) {
            told.forEach((name, millions) -> {
                long before = fuel(sandbox, texts + BEFORE.getOrDefault(name, ""));
                long all = fuel(sandbox, texts + WORK.get(name));

                assertThat((all - before) / 200_000.0)
                        .as("million units for a megabyte: %s", name)
                        .isBetween(millions * 0.9, millions * 1.1);
            });
        }
    }

    private static long fuel(Sandbox sandbox, String code) {
        SandboxResult result = sandbox.execute(code);
        assertThat(result.success()).as(result.stderr()).isTrue();
        return result.fuelConsumed().orElseThrow();
    }
}
