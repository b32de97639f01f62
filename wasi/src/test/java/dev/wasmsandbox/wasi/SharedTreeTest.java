package dev.wasmsandbox.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Immutable trees that share what they have in common, and runs that share one tree. */
class SharedTreeTest {

    /** A content that counts how often somebody wants to know its size. */
    private record Counted(AtomicInteger asked) implements Blob {
        @Override
        public long size() {
            asked.incrementAndGet();
            return 3;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) {
            throw new AssertionError("nobody reads it");
        }
    }

    private static FileEntry file(String text) {
        return new FileEntry(Blob.of(text.getBytes(UTF_8)), 5);
    }

    @Test
    void what_is_known_of_the_usage_stays_right_through_changes() throws IOException {
        Random random = new Random(3);
        TreeMap<String, Entry> expected = new TreeMap<>();
        DirectoryEntry tree = DirectoryEntry.empty();
        DirectoryEntry inner =
                DirectoryEntry.builder()
                        .file("a/b", Blob.of(new byte[9]), 1)
                        .link("l", "a", 1)
                        .build();
        for (int step = 0; step < 500; step++) {
            String name = "n" + random.nextInt(30);
            switch (random.nextInt(4)) {
                case 0 -> {
                    expected.remove(name);
                    tree = tree.without(name);
                }
                case 1 -> {
                    expected.put(name, inner);
                    tree = tree.with(name, inner);
                }
                default -> {
                    FileEntry file = file("x".repeat(random.nextInt(10)));
                    expected.put(name, file);
                    tree = tree.with(name, file);
                }
            }
            assertThat(tree.usage()).isEqualTo(DirectoryEntry.of(expected, 0).usage());
            assertThat(tree.entries()).isEqualTo(expected);
        }
    }

    @Test
    void a_change_costs_nothing_of_what_it_leaves_alone() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        DirectoryEntry tree = DirectoryEntry.empty();
        for (int i = 0; i < 1_000; i++) {
            tree = tree.with("f" + i, new FileEntry(new Counted(asked), 0));
        }
        assertThat(tree.usage()).isEqualTo(new Usage(3_000, 1_000));
        asked.set(0);

        try (Tree run =
                Tree.builder()
                        .mount("/app", tree.with("new", file("1")), MountAccess.READ_WRITE)
                        .build()) {
            assertThat(run.used()).isEqualTo(new Usage(3_001, 1_001));
            assertThat(run.mount("/app").orElseThrow().changes().isEmpty()).isTrue();
        }

        assertThat(asked).hasValue(0);
    }

    @Test
    void names_that_no_guest_can_have_are_refused() {
        DirectoryEntry tree = DirectoryEntry.empty();

        for (String name : new String[] {"", ".", "..", "a/b", "a\0", "x".repeat(256), "\ud800"}) {
            assertThatThrownBy(() -> tree.with(name, file("")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must not be empty");
        }
    }

    @Test
    void a_directory_that_cannot_be_listed_cannot_be_changed() {
        DirectoryEntry broken =
                DirectoryEntry.lazy(
                        () -> {
                            throw new IOException("gone");
                        },
                        0);

        assertThatThrownBy(() -> broken.with("a", file("")))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> broken.without("a")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_directory_that_is_listed_when_needed_can_be_changed() throws IOException {
        DirectoryEntry lazy = DirectoryEntry.lazy(() -> Map.of("a", file("1"), "b", file("2")), 7);

        DirectoryEntry changed = lazy.without("a").with("c", file("345"));

        assertThat(changed.entries()).containsOnlyKeys("b", "c");
        assertThat(changed.usage()).isEqualTo(new Usage(4, 2));
        assertThat(changed.modifiedNanos()).isEqualTo(7);
    }

    @Test
    void runs_that_share_a_tree_see_times_of_their_own() {
        DirectoryEntry shared =
                DirectoryEntry.builder()
                        .file("d/f", Blob.of(new byte[0]), 1)
                        .link("l", "d/f", 2)
                        .directory("d", 3)
                        .build();
        TestGuest plain =
                TestGuest.of(Tree.builder().mount("/app", shared, MountAccess.READ_WRITE));
        TestGuest other =
                TestGuest.of(
                        Tree.builder()
                                .mount(
                                        "/app",
                                        shared,
                                        MountAccess.READ_WRITE,
                                        entry -> entry instanceof DirectoryEntry ? 100 : 200));

        assertThat(plain.statField("app/d", 48)).isEqualTo(3);
        assertThat(plain.statField("app/d/f", 48)).isEqualTo(1);
        assertThat(other.statField("app", 48)).isEqualTo(100);
        assertThat(other.statField("app/d", 48)).isEqualTo(100);
        assertThat(other.statField("app/d/f", 48)).isEqualTo(200);
    }
}
