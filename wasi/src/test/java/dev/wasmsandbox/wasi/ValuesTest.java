package dev.wasmsandbox.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that callers build: checked when they are made. */
class ValuesTest {

    private static void assertRefused(Runnable action, String part) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }

    @Test
    void surroundings_are_checked() {
        assertRefused(() -> WasiConfig.builder().arguments(List.of("a\0b")).build(), "arguments");
        assertRefused(
                () -> WasiConfig.builder().environment(Map.of("", "x")).build(), "environment");
        assertRefused(
                () -> WasiConfig.builder().environment(Map.of("A=B", "x")).build(), "environment");
        assertRefused(
                () -> WasiConfig.builder().environment(Map.of("A", "\0")).build(), "environment");
        assertRefused(() -> WasiConfig.builder().maxOpenFiles(3).build(), "maxOpenFiles is 3");
        assertRefused(
                () -> WasiConfig.builder().maxOpenFiles(65_537).build(), "maxOpenFiles is 65537");
    }

    @Test
    void the_environment_keeps_its_order() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 20; i > 0; i--) {
            variables.put("V" + i, "x");
        }

        assertThat(WasiConfig.builder().environment(variables).build().environment().keySet())
                .containsExactlyElementsOf(variables.keySet());
    }

    @Test
    void limits_are_checked() {
        assertRefused(() -> new TreeLimits(-1, 1, 1, 1), "maxBytes is -1");
        assertRefused(() -> new TreeLimits(1, -1, 1, 1), "maxEntries is -1");
        assertRefused(() -> new TreeLimits(1, 1, 0, 1), "maxDepth is 0");
        assertRefused(() -> new TreeLimits(1, 1, 1001, 1), "maxDepth is 1001");
        assertRefused(() -> new TreeLimits(1, 1, 1, -1), "maxMemoryBytes is -1");
        assertRefused(() -> new TreeLimits(1, 1, 1, 1, -1), "maxNodeBytes is -1");
    }

    @Test
    void links_are_checked() {
        assertRefused(() -> new LinkEntry("", 0), "link target");
        assertRefused(() -> new LinkEntry("a\0", 0), "link target");
        assertRefused(() -> new LinkEntry("x".repeat(4096), 0), "link target");
    }

    @Test
    void built_trees_are_checked() {
        Blob blob = Blob.of(new byte[1]);
        assertRefused(() -> DirectoryEntry.builder().file("/a", blob, 0), "relative");
        assertRefused(() -> DirectoryEntry.builder().file("a/../b", blob, 0), "relative");
        assertRefused(() -> DirectoryEntry.builder().file("a/", blob, 0), "relative");
        assertRefused(
                () -> DirectoryEntry.builder().file("a", blob, 0).file("a", blob, 0), "twice");
        assertRefused(
                () -> DirectoryEntry.builder().file("a/b", blob, 0).file("a", blob, 0), "twice");
        assertRefused(
                () -> DirectoryEntry.builder().file("a", blob, 0).file("a/b", blob, 0),
                "no directory");
        assertRefused(
                () -> DirectoryEntry.builder().directory("x/".repeat(1000) + "x", 0), "deeper");
    }

    @Test
    void a_built_tree_can_be_searched_and_counted() throws IOException {
        DirectoryEntry tree =
                DirectoryEntry.builder()
                        .file("a/b", Blob.of(new byte[3]), 9)
                        .link("l", "äb", 0)
                        .directory("e", 4)
                        .build();

        assertThat(tree.usage()).isEqualTo(new Usage(6, 4));
        assertThat(tree.find("a/b")).get().extracting(Entry::modifiedNanos).isEqualTo(9L);
        assertThat(tree.find("e")).get().extracting(Entry::modifiedNanos).isEqualTo(4L);
        assertThat(tree.find("a/x")).isEmpty();
        assertThat(tree.find("l/x")).isEmpty();
        assertThat(tree.entries().keySet()).containsExactly("a", "e", "l");
    }

    @Test
    void system_clocks_can_be_interrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Clocks.system().checkInterrupted())
                .isSameAs(RunInterrupted.INSTANCE);
        assertThatThrownBy(() -> Clocks.system().sleep(1_000_000_000_000L))
                .isSameAs(RunInterrupted.INSTANCE);
        assertThat(Thread.interrupted()).isTrue();
        Clocks.system().sleep(1);
        assertThat(Clocks.system().realtimeNanos()).isGreaterThan(1_700_000_000_000_000_000L);
    }
}
