package dev.wasmsandbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.CodeValidation.Continuation;
import dev.wasmsandbox.RuntimeType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With a parser for a language of brackets: what is open needs more, a line that ends in a colon or dot may have more. */
class PipedBlocksTest {
    private int looks;

    private CodeValidation parse(String code) {
        looks++;
        long open =
                code.chars().filter(c -> c == '(').count()
                        - code.chars().filter(c -> c == ')').count();
        String first = code.lines().findFirst().orElse("");
        boolean wrong =
                open < 0 || code.contains("!") || first.startsWith(".") || first.startsWith("else");
        if (wrong) {
            return answer(false, Continuation.NONE);
        }
        if (open > 0 || code.endsWith(":")) {
            return answer(false, Continuation.NEEDED);
        }
        boolean block = first.endsWith(":") || first.endsWith("~");
        return answer(true, block ? Continuation.POSSIBLE : Continuation.NONE);
    }

    private static CodeValidation answer(boolean valid, Continuation continuation) {
        return new CodeValidation(valid, valid ? null : "wrong", null, null, null, continuation);
    }

    private List<String> blocks(RuntimeType runtime, String input) {
        PipedBlocks blocks =
                new PipedBlocks(
                        new ByteArrayInputStream(input.getBytes(UTF_8)), runtime, this::parse);
        List<String> found = new ArrayList<>();
        for (Optional<String> next = blocks.next(); next.isPresent(); next = blocks.next()) {
            if (!next.get().isBlank()) {
                found.add(next.get());
            }
        }
        return found;
    }

    private List<String> python(String input) {
        return blocks(RuntimeType.PYTHON, input);
    }

    @Test
    void simple_lines_are_blocks() {
        assertThat(python("a\nb\r\n\n\nc")).containsExactly("a", "b", "c");
        assertThat(python("")).isEmpty();
        assertThat(python("\n \n")).isEmpty();
    }

    @Test
    void what_is_open_goes_on() {
        assertThat(python("f(\n1\n)\nb")).containsExactly("f(\n1\n)", "b");
        assertThat(python("f(\n\n)\nb")).containsExactly("f(\n\n)", "b");
        assertThat(python("f(\n:quit\n)")).containsExactly("f(\n:quit\n)");
    }

    @Test
    void a_block_ends_where_the_next_line_cannot_belong_to_it() {
        assertThat(python("if:\n  a\n\n  b\nelse:\n  c\nd\n"))
                .containsExactly("if:\n  a\n\n  b\nelse:\n  c", "d");
        assertThat(python("if:\n  a\nif:\n  b")).containsExactly("if:\n  a", "if:\n  b");
        assertThat(python("if:\n  a\n:undo\nb")).containsExactly("if:\n  a", ":undo", "b");
    }

    @Test
    void the_rest_of_an_expression_belongs_to_it() {
        assertThat(blocks(RuntimeType.JAVASCRIPT, "f~\n.g\n.h\nx\n"))
                .containsExactly("f~\n.g\n.h", "x");
        assertThat(blocks(RuntimeType.JAVASCRIPT, "f~\n\ng~\n")).containsExactly("f~\n", "g~");
    }

    @Test
    void wrong_lines_are_blocks_of_their_own() {
        assertThat(python("!\na\n)\n")).containsExactly("!", "a", ")");
        assertThat(python("if:\n  a\n  !\nb")).containsExactly("if:\n  a\n  !", "b");
        assertThat(python("if:\n  a\nelse !\nb")).containsExactly("if:\n  a", "else !", "b");
    }

    @Test
    void what_is_not_finished_at_the_end_is_the_last_block() {
        assertThat(python("a\nf(")).containsExactly("a", "f(");
        assertThat(python("if:\n  a")).containsExactly("if:\n  a");
    }

    @Test
    void long_blocks_cost_no_more_than_their_length() {
        String block = "if:\n" + "  a = 1\n".repeat(20_000) + "b\n";

        assertThat(python(block)).hasSize(2);
        assertThat(looks).isLessThan(1_200);
    }

    @Test
    void what_is_no_text_is_refused() {
        PipedBlocks blocks =
                new PipedBlocks(
                        new ByteArrayInputStream(new byte[] {'a', '\n', (byte) 0xff, '\n'}),
                        RuntimeType.PYTHON,
                        this::parse);

        assertThat(blocks.next()).contains("a");
        assertThatThrownBy(blocks::next)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no UTF-8");
    }
}
