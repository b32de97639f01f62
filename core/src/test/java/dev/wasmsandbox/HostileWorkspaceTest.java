package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.wasmsandbox.WorkspaceChange.CreateDirectory;
import dev.wasmsandbox.WorkspaceChange.Delete;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.WorkspaceChange.PutFile;
import dev.wasmsandbox.WorkspaceChange.PutLink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces that somebody filled to lead the host astray. After each test, what lies outside is as it was. */
@ExtendWith(QuotaFigures.class)
class HostileWorkspaceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T11:30:00.5Z");
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

    @TempDir Path directory;
    private Path outside = Path.of("");
    private Path folder = Path.of("");
    private DiskStorageAdapter storage = new DiskStorageAdapter(Path.of("unused"));

    @BeforeEach
    void fill() throws IOException {
        outside = Files.createDirectory(directory.resolve("outside"));
        for (String name : List.of("secret", "other")) {
            Path file = Files.writeString(outside.resolve(name), "content of " + name);
            Files.setLastModifiedTime(file, LONG_AGO);
        }
        Files.createDirectory(outside.resolve("empty"));
        Files.setLastModifiedTime(outside, LONG_AGO);
        storage = new DiskStorageAdapter(directory.resolve("root"));
        assertThat(storage.create(SessionMetadata.createdAt("s", NOW))).isTrue();
        folder = storage.root().resolve("s");
    }

    @AfterEach
    void nothing_outside_has_changed() throws IOException {
        assertThat(Files.getLastModifiedTime(outside)).isEqualTo(LONG_AGO);
        try (Stream<Path> all = Files.walk(outside)) {
            assertThat(all.map(outside::relativize).map(Path::toString))
                    .containsExactlyInAnyOrder("", "secret", "other", "empty");
        }
        for (String name : List.of("secret", "other")) {
            assertThat(outside.resolve(name)).hasContent("content of " + name);
            assertThat(Files.getLastModifiedTime(outside.resolve(name))).isEqualTo(LONG_AGO);
        }
    }

    private static PutFile put(String path, String text) {
        return new PutFile(path, FileContent.of(text.getBytes(UTF_8)), NOW);
    }

    /** A file whose content does something to the host when it is stored. */
    private static PutFile put(String path, String text, Action action) {
        return new PutFile(
                path,
                new FileContent() {
                    @Override
                    public long size() {
                        return text.length();
                    }

                    @Override
                    public InputStream open() throws IOException {
                        action.run();
                        return new ByteArrayInputStream(text.getBytes(UTF_8));
                    }
                },
                NOW);
    }

    private interface Action {
        void run() throws IOException;
    }

    private List<String> commit(WorkspaceChange... changes) {
        return storage.commit("s", List.of(changes), NOW).stream()
                .map(WorkspaceFailure::path)
                .toList();
    }

    private List<String> shown() {
        try (WorkspaceSnapshot snapshot = storage.open("s")) {
            return snapshot.entries().stream().map(WorkspaceEntry::path).toList();
        }
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String path : shown()) {
            Path file = folder.resolve(path);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                files.put(path, Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void links_of_every_kind_are_absent_and_stay() throws IOException {
        Map<String, Path> links =
                Map.of(
                        "file", outside.resolve("secret"),
                        "folder", outside,
                        "dangling", outside.resolve("new"),
                        "itself", Path.of("itself"),
                        "loop1", Path.of("loop2"),
                        "loop2", Path.of("loop1"),
                        "up", Path.of("../../outside"),
                        "proc", Path.of("/proc/self/root"));
        for (Map.Entry<String, Path> link : links.entrySet()) {
            Files.createSymbolicLink(folder.resolve(link.getKey()), link.getValue());
        }
        List<WorkspaceChange> changes = new ArrayList<>();
        for (String name : links.keySet()) {
            changes.add(put(name, "x"));
            changes.add(put(name + "/secret", "x"));
            changes.add(new CreateDirectory(name + "/empty"));
            changes.add(new CreateDirectory(name));
            changes.add(new PutLink(name, "x"));
            changes.add(new Delete(name + "/secret"));
            changes.add(new Delete(name + "/empty"));
            changes.add(new Delete(name));
        }

        assertThat(shown()).isEmpty();
        assertThat(storage.commit("s", changes, NOW)).hasSizeGreaterThanOrEqualTo(links.size() * 5);

        assertThat(shown()).isEmpty();
        for (String name : links.keySet()) {
            assertThat(Files.readSymbolicLink(folder.resolve(name))).isEqualTo(links.get(name));
        }
    }

    /** Written in place, the notes would go into the other file. */
    @Test
    void notes_are_never_written_through_a_hard_link() throws IOException {
        assertThat(commit()).isEmpty();
        Path notes = folder.resolve(".metadata.json");
        Path victim = outside.resolve("secret");
        long size = Files.size(notes);
        Files.writeString(victim, "x".repeat((int) size));
        Files.delete(notes);
        Files.createLink(notes, victim);

        assertThat(commit(put("f", "1"))).isEmpty();

        assertThat(victim).hasContent("x".repeat((int) size));
        assertThat(storage.metadata("s")).isPresent();
        Files.writeString(victim, "content of secret");
        Files.setLastModifiedTime(victim, LONG_AGO);
    }

    @Test
    void a_hard_link_is_a_file_that_is_replaced_and_never_written_to() throws IOException {
        Files.createLink(folder.resolve("changed"), outside.resolve("secret"));
        Files.createLink(folder.resolve("deleted"), outside.resolve("other"));

        assertThat(shown()).containsExactly("changed", "deleted");
        assertThat(commit(put("changed", "new"), new Delete("deleted"))).isEmpty();

        assertThat(files()).isEqualTo(Map.of("changed", "new"));
    }

    @Test
    void notes_that_cannot_be_written_are_told_and_the_files_stored() throws IOException {
        for (Action obstacle :
                List.<Action>of(
                        () -> Files.createDirectory(folder.resolve(".metadata.json")),
                        () ->
                                Files.createSymbolicLink(
                                        folder.resolve(".metadata.json"),
                                        outside.resolve("secret")),
                        () -> fifo(folder.resolve(".metadata.json")))) {
            Files.delete(folder.resolve(".metadata.json"));
            obstacle.run();

            assertThat(commit(put("f", "1"), new PutLink("l", "f")))
                    .containsExactlyInAnyOrder(".metadata.json", "l");

            assertThat(files()).isEqualTo(Map.of("f", "1"));
            assertThat(storage.metadata("s")).isEmpty();
        }
    }

    @Test
    void pipes_sockets_and_devices_are_absent_and_never_opened() throws IOException {
        fifo(folder.resolve("pipe"));
        boolean device = run("mknod", folder.resolve("device").toString(), "c", "1", "5") == 0;
        List<String> names = device ? List.of("pipe", "device") : List.of("pipe");

        assertThat(shown()).isEmpty();
        for (String name : names) {
            assertThat(commit(put(name, "x"), new Delete(name))).containsExactly(name);
            assertThat(commit(put(name + "/f", "x"))).containsExactly(name + "/f");
            assertThat(Files.exists(folder.resolve(name))).isTrue();
        }
    }

    private static void fifo(Path path) throws IOException {
        if (run("mkfifo", path.toString()) != 0) {
            throw new IOException("mkfifo failed");
        }
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Test
    void a_directory_that_becomes_a_link_in_a_commit_leads_nowhere() throws IOException {
        Files.createDirectories(folder.resolve("d/empty"));
        Files.writeString(folder.resolve("d/secret"), "mine");
        Action swap =
                () -> {
                    Files.move(folder.resolve("d"), directory.resolve("aside"));
                    Files.createSymbolicLink(folder.resolve("d"), outside);
                };

        assertThat(
                        commit(
                                put("trigger", "x", swap),
                                put("d/secret", "overwritten"),
                                new CreateDirectory("d/sub"),
                                new Delete("d/other"),
                                new Delete("d/empty")))
                .contains("d/secret", "d/sub");

        assertThat(files()).isEqualTo(Map.of("trigger", "x"));
    }

    @Test
    void files_that_change_vanish_or_are_replaced_fail_to_be_read() throws IOException {
        List<Action> changes =
                List.of(
                        () -> Files.writeString(folder.resolve("f"), "longer than before"),
                        () -> Files.writeString(folder.resolve("f"), "short"),
                        () -> Files.delete(folder.resolve("f")),
                        () -> {
                            Files.delete(folder.resolve("f"));
                            Files.createSymbolicLink(
                                    folder.resolve("f"), outside.resolve("secret"));
                        },
                        () -> {
                            Files.delete(folder.resolve("f"));
                            fifo(folder.resolve("f"));
                        },
                        () -> {
                            Files.delete(folder.resolve("f"));
                            Files.createDirectory(folder.resolve("f"));
                        },
                        () -> {
                            Files.move(folder, directory.resolve("aside"));
                            Files.createSymbolicLink(folder, outside);
                        });
        for (Action change : changes) {
            Path file = folder.resolve("f");
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
            Files.writeString(file, "0123456789");
            Files.setLastModifiedTime(file, LONG_AGO);
            try (WorkspaceSnapshot snapshot = storage.open("s")) {
                WorkspaceEntry entry =
                        snapshot.entries().stream()
                                .filter(e -> e.path().equals("f"))
                                .findFirst()
                                .orElseThrow();
                change.run();

                boolean stillThere = !Files.isDirectory(file) && Files.isSymbolicLink(folder);
                if (!stillThere) {
                    assertThatThrownBy(() -> snapshot.read(entry)).isInstanceOf(IOException.class);
                } else {
                    // The handle knows the folder wherever it is.
                    snapshot.read(entry).close();
                }
            }
        }
        Files.delete(folder);
        Files.move(directory.resolve("aside"), folder);
    }

    @Test
    void a_file_that_shrinks_or_grows_while_it_is_read_fails() throws IOException {
        for (String now : List.of("12", "123456789")) {
            Files.writeString(folder.resolve("f"), "12345");
            try (WorkspaceSnapshot snapshot = storage.open("s");
                    WorkspaceSnapshot.Content content =
                            snapshot.read(snapshot.entries().getFirst())) {
                Files.writeString(folder.resolve("f"), now);

                assertThatThrownBy(() -> content.read(0, new byte[5], 0, 5))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("changed by the host");
            }
        }
    }

    /** The guest did not see the pipe in whose place it made a directory; its renamed file must not be the price. */
    @Test
    void what_was_renamed_into_a_place_that_is_taken_stays_where_it_was() throws IOException {
        Files.createDirectory(folder.resolve("a"));
        Files.writeString(folder.resolve("a/x"), "the only copy");
        fifo(folder.resolve("new"));

        assertThat(
                        commit(
                                new Delete("a/x"),
                                new Delete("a"),
                                new CreateDirectory("new"),
                                put("new/x", "the only copy")))
                .containsExactlyInAnyOrder("new", "new/x", "a/x", "a");

        assertThat(files()).isEqualTo(Map.of("a/x", "the only copy"));
    }

    @Test
    void odd_names_are_shown_if_they_are_text_and_stay_if_not() throws IOException {
        List<String> odd =
                List.of("a\nb", " ", "-rf", "\u202e.txt", "Aa", "aA", "n".repeat(255), "a\\b", "~");
        for (String name : odd) {
            Files.writeString(folder.resolve(name), name);
        }
        assertThat(run("sh", "-c", "printf x > \"$0/$(printf 'a\\377b')\"", folder.toString()))
                .isZero();

        assertThat(shown()).containsExactlyInAnyOrderElementsOf(odd);
        for (String name : odd) {
            assertThat(commit(put(name, "changed"))).isEmpty();
        }
        assertThat(files().values()).hasSize(odd.size()).containsOnly("changed");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).hasSize(odd.size() + 2);
        }
    }

    @Test
    void very_deep_folders_are_cut_and_can_be_deleted() throws IOException {
        // Deeper than any path that can be named at once.
        StringBuilder script = new StringBuilder("cd \"$0\"");
        for (int depth = 0; depth < 40; depth++) {
            script.append(" && mkdir -p ").append("d/".repeat(50)).append(" && cd ");
            script.append("d/".repeat(50));
        }
        assertThat(run("sh", "-c", script.toString(), folder.toString())).isZero();

        assertThat(shown()).hasSizeBetween(100, 300);
        assertThat(storage.delete("s")).isTrue();

        assertThat(Files.exists(folder)).isFalse();
        try (Stream<Path> left = Files.list(storage.stagingPath())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_session_that_becomes_a_link_is_no_session() throws IOException {
        Files.move(folder, directory.resolve("aside"));
        Files.createSymbolicLink(folder, outside);

        assertThatThrownBy(() -> commit(put("secret", "x"))).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> storage.lease("s", Duration.ZERO))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(this::shown).isInstanceOf(StorageException.class);
        assertThat(storage.delete("s")).isFalse();
    }

    @Test
    void a_full_disk_and_a_read_only_one_lose_nothing() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=256k", "none", disk.toString()))
                .as("the right to mount")
                .isZero();
        try {
            storage = new DiskStorageAdapter(disk.resolve("root"), Durability.MACHINE);
            folder = storage.root().resolve("s");
            assertThat(storage.create(SessionMetadata.createdAt("s", NOW))).isTrue();
            assertThat(commit(put("renamed", "r".repeat(50_000)), put("kept", "old"))).isEmpty();

            assertThat(
                            commit(
                                    new Delete("renamed"),
                                    put("new", "r".repeat(50_000)),
                                    put("large", "x".repeat(300_000)),
                                    put("kept", "new")))
                    .containsExactlyInAnyOrder("large", "renamed");
            assertThat(files())
                    .containsOnlyKeys("renamed", "new", "kept")
                    .containsEntry("kept", "new");
            assertThat(commit(new Delete("renamed"))).isEmpty();

            assertThat(run("mount", "-o", "remount,ro", disk.toString())).isZero();
            assertThat(commit(put("kept", "newer"), new Delete("new")))
                    .containsExactlyInAnyOrder("kept", "new", ".metadata.json");
            assertThatThrownBy(() -> storage.lease("s", Duration.ZERO))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Read-only");
            assertThat(files()).containsOnlyKeys("new", "kept").containsEntry("kept", "new");
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    /** A neighbour that swaps as fast as it can; whatever is read or stored, it is never what lies outside. */
    @Test
    void races_lead_nowhere() throws Exception {
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("d/secret"), "mine");
        Path spare = Files.createSymbolicLink(directory.resolve("spare"), outside);
        int rounds = Boolean.getBoolean("gate.long") ? 20_000 : 400;
        Thread neighbour =
                Thread.ofPlatform().start(() -> swap(folder.resolve("d"), spare, rounds * 4));
        try {
            for (int round = 0; round < rounds && neighbour.isAlive(); round++) {
                readAll();
                List<WorkspaceFailure> _ =
                        storage.commit(
                                "s",
                                List.of(
                                        put("d/secret", "mine"),
                                        new CreateDirectory("d/empty"),
                                        new CreateDirectory("d/made"),
                                        new Delete("d/empty"),
                                        new Delete("d/other")),
                                NOW);
            }
        } finally {
            neighbour.join();
        }
    }

    private void readAll() {
        try (WorkspaceSnapshot snapshot = storage.open("s")) {
            for (WorkspaceEntry entry : snapshot.entries()) {
                assertThat(entry.path()).isNotEqualTo("d/other");
                if (entry.kind() == WorkspaceEntry.Kind.FILE) {
                    read(snapshot, entry);
                }
            }
        }
    }

    private static void read(WorkspaceSnapshot snapshot, WorkspaceEntry entry) {
        byte[] bytes = new byte[(int) entry.size()];
        try (WorkspaceSnapshot.Content content = snapshot.read(entry)) {
            int count = content.read(0, bytes, 0, bytes.length);
            assertThat(new String(bytes, 0, count, UTF_8)).doesNotContain("content of");
        } catch (IOException e) {
            assertThat(e).as("swapped meanwhile").isNotNull();
        }
    }

    private static void swap(Path place, Path link, int times) {
        Path aside = link.resolveSibling("aside");
        try {
            for (int i = 0; i < times; i++) {
                Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
                Files.move(link, place, StandardCopyOption.ATOMIC_MOVE);
                Files.move(place, link, StandardCopyOption.ATOMIC_MOVE);
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
