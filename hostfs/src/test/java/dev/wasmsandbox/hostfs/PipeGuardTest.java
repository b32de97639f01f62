package dev.wasmsandbox.hostfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipes where files were. */
class PipeGuardTest {

    @TempDir Path folder;

    @Test
    void opening_a_pipe_without_a_writer_ends() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        try (FileChannel channel =
                PipeGuard.open(
                        () -> FileChannel.open(pipe, StandardOpenOption.READ),
                        () ->
                                FileChannel.open(
                                                pipe,
                                                StandardOpenOption.READ,
                                                StandardOpenOption.WRITE)
                                        .close())) {
            assertThat(channel.isOpen()).isTrue();
        }
    }

    @Test
    void a_file_that_becomes_a_pipe_fails_to_be_read() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "text");
        try (HostDirectory directory = HostDirectory.open(folder)) {
            GuestView guest = GuestView.of(directory.root());
            assertThat(guest.names("")).containsExactly("f");
            Files.delete(file);
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

            assertThatThrownBy(() -> guest.text("f")).isInstanceOf(IOException.class);
        }
    }
}
