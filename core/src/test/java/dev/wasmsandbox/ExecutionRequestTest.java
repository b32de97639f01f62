package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.ExecutionRequest.StandardInput;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutionRequestTest {
    @Test
    void code_alone_takes_everything_from_the_policy() {
        ExecutionRequest request = ExecutionRequest.of("print('é')");

        assertThat(request.codeText()).isEqualTo("print('é')");
        assertThat(request.code()).isEqualTo("print('é')".getBytes(UTF_8));
        assertThat(request.arguments()).isEmpty();
        assertThat(request.environment()).isEmpty();
        assertThat(request.timeout()).isEmpty();
        assertThat(request.outputListener()).isEmpty();
        assertThat(((StandardInput.Bytes) request.standardInput()).content()).isEmpty();
    }

    @Test
    void code_may_be_any_bytes() {
        byte[] code = {0, (byte) 0xff, '\n'};

        ExecutionRequest request = ExecutionRequest.builder(code).build();
        code[0] = 'x';

        assertThat(request.code()).isEqualTo(new byte[] {0, (byte) 0xff, '\n'});
        assertThat(request.codeText()).isEqualTo("\0\ufffd\n");
    }

    @Test
    void everything_can_be_set() {
        InputStream stream = new ByteArrayInputStream(new byte[0]);
        OutputListener listener = (channel, bytes) -> {};

        ExecutionRequest request =
                ExecutionRequest.builder("")
                        .arguments("a", "b")
                        .environment(Map.of("A", "1"))
                        .environment("B", "2")
                        .standardInput(stream)
                        .timeout(Duration.ofSeconds(1))
                        .outputListener(listener)
                        .build();

        assertThat(request.arguments()).contains(List.of("a", "b"));
        assertThat(request.environment()).isEqualTo(Map.of("A", "1", "B", "2"));
        assertThat(request.standardInput()).isEqualTo(new StandardInput.Stream(stream));
        assertThat(request.timeout()).contains(Duration.ofSeconds(1));
        assertThat(request.outputListener()).containsSame(listener);
    }

    @Test
    void no_arguments_are_not_the_policys_arguments() {
        assertThat(ExecutionRequest.builder("").arguments().build().arguments())
                .contains(List.of());
    }

    @Test
    void bad_values_are_named() {
        assertThatThrownBy(() -> ExecutionRequest.builder("").arguments("\0").build())
                .isInstanceOf(PolicyValidationException.class)
                .hasMessageContaining("arguments[0]");
        assertThatThrownBy(() -> ExecutionRequest.builder("").environment("=", "").build())
                .isInstanceOf(PolicyValidationException.class)
                .hasMessageContaining("environment");
        assertThatThrownBy(() -> ExecutionRequest.builder("").timeout(Duration.ZERO).build())
                .isInstanceOf(PolicyValidationException.class)
                .hasMessageContaining("timeout is 0 seconds");
    }

    @Test
    void languages_are_found_by_name_and_by_file() {
        assertThat(RuntimeType.of("Python")).isEqualTo(RuntimeType.PYTHON);
        assertThat(RuntimeType.of("js")).isEqualTo(RuntimeType.JAVASCRIPT);
        assertThatThrownBy(() -> RuntimeType.of("ruby"))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_LANGUAGE))
                .hasMessageContainingAll("ruby", "python or javascript");
        assertThat(RuntimeType.ofFileName("a/b.PY")).contains(RuntimeType.PYTHON);
        assertThat(RuntimeType.ofFileName("x.mjs")).contains(RuntimeType.JAVASCRIPT);
        assertThat(RuntimeType.ofFileName("py")).isEmpty();
    }
}
