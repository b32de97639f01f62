package dev.wasmsandbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpecificationTest {
    private static final Path SPECIFICATION = Path.of("SPECIFICATION.md");
    private static final Pattern PROMISE = Pattern.compile("^(\\d+\\.\\d+) .*");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*)#(\\w+)`");

    private final Repository repository = Repository.ofThisTest();

    @Test
    void every_promise_names_tests_that_exist() {
        Map<String, String> sources = testSources();
        List<String> faults = new ArrayList<>();
        Map<String, String> promises = promises();
        promises.forEach((number, text) -> {
            Matcher test = TEST.matcher(text);
            if (!test.find()) {
                faults.add(number + " names no test");
                return;
            }
            do {
                String source = sources.getOrDefault(test.group(1), "");
                if (!source.contains(" " + test.group(2) + "(")) {
                    faults.add(number + " names " + test.group() + ", which does not exist");
                }
            } while (test.find());
        });

        assertThat(faults).isEmpty();
        assertThat(promises).hasSizeGreaterThan(20);
    }

    /** Returns the promises by number: each reaches from its number to the next empty line. */
    private Map<String, String> promises() {
        Map<String, String> promises = new TreeMap<>();
        String number = "";
        for (String line : repository.lines(SPECIFICATION).orElseThrow()) {
            Matcher start = PROMISE.matcher(line);
            if (start.matches()) {
                number = start.group(1);
                assertThat(promises).as("promise number used twice").doesNotContainKey(number);
            } else if (line.isBlank()) {
                number = "";
            }
            if (!number.isEmpty()) {
                promises.merge(number, line, (before, more) -> before + "\n" + more);
            }
        }
        return promises;
    }

    /** Returns the source of each test class by its simple name. */
    private Map<String, String> testSources() {
        return repository.files().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> file.toString().contains("/src/test/"))
                .collect(
                        Collectors.toMap(
                                file -> file.getFileName().toString().replace(".java", ""),
                                file -> String.join("\n", repository.lines(file).orElseThrow()),
                                (one, other) -> one + "\n" + other));
    }
}
