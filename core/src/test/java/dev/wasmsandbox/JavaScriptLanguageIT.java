package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What of JavaScript programs find, and what not: cases that check themselves, in the real interpreter. */
class JavaScriptLanguageIT {
    private static final Path DOCUMENT = Path.of("../docs/javascript.md");
    private static final Path ABSENT = JavaScriptCases.file("language/99-absent.js");

    @TestFactory
    Stream<DynamicTest> the_language_has_what_programs_use() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : present()) {
            JavaScriptCases.tests(file).forEach(tests::add);
        }

        assertThat(tests).hasSizeGreaterThanOrEqualTo(150);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> what_is_said_to_be_absent_is() throws IOException {
        return JavaScriptCases.tests(ABSENT);
    }

    @Test
    void the_documents_tables_are_what_the_cases_show() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path file : present()) {
            String[] headline = JavaScriptCases.headline(file).split(": ", 2);
            int cases = JavaScriptCases.run(file).size();
            rows.add("| %s | %s | %d |".formatted(headline[0], headline[1], cases));
        }
        for (JavaScriptCases.Case absent : JavaScriptCases.run(ABSENT)) {
            rows.add("| %s | %s |".formatted(absent.name(), absent.instead()));
        }

        assertThat(rowsBelow("## The language", "## What is not there"))
                .containsExactlyElementsOf(rows);
    }

    private static List<Path> present() throws IOException {
        return JavaScriptCases.files("language").stream()
                .filter(file -> !file.equals(ABSENT))
                .toList();
    }

    /** The rows of the first table below each heading. */
    private static List<String> rowsBelow(String... headings) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        List<String> rows = new ArrayList<>();
        for (String heading : headings) {
            lines.stream()
                    .skip(lines.indexOf(heading))
                    .dropWhile(line -> !line.startsWith("| --- "))
                    .skip(1)
                    .takeWhile(line -> line.startsWith("| "))
                    .forEach(rows::add);
        }
        return rows;
    }
}
