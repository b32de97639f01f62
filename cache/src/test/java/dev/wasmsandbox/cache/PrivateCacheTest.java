package dev.wasmsandbox.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateCacheTest {

    private static final CacheKey KEY = CacheKey.of("code", "module", "options");

    @TempDir Path temporary;
    private PrivateCache cache;
    private final AtomicInteger produced = new AtomicInteger();
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void open() {
        cache =
                PrivateCache.at(temporary.resolve("cache"))
                        .withListener(
                                new CacheListener() {
                                    @Override
                                    public void producing(CacheKey key, Path file) {
                                        heard.add("producing");
                                    }

                                    @Override
                                    public void corrupt(CacheKey key, Path file) {
                                        heard.add("corrupt");
                                    }
                                });
    }

    private Path get() {
        return cache.get(
                KEY,
                ".cwasm",
                out -> {
                    produced.incrementAndGet();
                    out.write("content".getBytes(UTF_8));
                });
    }

    @Test
    void makes_an_entry_once() throws IOException {
        Path file = get();

        assertThat(file).hasContent("content").isEqualTo(get());
        assertThat(file.getFileName()).hasToString(KEY.hash() + ".cwasm");
        assertThat(produced).hasValue(1);
        assertThat(heard).containsExactly("producing");
        assertThat(cache.find(KEY, ".cwasm")).isEqualTo(file);
        assertThat(cache.entries())
                .singleElement()
                .isEqualTo(new PrivateCache.CachedFile(file, "code", 7));
        try (var files = Files.list(file.getParent())) {
            assertThat(files.map(p -> p.getFileName().toString().replace(KEY.hash(), "")))
                    .containsExactlyInAnyOrder(".cwasm", ".cwasm.seal", ".cwasm.lock");
        }
    }

    @Test
    void finds_nothing_where_nothing_is() {
        assertThat(cache.find(KEY, ".cwasm")).isNull();
        assertThat(cache.entries()).isEmpty();
    }

    @Test
    void makes_a_changed_file_again() throws IOException {
        Path file = get();
        Files.writeString(file, "damaged");

        assertThat(cache.find(KEY, ".cwasm")).isNull();
        assertThat(get()).hasContent("content");
        assertThat(produced).hasValue(2);
        assertThat(heard).containsExactly("producing", "corrupt", "producing");
    }

    @Test
    void makes_a_truncated_file_again() throws IOException {
        Files.writeString(get(), "");

        assertThat(get()).hasContent("content");
    }

    @Test
    void keeps_a_file_that_was_only_touched() throws IOException {
        Path file = get();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        Files.move(file, file.resolveSibling("moved"));
        Files.copy(file.resolveSibling("moved"), file);

        assertThat(get()).isEqualTo(file);
        assertThat(produced).as("hashed again, found good").hasValue(1);
    }

    @Test
    void makes_a_file_without_a_seal_again() throws IOException {
        Path file = get();
        Files.delete(Path.of(file + ".seal"));

        get();

        assertThat(produced).hasValue(2);
    }

    @Test
    void ignores_a_seal_that_is_no_seal() throws IOException {
        Path file = get();
        for (String nonsense : List.of("", "1 2", "2 a b", "x".repeat(5000))) {
            Files.writeString(Path.of(file + ".seal"), nonsense);
            assertThat(get()).hasContent("content");
        }
        assertThat(produced).hasValue(5);
    }

    @Test
    void replaces_a_link_without_following_it() throws IOException {
        Path file = get();
        Path precious = Files.writeString(temporary.resolve("precious"), "content");
        Files.delete(file);
        Files.createSymbolicLink(file, precious);

        assertThat(get())
                .isRegularFile()
                .satisfies(p -> assertThat(Files.isSymbolicLink(p)).isFalse());
        assertThat(precious).hasContent("content");
    }

    @Test
    void keeps_nothing_of_a_producer_that_fails() {
        var failure = new IllegalStateException("compiler crashed");

        assertThatThrownBy(() ->
                        cache.get(
                                KEY,
                                "",
                                out -> {
                                    out.write(1);
                                    throw failure;
                                }))
                .isSameAs(failure);

        assertThat(cache.find(KEY, "")).isNull();
        assertThat(cache.entries()).isEmpty();
    }

    @Test
    void says_where_and_how_to_help_when_the_disk_is_full() {
        assertThatThrownBy(() ->
                        cache.get(
                                KEY,
                                ".cwasm",
                                out -> {
                                    throw new IOException("No space left on device");
                                }))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining(KEY.hash() + ".cwasm")
                .hasMessageContaining("MiB are free there")
                .hasMessageContaining("WASM_SANDBOX_CACHE");
    }

    @Test
    void sweeps_what_a_killed_process_left_behind() throws IOException {
        get();
        Path kind = temporary.resolve("cache/code");
        Path stale = Files.writeString(kind.resolve(KEY.hash() + ".cwasm.12-3.tmp"), "half");
        Path foreign = Files.writeString(kind.resolve("f".repeat(64) + ".cwasm.12-3.tmp"), "half");
        Files.delete(kind.resolve(KEY.hash() + ".cwasm"));

        get();

        assertThat(stale).doesNotExist();
        assertThat(foreign).as("may be in use under another lock").exists();
    }

    @Test
    void refuses_a_producer_that_asks_for_its_own_entry() {
        assertThatThrownBy(() -> cache.get(KEY, "", out -> cache.get(KEY, "", o -> o.write(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("asked the cache for the same entry");
    }

    @Test
    void refuses_a_suffix_that_could_leave_the_directory_or_clash() {
        for (String suffix : List.of("/../x", "so", ".a.b.c", ".seal", ".x.lock", ".tmp")) {
            assertThatThrownBy(() -> cache.get(KEY, suffix, out -> out.write(1)))
                    .as(suffix)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void verified_content_must_have_the_hash_it_is_named_by() throws IOException {
        byte[] bytes = "library".getBytes(UTF_8);
        String hash = Sha256.hex(digestOf(bytes));
        AtomicInteger opened = new AtomicInteger();
        PrivateCache.ContentSource source =
                () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(bytes);
                };

        Path file = cache.putVerified("natives", hash, ".so", source);
        assertThat(cache.putVerified("natives", hash, ".so", source))
                .isEqualTo(file)
                .hasContent("library");
        assertThat(opened).hasValue(1);

        Files.delete(Path.of(file + ".seal"));
        cache.putVerified("natives", hash, ".so", source);
        assertThat(opened).as("the name is the hash, so no seal is needed to check").hasValue(1);

        Files.writeString(file, "evil!!!");
        assertThat(cache.putVerified("natives", hash, ".so", source)).hasContent("library");

        String other = "0".repeat(64);
        assertThatThrownBy(() -> cache.putVerified("natives", other, ".so", source))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("has SHA-256 " + hash);
        assertThat(cache.find(new CacheKey("natives", other), ".so")).isNull();
    }

    private static java.security.MessageDigest digestOf(byte[] bytes) {
        var digest = Sha256.digest();
        digest.update(bytes);
        return digest;
    }
}
