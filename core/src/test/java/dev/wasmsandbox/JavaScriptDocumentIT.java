package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/javascript.md}: each example runs, and prints what stands below it; each helper is told of. */
class JavaScriptDocumentIT {
    private static final Path DOCUMENT = Path.of("../docs/javascript.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```js\\n(.*?)```\\n(?:\\n```text\\n(.*?)```\\n)?", Pattern.DOTALL);

    /** The examples of the document run in one session, from the first to the last. */
    @TestFactory
    List<DynamicTest> every_example_prints_what_stands_below_it() throws IOException {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        List<DynamicTest> tests = new ArrayList<>();
        Matcher examples = EXAMPLE.matcher(Files.readString(DOCUMENT));
        while (examples.find()) {
            String code = examples.group(1);
            String output = examples.group(2) == null ? "" : examples.group(2);
            tests.add(
                    dynamicTest(
                            code.lines().findFirst().orElse(""),
                            () -> assertThat(printed(storage, code)).isEqualTo(output)));
        }

        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static String printed(MemoryStorageAdapter storage, String code) {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.JAVASCRIPT)
                        .storage(storage)
                        .sessionId("document")
                        .logger(SandboxLogger.none())
                        .build()) {
            SandboxResult result = sandbox.execute(code);
            assertThat(result.stderr()).isEmpty();
            return result.stdout();
        }
    }

    /** Examples in the help of the functions, with what they give behind {@code //}. */
    @Test
    void every_result_in_the_help_is_the_real_one() {
        String output =
                printed(
                        new MemoryStorageAdapter(),
                        """
                        const [csv, json, strings] = ['csv-simple', 'json-utils', 'string-utils'].map(requireVendor);
                        const utilities = requireVendor('sandbox-utils');
                        let checked = 0;
                        for (const members of [csv, json, strings, utilities]) {
                          for (const [, code, wanted] of members.help.matchAll(/^ {2}(\\w.*?);   \\/\\/ (.*)$/gm)) {
                            const names = Object.keys(utilities);
                            const run = new Function('csv', 'json', 'strings', 'o', `const { ${names} } = o; return [${code}, ${wanted}]`);
                            const [got, expected] = run(csv, json, strings, utilities).map((value) => JSON.stringify(value));
                            if (got !== expected) console.log(code, 'gives', got, 'and not', expected);
                            checked++;
                          }
                        }
                        console.log(checked > 25);
                        """);

        assertThat(output).isEqualTo("true\n");
    }

    @Test
    void every_helper_is_told_of() throws IOException {
        String document = Files.readString(DOCUMENT);
        String names =
                printed(
                        new MemoryStorageAdapter(),
                        """
                        for (const name of ['csv-simple', 'json-utils', 'string-utils', 'sandbox-utils']) {
                          for (const member of [name, ...Object.keys(requireVendor(name))]) console.log(member);
                        }
                        """);

        assertThat(names.lines().filter(name -> !document.contains("`" + name)).toList()).isEmpty();
    }

    @Test
    void the_files_of_the_helpers_are_below_data_js() {
        Stream<String> files =
                printed(
                                new MemoryStorageAdapter(),
                                "console.log(listFiles('/data_js', { recursive: true }).join('\\n'))")
                        .lines();

        assertThat(files)
                .contains(
                        "csv-simple.js",
                        "files.js",
                        "json-utils.js",
                        "sandbox-utils.js",
                        "string-utils.js",
                        "lib/js-yaml.js")
                .allMatch(file -> file.endsWith(".js"));
    }
}
