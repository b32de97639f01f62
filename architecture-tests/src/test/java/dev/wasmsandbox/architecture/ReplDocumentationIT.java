package dev.wasmsandbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.CodeCompletion;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Java example of docs/repl.md, which stands here line by line and is run; what is typed there is tested with the program. */
class ReplDocumentationIT {
    private final Repository repository = Repository.ofThisTest();

    @Test
    void the_example_stands_here_word_by_word() throws IOException {
        String here =
                withoutSpace(
                        repository
                                .lines(
                                        Path.of(
                                                "architecture-tests/src/test/java/dev/wasmsandbox/architecture/ReplDocumentationIT.java"))
                                .orElseThrow());
        List<String> document = repository.lines(Path.of("docs/repl.md")).orElseThrow();
        int begin = document.indexOf("```java");

        assertThat(begin).isPositive();
        assertThat(here)
                .contains(withoutSpace(document.subList(begin + 1, document.lastIndexOf("```"))));
    }

    private static String withoutSpace(List<String> lines) {
        return String.join("", lines).replaceAll("\\s", "");
    }

    @Test
    void the_example_does_what_it_says() {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            example();
        } finally {
            System.setOut(before);
        }

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("42\nNEEDED\njson\n");
    }

    private static void example() {
        try (Sandbox sandbox = Sandbox.builder().autoPersistGlobals(true).build()) {
            SandboxResult shown =
                    sandbox.execute(ExecutionRequest.builder("6 * 7").echo(true).build());
            System.out.print(shown.stdout()); // 42
            CodeValidation typed = sandbox.validateCode("def f(x):");
            System.out.println(typed.continuation()); // NEEDED
            CodeCompletion names = sandbox.complete("import js");
            System.out.println(names.candidates().getFirst().text()); // json
        }
    }
}
