package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.WorkspaceChange.CreateDirectory;
import dev.wasmsandbox.WorkspaceChange.Delete;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.WorkspaceChange.PutFile;
import dev.wasmsandbox.WorkspaceChange.PutLink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every storage adapter keeps, whatever it stands on. */
abstract class StorageAdapterContract extends StorageCheckpointsContract {
    @Test
    void a_session_is_created_once() {
        StorageAdapter storage = adapter();

        assertThat(storage.exists("s")).isFalse();
        assertThat(storage.create(SessionMetadata.createdAt("s", CREATED))).isTrue();
        assertThat(storage.create(SessionMetadata.createdAt("s", USED))).isFalse();

        assertThat(storage.exists("s")).isTrue();
        assertThat(storage.metadata("s")).contains(new SessionMetadata("s", CREATED, CREATED, 1));
        assertThat(paths(storage, "s")).isEmpty();
    }

    @Test
    void sessions_are_listed_in_order() {
        StorageAdapter storage = adapter();
        assertThat(storage.sessions()).isEmpty();

        for (String id : List.of("b", "a.1", "C_2", "a-0")) {
            assertThat(storage.create(SessionMetadata.createdAt(id, CREATED))).isTrue();
        }

        assertThat(storage.sessions()).containsExactly("C_2", "a-0", "a.1", "b");
    }

    @Test
    void an_unknown_session_is_told() {
        StorageAdapter storage = adapter();

        assertThat(storage.metadata("nobody")).isEmpty();
        assertThat(storage.delete("nobody")).isFalse();
        assertThatThrownBy(() -> storage.open("nobody"))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND))
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> storage.commit("nobody", List.of(), USED))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void a_commit_notes_the_time_and_keeps_the_creation() {
        StorageAdapter storage = withSession("s");

        assertThat(storage.commit("s", List.of(), USED)).isEmpty();

        assertThat(storage.metadata("s")).contains(new SessionMetadata("s", CREATED, USED, 1));
    }

    @Test
    void files_directories_and_links_come_back() throws IOException {
        StorageAdapter storage = withSession("s");

        List<WorkspaceFailure> failures =
                storage.commit(
                        "s",
                        List.of(
                                new CreateDirectory("d"),
                                new CreateDirectory("d/e"),
                                file("d/e/f.txt", "deep"),
                                file("a.txt", "hello"),
                                file("empty", ""),
                                file("d.txt", "beside the directory"),
                                new PutLink("d/link", "../../etc/passwd"),
                                new PutLink("abs", "/etc/passwd")),
                        USED);

        assertThat(failures).isEmpty();
        try (WorkspaceSnapshot snapshot = storage.open("s")) {
            assertThat(snapshot.entries())
                    .filteredOn(e -> e.kind() == WorkspaceEntry.Kind.FILE)
                    .containsExactlyInAnyOrder(
                            WorkspaceEntry.file("a.txt", 5, USED),
                            WorkspaceEntry.file("d.txt", 20, USED),
                            WorkspaceEntry.file("d/e/f.txt", 4, USED),
                            WorkspaceEntry.file("empty", 0, USED));
            assertThat(snapshot.entries())
                    .filteredOn(e -> e.kind() == WorkspaceEntry.Kind.LINK)
                    .extracting(WorkspaceEntry::path, WorkspaceEntry::target)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("abs", "/etc/passwd"),
                            org.assertj.core.groups.Tuple.tuple("d/link", "../../etc/passwd"));
            assertThat(read(snapshot, "d/e/f.txt")).isEqualTo("deep");
            assertThat(read(snapshot, "empty")).isEmpty();
        }
    }

    @Test
    void a_directory_comes_before_what_it_holds() {
        StorageAdapter storage = withSession("s");
        assertThat(
                        storage.commit(
                                "s",
                                List.of(
                                        new CreateDirectory("d"),
                                        new CreateDirectory("d/e"),
                                        file("d/e/f", ""),
                                        file("d-", ""),
                                        file("d.x", "")),
                                USED))
                .isEmpty();

        List<String> paths = paths(storage, "s");

        assertThat(paths).hasSize(5);
        assertThat(paths.indexOf("d")).isLessThan(paths.indexOf("d/e"));
        assertThat(paths.indexOf("d/e")).isLessThan(paths.indexOf("d/e/f"));
    }

    @Test
    void contents_are_read_by_range() throws IOException {
        StorageAdapter storage = withSession("s");
        assertThat(storage.commit("s", List.of(file("f", "0123456789")), USED)).isEmpty();

        try (WorkspaceSnapshot snapshot = storage.open("s");
                WorkspaceSnapshot.Content content = snapshot.read(snapshot.entries().get(0))) {
            byte[] target = new byte[6];
            assertThat(content.read(3, target, 1, 4)).isEqualTo(4);
            assertThat(target).isEqualTo(new byte[] {0, '3', '4', '5', '6', 0});
            assertThat(content.read(8, target, 0, 6)).isEqualTo(2);
            assertThat(content.read(10, target, 0, 6)).isZero();
            assertThat(content.read(99, target, 0, 6)).isZero();
        }
    }

    @Test
    void a_put_replaces_and_a_delete_removes() throws IOException {
        StorageAdapter storage = withSession("s");
        assertThat(
                        storage.commit(
                                "s",
                                List.of(
                                        file("a", "old"),
                                        file("b", "b"),
                                        new CreateDirectory("d"),
                                        new PutLink("l", "a")),
                                USED))
                .isEmpty();

        assertThat(
                        storage.commit(
                                "s",
                                List.of(
                                        file("a", "new and longer"),
                                        new Delete("b"),
                                        new Delete("d"),
                                        new Delete("l"),
                                        new Delete("never/there")),
                                USED))
                .isEmpty();

        assertThat(paths(storage, "s")).containsExactly("a");
        assertThat(read(storage, "s", "a")).isEqualTo("new and longer");
    }

    @Test
    void renamed_files_keep_their_contents_though_their_old_names_are_deleted_first()
            throws IOException {
        StorageAdapter storage = withSession("s");
        storage.commit("s", List.of(file("first", "1"), file("second", "2")), USED);
        try (WorkspaceSnapshot snapshot = storage.open("s")) {
            List<WorkspaceChange> swapped =
                    List.of(
                            new Delete("first"),
                            new Delete("second"),
                            new PutFile("first", later(snapshot, "second"), USED),
                            new PutFile("third", later(snapshot, "first"), USED));

            assertThat(storage.commit("s", swapped, USED)).isEmpty();
        }

        assertThat(paths(storage, "s")).containsExactly("first", "third");
        assertThat(read(storage, "s", "first")).isEqualTo("2");
        assertThat(read(storage, "s", "third")).isEqualTo("1");
    }

    /** The content of a stored file, read when the storage asks for it. */
    private static WorkspaceChange.FileContent later(WorkspaceSnapshot snapshot, String path) {
        return new WorkspaceChange.FileContent() {
            @Override
            public long size() {
                return 1;
            }

            @Override
            public InputStream open() throws IOException {
                return new ByteArrayInputStream(read(snapshot, path).getBytes(UTF_8));
            }
        };
    }

    @Test
    void a_name_can_change_its_kind() throws IOException {
        StorageAdapter storage = withSession("s");
        assertThat(storage.commit("s", List.of(file("x", "1"), new PutLink("y", "x")), USED))
                .isEmpty();

        assertThat(
                        storage.commit(
                                "s",
                                List.of(
                                        new Delete("x"),
                                        new Delete("y"),
                                        new CreateDirectory("x"),
                                        file("x/y", "2"),
                                        file("y", "3")),
                                USED))
                .isEmpty();

        assertThat(paths(storage, "s")).containsExactlyInAnyOrder("x", "x/y", "y");
        assertThat(read(storage, "s", "x/y")).isEqualTo("2");
        assertThat(read(storage, "s", "y")).isEqualTo("3");
    }

    @Test
    void a_directory_that_is_not_empty_stays() {
        StorageAdapter storage = withSession("s");
        assertThat(storage.commit("s", List.of(new CreateDirectory("d"), file("d/f", "")), USED))
                .isEmpty();

        assertThat(storage.commit("s", List.of(new Delete("d")), USED)).isEmpty();

        assertThat(paths(storage, "s")).containsExactly("d", "d/f");
    }

    @Test
    void a_directory_that_is_there_may_be_created() {
        StorageAdapter storage = withSession("s");
        List<WorkspaceChange> changes = List.of(new CreateDirectory("d"), new CreateDirectory("d"));

        assertThat(storage.commit("s", changes, USED)).isEmpty();

        assertThat(paths(storage, "s")).containsExactly("d");
    }

    @Test
    void an_impossible_change_does_not_hinder_the_others() throws IOException {
        StorageAdapter storage = withSession("s");
        FileContent broken =
                new FileContent() {
                    @Override
                    public long size() {
                        return 10;
                    }

                    @Override
                    public InputStream open() throws IOException {
                        throw new IOException("the content is gone");
                    }
                };

        List<WorkspaceFailure> failures =
                storage.commit(
                        "s",
                        List.of(
                                file("a", "1"),
                                file("no/such/directory", "2"),
                                file("../escape", "3"),
                                file("/absolute", "3"),
                                file("x/../../escape", "3"),
                                file(".metadata.json", "3"),
                                file("nul\0", "3"),
                                file("lone\ud800", "3"),
                                new PutFile("broken", broken, USED),
                                new CreateDirectory("d"),
                                file("d", "a file over a directory"),
                                new CreateDirectory("a"),
                                new PutLink("nowhere", ""),
                                new PutLink("nul-link", "a\0b"),
                                new PutLink("long-link", "ü".repeat(2048)),
                                new PutLink("link", "ü".repeat(2047) + "x"),
                                file("b", "4")),
                        USED);

        assertThat(failures)
                .extracting(WorkspaceFailure::path)
                .containsExactlyInAnyOrder(
                        "no/such/directory",
                        "../escape",
                        "/absolute",
                        "x/../../escape",
                        ".metadata.json",
                        "nul\0",
                        "lone\ud800",
                        "broken",
                        "d",
                        "a",
                        "nowhere",
                        "nul-link",
                        "long-link");
        assertThat(failures).allSatisfy(failure -> assertThat(failure.reason()).isNotEmpty());
        assertThat(failures)
                .filteredOn(failure -> failure.path().equals("broken"))
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("the content is gone"));
        assertThat(paths(storage, "s")).containsExactly("a", "b", "d", "link");
        assertThat(read(storage, "s", "a")).isEqualTo("1");
    }

    @Test
    void a_deleted_session_is_gone_and_its_id_free() {
        StorageAdapter storage = withSession("s");
        assertThat(storage.commit("s", List.of(new CreateDirectory("d"), file("d/f", "x")), USED))
                .isEmpty();

        assertThat(storage.delete("s")).isTrue();

        assertThat(storage.exists("s")).isFalse();
        assertThat(storage.sessions()).isEmpty();
        assertThat(storage.create(SessionMetadata.createdAt("s", CREATED))).isTrue();
        assertThat(paths(storage, "s")).isEmpty();
    }

    @Test
    void sessions_do_not_see_each_other() throws IOException {
        StorageAdapter storage = withSession("one");
        assertThat(storage.create(SessionMetadata.createdAt("two", CREATED))).isTrue();

        assertThat(storage.commit("one", List.of(file("f", "of one")), USED)).isEmpty();
        assertThat(storage.commit("two", List.of(file("f", "of two")), USED)).isEmpty();

        assertThat(read(storage, "one", "f")).isEqualTo("of one");
        assertThat(read(storage, "two", "f")).isEqualTo("of two");
    }

    @Test
    void large_contents_are_streamed() throws IOException {
        StorageAdapter storage = withSession("s");
        byte[] bytes = new byte[3_000_001];
        new Random(7).nextBytes(bytes);
        FileContent content =
                new FileContent() {
                    @Override
                    public long size() {
                        return bytes.length;
                    }

                    @Override
                    public InputStream open() {
                        return new ByteArrayInputStream(bytes);
                    }
                };

        assertThat(storage.commit("s", List.of(new PutFile("big", content, USED)), USED)).isEmpty();

        byte[] back = new byte[bytes.length];
        try (WorkspaceSnapshot snapshot = storage.open("s");
                WorkspaceSnapshot.Content stored = snapshot.read(snapshot.entries().get(0))) {
            assertThat(stored.read(0, back, 0, back.length)).isEqualTo(back.length);
        }
        assertThat(Arrays.equals(back, bytes)).isTrue();
    }

    @Test
    void names_of_all_scripts_are_kept() throws IOException {
        StorageAdapter storage = withSession("s");
        List<String> names =
                List.of(
                        "ümlaut",
                        "日本語.txt",
                        "a b",
                        "quote\"'",
                        "new\nline",
                        "-rf",
                        "🙂",
                        ".hidden");
        List<WorkspaceChange> changes = new ArrayList<>();
        names.forEach(name -> changes.add(file(name, name)));

        assertThat(storage.commit("s", changes, USED)).isEmpty();

        assertThat(paths(storage, "s")).containsExactlyInAnyOrderElementsOf(names);
        assertThat(read(storage, "s", "🙂")).isEqualTo("🙂");
    }

    /** Random changes against the simplest model there is. */
    @Test
    void random_changes_agree_with_a_model() throws IOException {
        for (long seed = 0; seed < 5; seed++) {
            StorageAdapter storage = withSession("seed" + seed);
            Map<String, String> model = new TreeMap<>();
            Random random = new Random(seed);
            for (int round = 0; round < 20; round++) {
                List<WorkspaceChange> changes = new ArrayList<>();
                for (int count = random.nextInt(4); count >= 0; count--) {
                    String path = "f" + random.nextInt(6);
                    if (random.nextInt(3) == 0) {
                        changes.add(new Delete(path));
                        model.remove(path);
                    } else {
                        String text = "x".repeat(random.nextInt(40));
                        changes.add(file(path, text));
                        model.put(path, text);
                    }
                }
                assertThat(storage.commit("seed" + seed, changes, USED)).isEmpty();
                Map<String, String> stored = new TreeMap<>();
                try (WorkspaceSnapshot snapshot = storage.open("seed" + seed)) {
                    for (WorkspaceEntry entry : snapshot.entries()) {
                        stored.put(entry.path(), read(snapshot, entry.path()));
                    }
                }
                assertThat(stored).as("seed %s, round %s", seed, round).isEqualTo(model);
            }
        }
    }
}
