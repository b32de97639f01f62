package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of interpreters that live on are taken back, also by a later sandbox or another process. */
@Timeout(180)
class LiveUndoIT {
    @TempDir Path root;
    @TempDir Path elsewhere;

    private SandboxBuilder builder() {
        return TestSandboxes.live(root).sessionId("s").undoDepth(3);
    }

    @Test
    void a_later_sandbox_takes_back_what_an_earlier_one_did() {
        try (Sandbox sandbox = builder().build()) {
            for (int i = 1; i < 6; i++) {
                out(
                        sandbox,
                        "x = "
                                + i
                                + "\nopen('f', 'w').write(str(x))\nopen('f%d' % x, 'w').close()");
            }
        }
        for (int i = 4; i > 2; i--) {
            try (Sandbox sandbox = builder().build()) {
                sandbox.undo();
                assertThat(root.resolve("s/f")).hasContent(Integer.toString(i));
                assertThat(root.resolve("s/f" + (i + 1))).doesNotExist();
            }
        }
        try (Sandbox sandbox = builder().build()) {
            sandbox.undo();
            assertThat(out(sandbox, "print(x, open('f').read())")).isEqualTo("2 2\n");
            sandbox.undo();
            assertThatThrownBy(sandbox::undo)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("nothing to undo");
            assertThat(out(sandbox, "print(x)")).isEqualTo("2\n");
        }
    }

    @Test
    void undoing_to_before_the_first_run_leaves_nothing() {
        try (Sandbox sandbox = builder().build()) {
            out(sandbox, "x = 1\nopen('f', 'w').close()");
        }
        assertThat(root.resolve(".state/s/.python")).exists();
        try (Sandbox sandbox = builder().build()) {
            sandbox.undo();
        }
        assertThat(root.resolve(".state/s")).isEmptyDirectory();
        assertThat(root.resolve("s/f")).doesNotExist();
        try (Sandbox sandbox = builder().build()) {
            assertThat(out(sandbox, "print('x' in globals())")).isEqualTo("False\n");
        }
    }

    @Test
    void another_process_takes_back_what_a_killed_one_did() throws Exception {
        LiveChild child = LiveChild.open(root, "s", true);
        assertThat(child.run("x = 1; print(x)")).isEqualTo("1\n");
        assertThat(child.run("x = 2; open('f', 'w').write('2'); print(x)")).isEqualTo("2\n");
        assertThat(child.kill()).isEmpty();
        try (Sandbox sandbox = builder().build()) {
            sandbox.undo();
            assertThat(out(sandbox, "import os\nprint(x, os.path.exists('f'))"))
                    .isEqualTo("1 False\n");
        }
    }

    @Test
    void undone_is_undone_for_others_when_each_run_is_saved() throws Exception {
        Sandbox sandbox = builder().saveEachRun(true).build();
        out(sandbox, "x = 1");
        out(sandbox, "x = 2");
        sandbox.undo();
        // What is in the storage now is what a process that is killed leaves.
        DiskStorageAdapter storage = new DiskStorageAdapter(elsewhere);
        copy(root.resolve(".state/s"), storage);
        try (Sandbox other = builder().storage(storage).build()) {
            assertThat(out(other, "print(x)")).isEqualTo("1\n");
            other.undo();
            other.undo();
            assertThat(out(other, "print('x' in globals())")).isEqualTo("False\n");
        }
        sandbox.reset();
        assertThat(root.resolve(".state/s")).isEmptyDirectory();
        sandbox.close();
    }

    private static void copy(Path state, DiskStorageAdapter to) throws Exception {
        assertThat(to.create(SessionMetadata.createdAt("s", Instant.EPOCH))).isTrue();
        Path target = Files.createDirectories(to.root().resolve(".state/s"));
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }
}
