package dev.wasmsandbox.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EscapeCorpusTest {
    private final List<EscapeProgram> programs = EscapeCorpus.programs();

    @Test
    void at_least_150_programs_try_every_vector_in_both_languages() {
        assertThat(programs).hasSizeGreaterThanOrEqualTo(150);
        for (String language : List.of("python", "javascript")) {
            Set<EscapeVector> tried =
                    programs.stream()
                            .filter(program -> program.language().equals(language))
                            .map(EscapeProgram::vector)
                            .collect(Collectors.toSet());
            assertThat(tried).as(language).containsExactlyInAnyOrder(EscapeVector.values());
        }
    }

    @Test
    void no_two_programs_are_alike() {
        assertThat(programs).extracting(EscapeProgram::title).doesNotHaveDuplicates();
        assertThat(programs).extracting(EscapeProgram::tries).doesNotHaveDuplicates();
        assertThat(programs).extracting(EscapeCorpusTest::withoutHeader).doesNotHaveDuplicates();
    }

    private static String withoutHeader(EscapeProgram program) {
        return program.code()
                .lines()
                .filter(line -> !line.startsWith("# ") && !line.startsWith("// "))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void few_programs_may_end_anyhow() {
        assertThat(programs.stream().filter(EscapeProgram::endsAnyhow).count())
                .isLessThan(programs.size() / 10);
    }

    @Test
    void a_header_that_says_too_little_is_refused() {
        assertThatThrownBy(() -> EscapeProgram.parse("python/paths/x.py", "# title: x\nprint()\n"))
                .hasMessageContaining("python/paths/x.py")
                .hasMessageContaining("ends");
        assertThatThrownBy(() -> parsed("# title: x\n# tries: y\n# ends: fine\n"))
                .hasMessageContaining("\"fine\" is no end");
        assertThatThrownBy(() -> parsed("# title: x\n# tries: y\n# ends: any\n"))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> parsed("# colour: blue\n")).hasMessageContaining("colour");
        assertThatThrownBy(() -> EscapeProgram.parse("python/magic/x.py", "# title: x\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static EscapeProgram parsed(String code) {
        return EscapeProgram.parse("python/paths/x.py", code);
    }

    @Test
    void a_header_is_read_whole() {
        EscapeProgram program =
                parsed(
                        "# title: x\n# tries: y\n# ends: completed | error OSError\n# policy: fuel=5 runs=2\nprint()\n");

        assertThat(program.ends()).containsExactlyInAnyOrder("completed", "error OSError");
        assertThat(program.settings()).containsEntry("fuel", "5").containsEntry("runs", "2");
        assertThat(program.vector()).isEqualTo(EscapeVector.PATHS);
    }
}
