package dev.wasmsandbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guests' build scripts say when something is missing or wrong. */
class GuestBuildScriptsTest {
    private static final Path SCRIPTS = Repository.ofThisTest().root().resolve("guest-common");

    @TempDir private Path directory;

    private record Ended(int status, String errors) {}

    @Test
    void without_a_compiler_and_a_package_manager_they_name_what_to_install() throws Exception {
        Ended ended =
                run("LLVM_MAJOR=99; PATH=%s; find_toolchain".formatted(directory.resolve("none")));

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors())
                .contains("missing on this machine: clang-99 lld-99 llvm-99")
                .doesNotContain("command not found");
    }

    @Test
    void a_wasi_sdk_that_is_none_is_named() throws Exception {
        Ended ended = run("WASI_SDK_PATH=%s; find_toolchain".formatted(directory.resolve("sdk")));

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors()).contains(directory.resolve("sdk") + " is not a wasi-sdk");
    }

    @Test
    void a_file_that_is_not_the_pinned_one_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("source.tar"), "something else");

        Ended ended = run("keep %s %s".formatted(file, "0".repeat(64)));

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors()).contains("source.tar is not the file that was pinned");
    }

    @Test
    void a_step_that_fails_shows_the_end_of_its_output_and_leaves_nothing_in_the_cache()
            throws Exception {
        Ended ended =
                run(
                        """
                        step() { touch "$1/half"; quietly "the step" bash -c 'echo why >&2; exit 3'; }
                        cached thing %s step
                        """
                                .formatted("a".repeat(64)));

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors()).contains("| why", "the step failed with exit code 3");
        try (var entries = Files.list(directory.resolve("wasm-sandbox/build"))) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder("downloads", "logs", "locks");
        }
    }

    private Ended run(String commands) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        ProcessBuilder bash =
                new ProcessBuilder(
                                "bash", "-c", ". '%s/toolchain.sh'\n".formatted(SCRIPTS) + commands)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(errors.toFile());
        bash.environment().put("XDG_CACHE_HOME", directory.toString());
        bash.environment().remove("WASI_SDK_PATH");
        int status = bash.start().waitFor();
        return new Ended(status, Files.readString(errors, StandardCharsets.UTF_8));
    }
}
