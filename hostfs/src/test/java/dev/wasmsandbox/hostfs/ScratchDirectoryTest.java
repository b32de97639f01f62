package dev.wasmsandbox.hostfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.wasi.ScratchFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scratch space on the host's disk. */
class ScratchDirectoryTest {

    @TempDir Path folder;

    @Test
    void touches_nothing_until_it_is_needed() throws IOException {
        ScratchDirectory scratch = ScratchDirectory.in(folder);
        assertThat(scratchFolders()).isEmpty();

        scratch.close();
        assertThat(scratchFolders()).isEmpty();
    }

    @Test
    void reads_back_what_was_written() throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.in(folder);
                ScratchFile file = scratch.create()) {
            file.write(100, "hello".getBytes(UTF_8), 0, 5);
            byte[] bytes = new byte[105];
            file.read(0, bytes, 0, 105);

            assertThat(file.size()).isEqualTo(105);
            assertThat(new String(bytes, 100, 5, UTF_8)).isEqualTo("hello");
            assertThat(bytes[99]).isZero();
            assertThatThrownBy(() -> file.read(101, bytes, 0, 5)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void cuts_and_extends() throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.in(folder);
                ScratchFile file = scratch.create()) {
            file.write(0, "hello".getBytes(UTF_8), 0, 5);
            file.resize(2);
            file.resize(4);
            byte[] bytes = new byte[4];
            file.read(0, bytes, 0, 4);

            assertThat(bytes).containsExactly('h', 'e', 0, 0);
        }
    }

    @Test
    void is_private_and_goes_when_it_is_closed() throws IOException {
        ScratchDirectory scratch = ScratchDirectory.in(folder);
        ScratchFile file = scratch.create();
        file.write(0, new byte[10], 0, 10);
        Path made = scratchFolders().getFirst();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("1"))))
                .isEqualTo("rw-------");

        file.close();
        file.close();
        assertThat(made.resolve("1")).doesNotExist();
        scratch.create();
        scratch.close();
        assertThat(scratchFolders()).isEmpty();
        assertThatThrownBy(scratch::create)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void a_commit_takes_a_file_over() throws IOException {
        Path target = folder.resolve("result.bin");
        Files.writeString(target, "old");
        try (ScratchDirectory scratch = ScratchDirectory.in(folder)) {
            HostScratchFile file = (HostScratchFile) scratch.create();
            file.write(0, "new".getBytes(UTF_8), 0, 3);
            file.force();

            file.moveTo(target);
            file.close();

            assertThat(target).hasContent("new");
            assertThatThrownBy(() -> file.read(0, new byte[1], 0, 1))
                    .isInstanceOf(IOException.class);
        }
        assertThat(target).hasContent("new");
    }

    @Test
    void many_files_need_few_handles() throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.in(folder)) {
            List<ScratchFile> files = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                ScratchFile file = scratch.create();
                file.write(0, new byte[] {(byte) i}, 0, 1);
                files.add(file);
            }
            byte[] first = new byte[1];
            for (int i = 0; i < 150; i++) {
                files.get(i).read(0, first, 0, 1);
                assertThat(first[0]).isEqualTo((byte) i);
            }

            assertThat(scratch.channels().open()).isEqualTo(64);
        }
    }

    @Test
    void sweeping_removes_what_a_dead_process_left_and_nothing_else() throws IOException {
        ScratchDirectory used = ScratchDirectory.in(folder);
        ScratchFile before = used.create();
        Path dead = Files.createDirectory(folder.resolve(ScratchDirectory.PREFIX + "1-2-dead"));
        Files.writeString(dead.resolve("lock"), "");
        Files.writeString(dead.resolve("1"), "left over");
        Path starting =
                Files.createDirectory(folder.resolve(ScratchDirectory.PREFIX + "1-3-starting"));
        Path never =
                Files.createDirectory(
                        folder.resolve(ScratchDirectory.PREFIX + "1-4-never-started"));
        Files.setLastModifiedTime(never, FileTime.from(1, TimeUnit.DAYS));
        Path link =
                Files.createSymbolicLink(folder.resolve(ScratchDirectory.PREFIX + "link"), dead);
        Path other = Files.writeString(folder.resolve("other"), "x");
        try (used;
                ScratchFile living = before) {
            living.write(0, new byte[1], 0, 1);

            assertThat(ScratchDirectory.sweep(folder)).containsExactlyInAnyOrder(dead, never);

            assertThat(dead).doesNotExist();
            assertThat(starting).exists();
            assertThat(Files.isSymbolicLink(link)).isTrue();
            assertThat(other).exists();
            living.read(0, new byte[1], 0, 1);
        }
    }

    @Test
    void whoever_makes_space_removes_what_dead_processes_left() throws IOException {
        Path dead = Files.createDirectory(folder.resolve(ScratchDirectory.PREFIX + "1-2-dead"));
        Files.writeString(dead.resolve("lock"), "");
        Files.writeString(dead.resolve("1"), "left over");
        Path link =
                Files.createSymbolicLink(folder.resolve(ScratchDirectory.PREFIX + "link"), dead);
        try (ScratchDirectory scratch = ScratchDirectory.in(folder);
                ScratchFile _ = scratch.create()) {
            assertThat(dead).doesNotExist();
            assertThat(Files.isSymbolicLink(link)).isTrue();
        }
    }

    @Test
    void sweeping_leaves_a_living_process_alone() throws Exception {
        Process holder = ChildLock.start(folder);
        try {
            Path held = scratchFolders().getFirst();

            assertThat(ScratchDirectory.sweep(folder)).isEmpty();
            assertThat(held).exists();

            holder.destroyForcibly().waitFor();
            assertThat(ScratchDirectory.sweep(folder)).containsExactly(held);
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    private List<Path> scratchFolders() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(folder, ScratchDirectory.PREFIX + "*")) {
            all.forEach(found::add);
        }
        return found;
    }
}
