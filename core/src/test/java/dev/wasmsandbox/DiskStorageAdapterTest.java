package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.WorkspaceChange.CreateDirectory;
import dev.wasmsandbox.WorkspaceChange.Delete;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.WorkspaceChange.PutFile;
import dev.wasmsandbox.WorkspaceChange.PutLink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStorageAdapterTest extends StorageAdapterContract {
    @TempDir Path directory;
    private Path root = Path.of("");
    private int adapters;

    @Override
    DiskStorageAdapter adapter() {
        root = directory.resolve("root" + adapters++);
        return new DiskStorageAdapter(root);
    }

    private DiskStorageAdapter withSession() {
        return (DiskStorageAdapter) withSession("s");
    }

    @Test
    void a_workspace_is_a_plain_folder_of_plain_files() throws IOException {
        DiskStorageAdapter storage = withSession();
        assertThat(
                        storage.commit(
                                "s",
                                List.of(new CreateDirectory("d"), file("d/f.txt", "text")),
                                USED))
                .isEmpty();

        Path folder = root.resolve("s");

        assertThat(storage.localPath("s")).contains(folder.toAbsolutePath());
        assertThat(folder.resolve("d/f.txt")).hasContent("text");
        assertThat(Files.getLastModifiedTime(folder.resolve("d/f.txt")).toInstant())
                .isEqualTo(USED);
        assertThat(folder.resolve(".metadata.json"))
                .hasContent(
                        "{\"session_id\":\"s\",\"created_at\":\"2026-03-01T10:00:00.000000Z\",\"updated_at\":\"2026-03-01T11:30:00.500000Z\",\"version\":1}");
        assertThat(leftInStaging(storage)).isEmpty();
    }

    @Test
    void what_the_host_puts_there_is_shown() throws IOException {
        DiskStorageAdapter storage = withSession();
        Files.createDirectories(root.resolve("s/in"));
        Files.writeString(root.resolve("s/in/data.csv"), "a,b");

        assertThat(paths(storage, "s")).containsExactly("in", "in/data.csv");
        assertThat(read(storage, "s", "in/data.csv")).isEqualTo("a,b");
    }

    @Test
    void links_of_the_host_are_neither_shown_nor_followed_nor_destroyed() throws IOException {
        DiskStorageAdapter storage = withSession();
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path secret = Files.writeString(outside.resolve("secret"), "secret");
        Path folder = root.resolve("s");
        Files.createSymbolicLink(folder.resolve("file"), secret);
        Files.createSymbolicLink(folder.resolve("folder"), outside);
        Files.createSymbolicLink(folder.resolve("dangling"), outside.resolve("new"));

        assertThat(paths(storage, "s")).isEmpty();
        List<WorkspaceFailure> failures =
                storage.commit(
                        "s",
                        List.of(
                                file("file", "overwritten"),
                                file("folder/secret", "overwritten"),
                                file("dangling", "created"),
                                new CreateDirectory("folder/sub"),
                                new CreateDirectory("dangling"),
                                new PutLink("file", "x"),
                                new Delete("file"),
                                new Delete("folder"),
                                new Delete("folder/secret")),
                        USED);

        assertThat(failures)
                .extracting(WorkspaceFailure::path)
                .contains("file", "folder/secret", "dangling", "folder/sub");
        assertThat(secret).hasContent("secret");
        try (Stream<Path> left = Files.list(outside)) {
            assertThat(left).containsExactly(secret);
        }
        for (String name : List.of("file", "folder", "dangling")) {
            assertThat(Files.isSymbolicLink(folder.resolve(name))).isTrue();
        }
    }

    @Test
    void a_guest_link_is_never_made_on_the_host() throws IOException {
        DiskStorageAdapter storage = withSession();

        assertThat(storage.commit("s", List.of(new PutLink("l", "/etc/passwd")), USED)).isEmpty();

        assertThat(Files.exists(root.resolve("s/l"), LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(paths(new DiskStorageAdapter(root), "s")).containsExactly("l");
    }

    @Test
    void links_beyond_measure_are_refused_and_the_others_kept() {
        DiskStorageAdapter storage = withSession();
        List<WorkspaceChange> links = new ArrayList<>();
        for (int index = 0; index < 300; index++) {
            links.add(new PutLink("l" + index, "\u0001".repeat(4000)));
        }

        List<WorkspaceFailure> failures = storage.commit("s", links, USED);

        assertThat(failures).isNotEmpty();
        assertThat(failures.get(0).reason()).contains("too many links");
        assertThat(paths(storage, "s")).hasSize(300 - failures.size()).contains("l0", "l200");
        assertThat(storage.metadata("s")).isPresent();

        // What goes makes room, in the same commit and in the next one.
        PutLink another = new PutLink("another", "\u0001".repeat(4000));
        assertThat(storage.commit("s", List.of(another), USED)).hasSize(1);
        assertThat(storage.commit("s", List.of(new Delete("l0"), file("l1", "x")), USED)).isEmpty();
        assertThat(storage.commit("s", List.of(another), USED)).isEmpty();
        assertThat(storage.commit("s", List.of(new PutLink("more", "\u0001".repeat(4000))), USED))
                .isEmpty();
        assertThat(storage.commit("s", List.of(new PutLink("most", "\u0001".repeat(4000))), USED))
                .hasSize(1);
    }

    @Test
    void a_pipe_is_neither_opened_nor_replaced() throws Exception {
        DiskStorageAdapter storage = withSession();
        Path pipe = root.resolve("s/pipe");
        int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        assertThat(made).isZero();

        assertThat(paths(storage, "s")).isEmpty();
        assertThat(storage.commit("s", List.of(file("pipe", "x"), new Delete("pipe")), USED))
                .extracting(WorkspaceFailure::path)
                .containsExactly("pipe");
        assertThat(Files.exists(pipe)).isTrue();
    }

    @Test
    void an_undecodable_name_is_left_alone() throws Exception {
        DiskStorageAdapter storage = withSession();
        String folder = root.resolve("s").toString();
        int made =
                new ProcessBuilder("sh", "-c", "printf x > \"$0/$(printf 'a\\377b')\"", folder)
                        .start()
                        .waitFor();
        assertThat(made).isZero();

        assertThat(paths(storage, "s")).isEmpty();
        assertThat(storage.commit("s", List.of(file("f", "x")), USED)).isEmpty();
        try (Stream<Path> left = Files.list(root.resolve("s"))) {
            assertThat(left).hasSize(3);
        }
        assertThat(storage.delete("s")).isTrue();
        assertThat(Files.exists(root.resolve("s"))).isFalse();
    }

    @Test
    void a_folder_with_something_hidden_in_it_stays() throws IOException {
        DiskStorageAdapter storage = withSession();
        assertThat(storage.commit("s", List.of(new CreateDirectory("d")), USED)).isEmpty();
        Files.createSymbolicLink(root.resolve("s/d/link"), directory);

        assertThat(storage.commit("s", List.of(new Delete("d")), USED)).isEmpty();

        assertThat(Files.isSymbolicLink(root.resolve("s/d/link"))).isTrue();
    }

    @Test
    void deleting_a_session_does_not_follow_links() throws IOException {
        DiskStorageAdapter storage = withSession();
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("keep"), "keep");
        Files.createSymbolicLink(root.resolve("s/link"), outside);

        assertThat(storage.delete("s")).isTrue();

        assertThat(outside.resolve("keep")).hasContent("keep");
        assertThat(leftInStaging(storage)).isEmpty();
    }

    @Test
    void a_session_that_is_a_link_is_none() throws IOException {
        DiskStorageAdapter storage = withSession();
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(root.resolve("other"), outside);

        assertThat(storage.exists("other")).isFalse();
        assertThat(storage.sessions()).containsExactly("s");
        assertThat(storage.delete("other")).isFalse();
        assertThatThrownBy(() -> storage.create(SessionMetadata.createdAt("other", CREATED)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("other");
        assertThatThrownBy(() -> storage.open("other")).isInstanceOf(StorageException.class);
    }

    @Test
    void an_ill_formed_id_never_reaches_the_disk() {
        DiskStorageAdapter storage = withSession();

        for (String id : List.of("", ".", "..", "../s", "a/b", "/etc", ".staging", "a\0", "ä")) {
            assertThatThrownBy(() -> storage.open(id))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("session id is");
            assertThatThrownBy(() -> storage.delete(id))
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void damaged_or_missing_metadata_is_tolerated_and_made_anew() throws IOException {
        DiskStorageAdapter storage = withSession();
        for (String damage :
                List.of(
                        "",
                        "{",
                        "[]",
                        "null",
                        "{\"session_id\":3}",
                        "{\"session_id\":\"s\",\"created_at\":\"yesterday\",\"updated_at\":\"\",\"version\":1}",
                        "[".repeat(100_000))) {
            Files.writeString(root.resolve("s/.metadata.json"), damage);

            assertThat(storage.metadata("s")).as(damage).isEmpty();
            assertThat(paths(storage, "s")).isEmpty();
        }
        Files.delete(root.resolve("s/.metadata.json"));
        assertThat(storage.metadata("s")).isEmpty();

        assertThat(storage.commit("s", List.of(), USED)).isEmpty();

        assertThat(storage.metadata("s")).contains(new SessionMetadata("s", USED, USED, 1));
    }

    @Test
    void a_file_that_the_host_changes_while_it_is_used_fails_instead_of_mixing() throws Exception {
        DiskStorageAdapter storage = withSession();
        assertThat(storage.commit("s", List.of(file("f", "12345")), USED)).isEmpty();

        try (WorkspaceSnapshot snapshot = storage.open("s")) {
            Files.writeString(root.resolve("s/f"), "another");

            assertThatThrownBy(() -> snapshot.read(snapshot.entries().get(0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("changed by the host");
        }
    }

    @Test
    void a_scratch_file_is_moved_and_not_copied() throws IOException {
        DiskStorageAdapter storage = withSession();
        Path scratch = storage.stagingPath().resolve("scratch-1");
        Files.writeString(scratch, "large");
        FileContent content =
                new FileContent() {
                    @Override
                    public long size() {
                        return 5;
                    }

                    @Override
                    public InputStream open() throws IOException {
                        throw new IOException("must not be read");
                    }

                    @Override
                    public boolean moveTo(Path target) throws IOException {
                        Files.move(scratch, target);
                        return true;
                    }
                };

        assertThat(storage.commit("s", List.of(new PutFile("f", content, USED)), USED)).isEmpty();

        assertThat(root.resolve("s/f")).hasContent("large");
        assertThat(scratch).doesNotExist();
    }

    @Test
    void what_a_dead_process_left_is_swept_after_a_day() throws IOException {
        DiskStorageAdapter first = withSession();
        Path old = Files.createDirectory(first.stagingPath().resolve("old"));
        Files.writeString(old.resolve("x"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path young = Files.writeString(first.stagingPath().resolve("young"), "x");

        assertThat(new DiskStorageAdapter(root).create(SessionMetadata.createdAt("other", CREATED)))
                .isTrue();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void a_commit_makes_the_staging_folder_again() throws IOException {
        DiskStorageAdapter storage = withSession();
        Files.delete(storage.stagingPath());

        assertThat(storage.commit("s", List.of(file("f", "x")), USED)).isEmpty();

        assertThat(read(storage, "s", "f")).isEqualTo("x");
    }

    @Test
    void a_root_that_is_a_file_is_told() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() ->
                        new DiskStorageAdapter(file)
                                .create(SessionMetadata.createdAt("s", CREATED)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file.toString());
    }

    private static List<Path> leftInStaging(DiskStorageAdapter storage) throws IOException {
        try (Stream<Path> left = Files.list(storage.stagingPath())) {
            return left.toList();
        }
    }
}
