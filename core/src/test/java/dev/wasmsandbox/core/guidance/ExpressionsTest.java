package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionsTest {
    @Test
    void the_last_group_of_brackets_is_found_past_nested_ones() {
        assertThat(Expressions.beforeLastGroup("f(a)(b(c), '(')", '(')).contains("f(a)");
        assertThat(Expressions.inLastGroup("f(a)(b(c), '(')", '(')).contains("b(c), '('");
        assertThat(Expressions.beforeLastGroup("rows[0]['a]b']", '[')).contains("rows[0]");
        assertThat(Expressions.beforeLastGroup("a + b", '(')).isEmpty();
        assertThat(Expressions.beforeLastGroup("(a)", '(')).isEmpty();
        assertThat(Expressions.beforeLastGroup(")(", '(')).isEmpty();
    }

    @Test
    void operations_are_taken_apart_at_their_last_operator() {
        assertThat(Expressions.operation("'a+b' + f(c + d) + e", "+"))
                .contains(new Expressions.Operation("'a+b' + f(c + d)", "+", "e"));
        assertThat(Expressions.operation("+", "+")).isEmpty();
        assertThat(Expressions.operation("a", "+")).isEmpty();
    }

    @Test
    void texts_are_read_and_replaced_as_they_are_meant() {
        assertThat(Expressions.literals("open(r'C:\\a', \"b\\\\c\", '')"))
                .containsExactly("C:\\a", "b\\c", "");
        assertThat(Expressions.literals("it's")).containsExactly("");
        assertThat(Expressions.replaceLiteral("f(\"/tmp/x\", '/tmp/x')", "/tmp/x", "/app/\"x"))
                .isEqualTo("f(\"/app/\\\"x\", '/tmp/x')");
        assertThat(Expressions.replaceLiteral("open(r'D:\\x')", "D:\\x", "it's")).isNull();
        assertThat(Expressions.replaceLiteral("f(x)", "x", "y")).isNull();
    }

    @Test
    void a_text_is_in_single_quotes_if_it_has_both() {
        assertThat(Expressions.inSingleQuotes("'a'b'")).contains("a'b");
        assertThat(Expressions.inSingleQuotes("''")).contains("");
        for (String other : new String[] {"", "'", "'a", "a'", "\"a\"", "a"}) {
            assertThat(Expressions.inSingleQuotes(other)).isEmpty();
        }
    }
}
