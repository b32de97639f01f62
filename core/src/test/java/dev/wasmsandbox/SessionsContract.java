package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.WorkspaceChange.CreateDirectory;
import dev.wasmsandbox.WorkspaceChange.PutLink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link Sessions} does, whatever the storage. */
abstract class SessionsContract extends SessionCheckpointsContract {
    @Test
    void sessions_begin_are_found_again_and_end() {
        String id = sessions.create();

        assertThat(id).matches("[0-9a-f-]{36}");
        assertThat(sessions.open(id)).isFalse();
        assertThat(sessions.open("notes")).isTrue();
        assertThat(sessions.list()).containsExactlyInAnyOrder(id, "notes").isSorted();
        assertThat(sessions.exists("notes")).isTrue();
        assertThat(sessions.metadata("notes"))
                .contains(new SessionMetadata("notes", START, START, 1));

        assertThat(sessions.deleteWorkspace("notes")).isTrue();
        assertThat(sessions.deleteWorkspace("notes")).isFalse();

        assertThat(sessions.exists("notes")).isFalse();
        assertThat(sessions.metadata("notes")).isEmpty();
        assertThat(sessions.list()).containsExactly(id);
        assertThat(heard())
                .containsExactly(
                        "session.created",
                        "session.retrieved",
                        "session.created",
                        "session.deleted");
    }

    @Test
    void files_are_written_listed_read_and_deleted() {
        String id = sessions.create();
        byte[] bytes = {0, (byte) 0xff, 10};
        events.clear();

        sessions.writeFile(id, "input.csv", "name,age\nAlice,30 ü", true);
        sessions.writeFile(id, "d/e/raw.bin", bytes, false);

        assertThat(sessions.listFiles(id)).containsExactly("d/e/raw.bin", "input.csv");
        assertThat(new String(sessions.readFile(id, "input.csv"), UTF_8))
                .isEqualTo("name,age\nAlice,30 ü");
        assertThat(sessions.readFile(id, "d/e/raw.bin")).isEqualTo(bytes);
        assertThat(sessions.deletePath(id, "input.csv", false)).isTrue();
        assertThat(sessions.deletePath(id, "input.csv", false)).isFalse();
        assertThat(sessions.listFiles(id)).containsExactly("d/e/raw.bin");
        assertThat(events)
                .contains(
                        new SandboxEvent.SessionFile(
                                id, SandboxEvent.SessionFile.Operation.WRITE, "d/e/raw.bin", 3),
                        new SandboxEvent.SessionFile(
                                id, SandboxEvent.SessionFile.Operation.READ, "input.csv", 20),
                        new SandboxEvent.SessionFile(
                                id, SandboxEvent.SessionFile.Operation.DELETE, "input.csv", 20));
        assertThat(heard())
                .containsExactly(
                        "session.file.write",
                        "session.file.write",
                        "session.file.list",
                        "session.file.read",
                        "session.file.read",
                        "session.file.delete",
                        "session.file.list");
    }

    @Test
    void a_file_is_replaced_only_if_that_was_asked_for() {
        String id = withFiles("a");

        refuses(
                ErrorCode.FILE_EXISTS,
                () -> sessions.writeFile(id, "a", "new", false),
                "'a'",
                id,
                "overwriting");
        assertThat(sessions.readFile(id, "a")).asString().isEqualTo("text of a");

        sessions.writeFile(id, "a", "new", true);

        assertThat(sessions.readFile(id, "a")).asString().isEqualTo("new");
    }

    @Test
    void files_and_directories_do_not_replace_each_other() {
        String id = withFiles("d/f");

        refuses(ErrorCode.FILE_EXISTS, () -> sessions.writeFile(id, "d", "x", true), "directory");
        refuses(
                ErrorCode.FILE_EXISTS,
                () -> sessions.writeFile(id, "d/f/g", "x", true),
                "'d/f'",
                "is a file");
        refuses(ErrorCode.INVALID_REQUEST, () -> sessions.readFile(id, "d"), "is a directory");
        refuses(ErrorCode.FILE_NOT_FOUND, () -> sessions.readFile(id, "d/g"), "'d/g'", id);
        assertThat(sessions.listFiles(id)).containsExactly("d/f");
    }

    @Test
    void a_directory_is_deleted_with_its_content_only_if_that_was_asked_for() {
        String id = withFiles("d/f", "d/e/g", "d.txt", "d-");

        refuses(
                ErrorCode.INVALID_REQUEST,
                () -> sessions.deletePath(id, "d", false),
                "not empty",
                "recursively");
        assertThat(sessions.listFiles(id)).hasSize(4);

        assertThat(sessions.deletePath(id, "d", true)).isTrue();

        assertThat(sessions.listFiles(id)).containsExactly("d-", "d.txt");
        try (WorkspaceSnapshot snapshot = storage.open(id)) {
            assertThat(snapshot.entries()).hasSize(2);
        }
    }

    @Test
    void paths_that_lead_out_are_refused_and_told() {
        String id = withFiles("a");
        List<List<String>> refused =
                List.of(
                        List.of("/etc/passwd", "absolute_path"),
                        List.of("/app/a", "absolute_path"),
                        List.of("../x", "path_traversal"),
                        List.of("d/../../x", "path_traversal"),
                        List.of("..", "path_traversal"),
                        List.of("a\0", "nul_byte"),
                        List.of(".metadata.json", "reserved_path"),
                        List.of(".METADATA.json", "reserved_path"),
                        List.of("", "invalid_path"),
                        List.of(".", "invalid_path"),
                        List.of("d//x", "invalid_path"),
                        List.of("d/", "invalid_path"),
                        List.of("lone\ud800", "invalid_path"),
                        List.of("x".repeat(256), "invalid_path"));

        for (List<String> each : refused) {
            String path = each.get(0);
            List<ThrowingCallable> attempts =
                    List.of(
                            () -> sessions.writeFile(id, path, "x", true),
                            () -> sessions.writeFile(id, path, InputStream.nullInputStream(), true),
                            () -> sessions.readFile(id, path),
                            () -> sessions.readFile(id, path, new ByteArrayOutputStream()),
                            () -> sessions.openFile(id, path),
                            () -> sessions.deletePath(id, path, true));
            for (ThrowingCallable attempt : attempts) {
                events.clear();
                refuses(ErrorCode.INVALID_PATH, attempt, "relative to the workspace");
                assertThat(events)
                        .singleElement()
                        .isInstanceOfSatisfying(
                                SandboxEvent.SecurityViolation.class,
                                e -> {
                                    assertThat(e.sessionId()).isEqualTo(id);
                                    assertThat(e.kind()).as(path).isEqualTo(each.get(1));
                                });
            }
        }
        assertThat(sessions.listFiles(id)).containsExactly("a");
    }

    @Test
    void a_path_as_the_guest_has_it_is_answered_with_the_right_one() {
        String id = withFiles("d/a");

        refuses(ErrorCode.INVALID_PATH, () -> sessions.readFile(id, "/app/d/a"), "is 'd/a' here");
    }

    @Test
    void links_of_a_guest_are_not_followed() {
        String id = withFiles("d/f");
        storage.commit(
                id,
                List.of(
                        new PutLink("out", "/etc/passwd"),
                        new PutLink("up", "../.."),
                        new PutLink("in", "d")),
                now);

        for (String path : List.of("out", "up/x", "in/f")) {
            List<ThrowingCallable> attempts =
                    List.of(
                            () -> sessions.readFile(id, path),
                            () -> sessions.writeFile(id, path, "x", true));
            for (ThrowingCallable attempt : attempts) {
                events.clear();
                refuses(ErrorCode.INVALID_PATH, attempt, "symbolic link", id);
                assertThat(events)
                        .singleElement()
                        .isInstanceOfSatisfying(
                                SandboxEvent.SecurityViolation.class,
                                e -> assertThat(e.kind()).isEqualTo("symlink"));
            }
        }
        refuses(ErrorCode.INVALID_PATH, () -> sessions.deletePath(id, "in/f", true), "link");
        assertThat(sessions.listFiles(id)).containsExactly("d/f");

        assertThat(sessions.deletePath(id, "in", true)).isTrue();

        assertThat(sessions.listFiles(id)).containsExactly("d/f");
    }

    @Test
    void ids_that_are_not_well_formed_are_refused_and_told() {
        for (String id :
                List.of("", "..", "../s", "a/b", "/etc", ".logs", "a\0", "x".repeat(129))) {
            List<ThrowingCallable> attempts =
                    List.of(
                            () -> sessions.open(id),
                            () -> sessions.exists(id),
                            () -> sessions.metadata(id),
                            () -> sessions.summary(id),
                            () -> sessions.listFiles(id),
                            () -> sessions.readFile(id, "a"),
                            () -> sessions.writeFile(id, "a", "x", true),
                            () -> sessions.deletePath(id, "a", true),
                            () -> sessions.deleteWorkspace(id));
            for (ThrowingCallable attempt : attempts) {
                events.clear();
                refuses(ErrorCode.INVALID_SESSION_ID, attempt, "session id is");
                assertThat(heard()).containsExactly("security.violation");
            }
        }
    }

    @Test
    void a_session_that_is_not_there_is_told() {
        List<ThrowingCallable> attempts =
                List.of(
                        () -> sessions.summary("nobody"),
                        () -> sessions.listFiles("nobody"),
                        () -> sessions.readFile("nobody", "a"),
                        () -> sessions.writeFile("nobody", "a", "x", true),
                        () ->
                                sessions.writeFile(
                                        "nobody", "a", InputStream.nullInputStream(), true),
                        () -> sessions.deletePath("nobody", "a", true));

        for (ThrowingCallable attempt : attempts) {
            refuses(ErrorCode.SESSION_NOT_FOUND, attempt, "nobody");
        }
        assertThat(sessions.exists("nobody")).isFalse();
        assertThat(sessions.deleteWorkspace("nobody")).isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    void patterns_choose_files() {
        String id = withFiles("in.csv", "d/in.csv", "d/e/x.csv", "d/y.txt", ".hidden");
        storage.commit(id, List.of(new CreateDirectory("empty"), new PutLink("l.csv", "x")), now);

        assertThat(sessions.listFiles(id, "*")).containsExactly(".hidden", "in.csv");
        assertThat(sessions.listFiles(id, "**/*.csv"))
                .containsExactly("d/e/x.csv", "d/in.csv", "in.csv");
        assertThat(sessions.listFiles(id, "d/*.{csv,txt}")).containsExactly("d/in.csv", "d/y.txt");
        assertThat(sessions.listFiles(id, "nothing")).isEmpty();
        assertThat(sessions.describeFiles(id, "in.*"))
                .containsExactly(WorkspaceEntry.file("in.csv", 14, START));
        for (String wrong : List.of("", "[", "x".repeat(257))) {
            refuses(ErrorCode.INVALID_REQUEST, () -> sessions.listFiles(id, wrong), "pattern");
        }
        for (String wrong : List.of("/etc/*", "../*", "d/../../*", "a\0")) {
            events.clear();
            refuses(ErrorCode.INVALID_PATH, () -> sessions.listFiles(id, wrong), "pattern");
            assertThat(heard()).containsExactly("security.violation");
        }
    }

    @Test
    void large_contents_go_through_streams() throws IOException {
        String id = sessions.create();
        byte[] bytes = new byte[3_000_001];
        new Random(5).nextBytes(bytes);

        long written = sessions.writeFile(id, "big", new ByteArrayInputStream(bytes), false);

        assertThat(written).isEqualTo(bytes.length);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        assertThat(sessions.readFile(id, "big", back)).isEqualTo(bytes.length);
        assertThat(Arrays.equals(back.toByteArray(), bytes)).isTrue();
        assertThat(Arrays.equals(sessions.readFile(id, "big"), bytes)).isTrue();
        try (InputStream in = sessions.openFile(id, "big")) {
            in.skipNBytes(2_999_999);
            assertThat(in.available()).isEqualTo(2);
            assertThat(in.read()).isEqualTo(bytes[2_999_999] & 0xff);
            assertThat(in.read()).isEqualTo(bytes[3_000_000] & 0xff);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void streams_of_all_sizes_around_the_one_kept_in_memory_come_back() throws IOException {
        String id = sessions.create();
        for (int size : List.of(0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1)) {
            byte[] bytes = new byte[size];
            Arrays.fill(bytes, (byte) 7);

            assertThat(sessions.writeFile(id, "f", new ByteArrayInputStream(bytes), true))
                    .isEqualTo(size);

            assertThat(sessions.readFile(id, "f")).isEqualTo(bytes);
        }
    }

    @Test
    void a_stream_that_fails_changes_nothing() {
        String id = withFiles("a");
        for (int good : List.of(10, 3_000_000)) {
            InputStream broken = new BrokenInput(good);

            assertThatThrownBy(() -> sessions.writeFile(id, "a", broken, true))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the line is cut");

            assertThat(sessions.readFile(id, "a")).asString().isEqualTo("text of a");
            assertThat(sessions.listFiles(id)).containsExactly("a");
        }
    }

    @Test
    void a_stream_that_may_not_be_written_is_not_read() {
        String id = withFiles("a");
        InputStream untouched = new BrokenInput(0);

        refuses(ErrorCode.FILE_EXISTS, () -> sessions.writeFile(id, "a", untouched, false), "'a'");
    }

    @Test
    void an_open_file_stays_as_it_was_while_it_is_replaced() throws IOException {
        String id = withFiles("a");
        try (InputStream in = sessions.openFile(id, "a")) {
            sessions.writeFile(id, "a", "something else, and longer", true);

            assertThat(in.readAllBytes()).asString().isEqualTo("text of a");
        }
    }

    @Test
    void a_session_is_looked_over() {
        String id = withFiles("a", "d/b");
        now = START.plusSeconds(60);
        sessions.writeFile(id, "c", "123", false);

        SessionSummary summary = sessions.summary(id);

        assertThat(summary.sessionId()).isEqualTo(id);
        assertThat(summary.files()).isEqualTo(3);
        assertThat(summary.bytes()).isEqualTo(9 + 11 + 3);
        assertThat(summary.metadata()).isEqualTo(new SessionMetadata(id, START, now, 1));
        assertThat(summary.workspacePath()).isEqualTo(storage.localPath(id).orElse(null));
    }

    /** A stream that fails after some bytes. */
    private static final class BrokenInput extends InputStream {
        private int left;

        BrokenInput(int good) {
            left = good;
        }

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1) < 0 ? -1 : 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("the line is cut");
            }
            int count = Math.min(left, length);
            left -= count;
            return count;
        }
    }
}
