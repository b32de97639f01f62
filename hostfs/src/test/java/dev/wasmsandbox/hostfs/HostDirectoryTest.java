package dev.wasmsandbox.hostfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.Clocks;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.RunInterrupted;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasi.WasiState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host directories as trees. */
class HostDirectoryTest {

    @TempDir Path folder;

    private Path root;

    @BeforeEach
    void fill() throws IOException {
        root = Files.createDirectory(folder.resolve("data"));
        Files.writeString(root.resolve("a.txt"), "hello");
        Files.createDirectories(root.resolve("sub/deep"));
        Files.writeString(root.resolve("sub/deep/b.txt"), "below");
        Files.writeString(folder.resolve("secret"), "secret");
    }

    private HostDirectory open(boolean secure) throws IOException {
        return secure ? HostDirectory.open(root) : HostDirectory.openByPath(root.toRealPath());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shows_directories_and_files(boolean secure) throws IOException {
        try (HostDirectory directory = open(secure)) {
            GuestView guest = GuestView.of(directory.root());

            assertThat(guest.names("")).containsExactly("a.txt", "sub");
            assertThat(guest.names("sub/deep")).containsExactly("b.txt");
            assertThat(guest.text("a.txt")).isEqualTo("hello");
            assertThat(guest.text("sub/deep/b.txt")).isEqualTo("below");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void links_and_special_files_are_absent(boolean secure) throws Exception {
        Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret"));
        Files.createSymbolicLink(root.resolve("folder-link"), folder);
        Files.createSymbolicLink(root.resolve("inside"), Path.of("a.txt"));
        Process fifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
        assertThat(fifo.waitFor()).isZero();

        try (HostDirectory directory = open(secure)) {
            assertThat(GuestView.of(directory.root()).names("")).containsExactly("a.txt", "sub");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_replaced_by_a_link_fails(boolean secure) throws IOException {
        try (HostDirectory directory = open(secure)) {
            Blob blob = GuestView.of(directory.root()).blob("a.txt");
            Files.delete(root.resolve("a.txt"));
            Files.createSymbolicLink(root.resolve("a.txt"), folder.resolve("secret"));

            assertFails(blob);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_directory_replaced_by_a_link_fails(boolean secure) throws IOException {
        try (HostDirectory directory = open(secure)) {
            GuestView guest = GuestView.of(directory.root());
            Blob blob = guest.blob("sub/deep/b.txt");
            Files.move(root.resolve("sub"), folder.resolve("moved"));
            Files.createSymbolicLink(root.resolve("sub"), folder.resolve("moved"));

            assertFails(blob);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_directory_replaced_by_another_fails(boolean secure) throws IOException {
        try (HostDirectory directory = open(secure)) {
            GuestView guest = GuestView.of(directory.root());
            Blob blob = guest.blob("sub/deep/b.txt");
            Files.move(root.resolve("sub"), folder.resolve("moved"));
            Files.createDirectories(root.resolve("sub/deep"));
            Files.writeString(root.resolve("sub/deep/b.txt"), "other");

            assertFails(blob);
        }
    }

    @Test
    void a_replaced_directory_can_not_be_listed() throws IOException {
        try (HostDirectory directory = open(true)) {
            GuestView guest = GuestView.of(directory.root());
            assertThat(guest.names("")).contains("sub");
            Files.move(root.resolve("sub"), folder.resolve("moved"));
            Files.createDirectory(root.resolve("sub"));

            assertThatThrownBy(() -> guest.names("sub"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("was replaced");
        }
    }

    @Test
    void a_file_that_changes_fails() throws IOException {
        try (HostDirectory directory = open(true)) {
            Blob blob = GuestView.of(directory.root()).blob("a.txt");
            blob.read(0, new byte[5], 0, 5);
            Files.writeString(root.resolve("a.txt"), "!", StandardOpenOption.APPEND);

            assertFails(blob);
        }
    }

    @Test
    void a_file_that_was_rewritten_before_it_was_opened_fails() throws IOException {
        try (HostDirectory directory = open(true)) {
            Blob blob = GuestView.of(directory.root()).blob("a.txt");
            Files.writeString(root.resolve("a.txt"), "HELLO");
            Files.setLastModifiedTime(root.resolve("a.txt"), FileTime.from(1, TimeUnit.DAYS));

            assertFails(blob);
        }
    }

    @Test
    void a_vanished_file_fails() throws IOException {
        try (HostDirectory directory = open(true)) {
            Blob blob = GuestView.of(directory.root()).blob("a.txt");
            Files.delete(root.resolve("a.txt"));

            assertFails(blob);
        }
    }

    @Test
    void many_files_need_few_handles() throws IOException {
        for (int i = 0; i < 200; i++) {
            Files.writeString(root.resolve("many" + i), "content " + i);
        }
        try (HostDirectory directory = open(true)) {
            GuestView guest = GuestView.of(directory.root());
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                texts.add(guest.text("many" + i));
            }

            assertThat(texts).hasSize(200).contains("content 0", "content 199");
            assertThat(directory.channels().open()).isEqualTo(64);
        }
    }

    @Test
    void a_closed_directory_fails_cleanly() throws IOException {
        HostDirectory directory = open(true);
        Blob blob = GuestView.of(directory.root()).blob("a.txt");
        directory.close();

        assertFails(blob);
        assertThatThrownBy(() -> directory.openRoot()).isInstanceOf(IOException.class);
    }

    @Test
    void a_link_to_the_root_is_followed_once() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), root);

        try (HostDirectory directory = HostDirectory.open(link)) {
            assertThat(directory.path()).isEqualTo(root.toRealPath());
            assertThat(GuestView.of(directory.root()).names("")).contains("a.txt");
        }
    }

    @Test
    void a_file_is_no_directory() {
        assertThatThrownBy(() -> HostDirectory.open(root.resolve("a.txt")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> HostDirectory.open(root.resolve("absent")))
                .isInstanceOf(IOException.class);
    }

    private static void assertFails(Blob blob) {
        assertThatThrownBy(() -> blob.read(0, new byte[5], 0, 5)).isInstanceOf(IOException.class);
    }

    @Test
    void listing_a_large_directory_ends_with_the_run() throws IOException {
        Path large = Files.createDirectory(folder.resolve("large"));
        for (int i = 0; i < 200; i++) {
            Files.createFile(large.resolve("f" + i));
        }
        WasiState.Open open =
                new WasiState.Open(4, new WasiState.Target.File("/mnt/f7"), 0, 0, 0, 0);
        WasiState state = new WasiState(List.of(open), List.of());
        WasiConfig config = WasiConfig.builder().clocks(new Ended()).build();
        try (HostDirectory directory = HostDirectory.open(large);
                Tree tree =
                        Tree.builder()
                                .mount("/mnt", directory.root(), MountAccess.READ_ONLY)
                                .build()) {
            // Looks for the file in the mount.
            assertThatThrownBy(() -> new WasiPreview1(tree, config, state))
                    .isSameAs(RunInterrupted.INSTANCE);

            assertThat(GuestView.of(directory.root()).names("")).hasSize(200);
        }
    }

    /** The clocks of a run that is to end. */
    private static final class Ended implements Clocks {
        @Override
        public long realtimeNanos() {
            return 0;
        }

        @Override
        public long monotonicNanos() {
            return 0;
        }

        @Override
        public void sleep(long nanos) {
            checkInterrupted();
        }

        @Override
        public void checkInterrupted() {
            throw RunInterrupted.INSTANCE;
        }
    }
}
