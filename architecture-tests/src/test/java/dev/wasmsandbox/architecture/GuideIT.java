package dev.wasmsandbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.architecture.DocumentedExamples.Example;
import dev.wasmsandbox.architecture.DocumentedExamples.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/guide.md: whole, and each example of it runs and prints what is shown. */
class GuideIT {
    private static final Path GUIDE = Path.of("docs/guide.md");
    private static final Path TABLE = Path.of("docs/from-the-python-library.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_A-Z]+)` \\| (.*?) \\|.*");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z]+)(?:\\.([A-Za-z_]+))?`");

    @TempDir private Path folder;

    static Stream<Arguments> sections() {
        return page().stream()
                .filter(section -> !section.examples().isEmpty())
                .map(section -> Arguments.of(section.heading(), section));
    }

    private static List<Section> page() {
        return DocumentedExamples.sections(Repository.ofThisTest().lines(GUIDE).orElseThrow());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void examples_print_what_is_shown(String heading, Section section) throws Exception {
        List<String> printed = DocumentedExamples.run(section, folder);

        assertThat(printed).as(heading).hasSameSizeAs(section.examples());
        for (int index = 0; index < printed.size(); index++) {
            Example example = section.examples().get(index);
            if (example.output() != null) {
                assertThat(printed.get(index))
                        .as("%s, line %d", heading, example.line())
                        .isEqualToIgnoringWhitespace(example.output());
            }
        }
    }

    @Test
    void every_section_of_the_python_librarys_guide_has_an_executed_counterpart() {
        List<Section> page = page();

        for (String heading : resource("guide-headings.txt")) {
            List<Section> within = within(heading, page);
            assertThat(within).as("a section \"%s\"", heading).isNotEmpty();
            assertThat(within)
                    .as("examples of \"%s\"", heading)
                    .anyMatch(section -> !section.examples().isEmpty());
        }
    }

    /** A section with those below it. */
    private static List<Section> within(String heading, List<Section> page) {
        List<Section> within = new ArrayList<>();
        for (Section section : page) {
            boolean below = !within.isEmpty() && section.level() > within.getFirst().level();
            if (section.heading().equals(heading) || below) {
                within.add(section);
            } else if (!within.isEmpty()) {
                break;
            }
        }
        return within;
    }

    @Test
    void every_name_of_the_python_library_stands_in_the_table() {
        List<String> names = rows().stream().map(row -> row.group(1)).toList();

        assertThat(names).containsAll(resource("guide-names.txt"));
    }

    @Test
    void every_java_name_in_the_table_is_there() {
        for (Matcher row : rows()) {
            Matcher name = NAME.matcher(row.group(2));
            assertThat(name.find()).as("a Java name for %s", row.group(1)).isTrue();
            do {
                check(name.group(1), name.group(2));
            } while (name.find());
        }
    }

    @Test
    void a_java_name_that_is_not_there_is_noticed() {
        assertThatThrownBy(() -> check("Sandbox", "fly")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check("Sandcastle", null)).isInstanceOf(AssertionError.class);
    }

    private static void check(String type, @Nullable String member) {
        Class<?> found;
        try {
            found = Class.forName("dev.wasmsandbox." + type);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no type " + type, e);
        }
        boolean there =
                member == null
                        || Arrays.stream(found.getMethods())
                                .anyMatch(m -> m.getName().equals(member))
                        || Arrays.stream(found.getFields())
                                .anyMatch(f -> f.getName().equals(member));
        assertThat(there).as("%s.%s is there", type, member).isTrue();
    }

    private static List<Matcher> rows() {
        return Repository.ofThisTest().lines(TABLE).orElseThrow().stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    private static List<String> resource(String name) {
        return Repository.ofThisTest()
                .lines(Path.of("architecture-tests/src/test/resources").resolve(name))
                .orElseThrow();
    }
}
