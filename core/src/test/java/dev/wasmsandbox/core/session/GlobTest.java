package dev.wasmsandbox.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "*              | a b.txt .hidden        | d/a d/e/f",
                "*.csv          | in.csv .csv            | in.csv.gz d/in.csv in.CSV",
                "**             | a d/a d/e/f .h/.i      | ",
                "**/*.csv       | in.csv d/in.csv d/e/x.csv | in.csv/x csv",
                "d/**           | d/a d/e/f              | d a/d/x dd/x",
                "a/**/z         | a/z a/b/z a/b/c/z      | a/bz az a/b/zz",
                "**/d/**/f      | d/f x/d/f x/d/y/z/f    | f xd/f d/xf",
                "a**z           | az abcz                | a/z a/b/z",
                "?.t            | a.t 日.t 🙂.t           | ab.t .t /.t",
                "[a-c]x         | ax bx cx               | dx x abx /x",
                "[!a-c]x        | dx 日x                  | ax x /x",
                "[^a]           | b ^                    | a",
                "[]a]           | ] a                    | b",
                "[a-]           | a -                    | b",
                "[\\]x]         | ] x                    | \\",
                "{a,b}.txt      | a.txt b.txt            | c.txt ab.txt a,b.txt",
                "{a,b{1,2}}     | a b1 b2                | b ab1",
                "x{,y}          | x xy                   | y",
                "{src/**/*.py,*.md} | src/a.py src/p/a.py r.md | a.py d/r.md src/a.md",
                "{**,a}/x       | p/x p/q/x a/x          | x",
                "a,b            | a,b                    | a b",
                "a}             | a}                     | a",
                "\\*            | *                      | a",
                "\\{a\\}        | {a}                    | a",
                "ä/é            | ä/é                    | a/e"
            })
    void a_pattern_means_what_is_written_down(String pattern, String matching, String other) {
        Glob glob = Glob.of(pattern);

        for (String path : matching.split(" ", -1)) {
            assertThat(glob.matches(path)).as("%s on %s", pattern, path).isTrue();
        }
        for (String path : other == null ? new String[0] : other.split(" ", -1)) {
            assertThat(glob.matches(path)).as("%s on %s", pattern, path).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ab    | a [ has no ]",
                "[]     | a [ has no ]",
                "[z-a]  | ends before it begins",
                "[a/b]  | no name has it",
                "{a,b   | a { has no }",
                "a{b{c} | a { has no }",
                "a\\    | has nothing behind it"
            })
    void a_text_that_is_no_pattern_is_refused(String pattern, String reason) {
        assertThatThrownBy(() -> Glob.of(pattern))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessageContaining(pattern)
                .hasMessageContaining(reason);
    }

    @Test
    void the_length_of_a_pattern_is_limited() {
        assertThat(Glob.of("a".repeat(Glob.MAX_LENGTH)).matches("a".repeat(Glob.MAX_LENGTH)))
                .isTrue();
        assertThatThrownBy(() -> Glob.of("a".repeat(Glob.MAX_LENGTH + 1)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("257")
                .hasMessageContaining("256");
        assertThatThrownBy(() -> Glob.of("")).isInstanceOf(InvalidRequestException.class);
    }

    /** What makes other matchers take time that doubles with each character. */
    @Test
    void hostile_patterns_take_no_more_steps_than_states_times_characters() {
        List<String> patterns =
                List.of(
                        "*a".repeat(128),
                        "**/".repeat(85),
                        "{a,*}".repeat(51),
                        "{*,?,[a]}".repeat(28),
                        "{".repeat(127) + "a" + "}".repeat(127),
                        "{,a}".repeat(64),
                        "[!b]*".repeat(51));
        String path = "a".repeat(2000) + "/" + "a/".repeat(400) + "b!";

        for (String pattern : patterns) {
            Glob glob = Glob.of(pattern);

            assertThat(glob.matches(path)).as(pattern).isFalse();
            assertThat(glob.size()).as(pattern).isLessThanOrEqualTo(2 * Glob.MAX_LENGTH);
            assertThat(glob.steps(path))
                    .as(pattern)
                    .isLessThanOrEqualTo(2L * glob.size() * (path.length() + 1));
        }
    }

    @Test
    void paths_with_the_same_beginning_share_their_way() {
        Glob glob = Glob.of("d/*/x");
        Glob.Progress directory = glob.after(glob.start(), "d/");

        assertThat(directory.isDead()).isFalse();
        assertThat(glob.accepts(glob.after(directory, "a/x"))).isTrue();
        assertThat(glob.accepts(glob.after(directory, "a/y"))).isFalse();
        assertThat(glob.after(glob.start(), "e/").isDead()).isTrue();
    }

    /** Where both have the same meaning, the JDK's matcher is the model. */
    @Test
    void random_patterns_agree_with_the_jdk() {
        Random random = new Random(11);
        String patternLetters = "aab*?.b";
        String pathLetters = "aab.bc";
        int matches = 0;
        for (int round = 0; round < 20_000; round++) {
            String pattern = text(random, patternLetters, 1 + random.nextInt(6));
            String path = text(random, pathLetters, 1 + random.nextInt(6));
            boolean expected =
                    FileSystems.getDefault()
                            .getPathMatcher("glob:" + pattern.replaceAll("\\*+", "*"))
                            .matches(Path.of(path));

            assertThat(Glob.of(pattern).matches(path))
                    .as("%s on %s", pattern, path)
                    .isEqualTo(expected);
            matches += expected ? 1 : 0;
        }
        assertThat(matches).isGreaterThan(200);
    }

    private static String text(Random random, String letters, int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
