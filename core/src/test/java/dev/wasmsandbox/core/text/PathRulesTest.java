package dev.wasmsandbox.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathRulesTest {
    @Test
    void plain_paths_are_accepted() {
        for (String path :
                List.of(
                        "a",
                        "a/b/c.txt",
                        ".hidden",
                        "..a",
                        "a..",
                        "é/日本",
                        "a b",
                        "-",
                        "🙂",
                        ".metadata.json.bak",
                        "x/.metadata.json",
                        "n".repeat(255),
                        "é".repeat(127))) {
            assertThat(WorkspacePaths.check(path)).isEqualTo(path);
        }
    }

    @Test
    void everything_else_is_refused_by_name() {
        for (String path :
                List.of(
                        "",
                        "/",
                        "/a",
                        "a/",
                        "a//b",
                        ".",
                        "..",
                        "./a",
                        "a/.",
                        "a/../b",
                        "../a",
                        "a\0",
                        "\ud800",
                        "\udc00\ud800",
                        ".metadata.json",
                        ".METADATA.json",
                        ".metadata.json/x",
                        "n".repeat(256),
                        "é".repeat(128),
                        "a/".repeat(3000) + "a")) {
            assertThatThrownBy(() -> WorkspacePaths.check(path))
                    .as(path)
                    .isInstanceOfSatisfying(
                            InvalidRequestException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PATH))
                    .hasMessageContainingAll("path is '", "relative to the workspace");
        }
    }

    /** Whatever is accepted stays within its root, as the host's own path rules see it. */
    @Test
    void accepted_paths_never_leave_the_root() {
        Random random = new Random(3);
        String alphabet = "ab./.\\..:~*\0é ";
        Path root = Path.of("/root/of/all");
        int accepted = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder path = new StringBuilder();
            for (int length = random.nextInt(10); length >= 0; length--) {
                path.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (WorkspacePaths.isValid(path.toString())) {
                Path resolved = root.resolve(path.toString()).normalize();
                assertThat(resolved.startsWith(root) && !resolved.equals(root)).isTrue();
                accepted++;
            }
        }
        assertThat(accepted).isGreaterThan(1000);
    }

    @Test
    void session_ids_are_names_of_files_everywhere() {
        for (String id :
                List.of(
                        "a",
                        "A-1_b.c",
                        "-",
                        "_",
                        "0",
                        "x".repeat(128),
                        "550e8400-e29b-41d4-a716-446655440000")) {
            assertThat(SessionIds.check(id, true)).isEqualTo(id);
        }
        for (String id :
                List.of("", ".", "..", ".a", "a/b", "a\\b", "a b", "é", "a\0", "x".repeat(129))) {
            assertThatThrownBy(() -> SessionIds.check(id, true))
                    .isInstanceOfSatisfying(
                            InvalidRequestException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SESSION_ID))
                    .hasMessageContainingAll("session id is '", "1 to 128 letters");
        }
    }

    @Test
    void only_version_4_uuids_count_as_such() {
        String random = SessionIds.random();
        assertThat(SessionIds.check(random, false)).isEqualTo(random);
        assertThat(SessionIds.check("550E8400-E29B-41D4-A716-446655440000", false)).isNotEmpty();
        for (String id :
                List.of(
                        "my-session", "550e8400-e29b-11d4-a716-446655440000",
                        "550e8400-e29b-41d4-c716-446655440000",
                                "550e8400e29b41d4a716446655440000")) {
            assertThatThrownBy(() -> SessionIds.check(id, false))
                    .hasMessageContainingAll(id, "version 4 UUID");
        }
    }

    @Test
    void messages_stay_on_one_line_and_short() {
        assertThat(MessageText.quote("a\nb\u007f\ud800")).isEqualTo("'a\\u000ab\\u007f\\ud800'");
        assertThat(MessageText.quote("x".repeat(1000))).hasSize(83);
    }
}
