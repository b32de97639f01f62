package dev.wasmsandbox.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheRaceTest {

    private static final CacheKey KEY = CacheKey.of("code", "raced for");
    private static final byte[] CONTENT = "content\n".repeat(100_000).getBytes(UTF_8);

    @TempDir Path temporary;

    @Test
    void threads_make_an_entry_once() throws Exception {
        PrivateCache cache = PrivateCache.at(temporary.resolve("cache"));
        AtomicInteger produced = new AtomicInteger();
        AtomicInteger waited = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(1);
        CacheListener listener =
                new CacheListener() {
                    @Override
                    public void waiting(CacheKey key, Path file) {
                        waited.incrementAndGet();
                        busy.countDown();
                    }
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Path>> files = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                files.add(
                        threads.submit(() ->
                                cache.withListener(listener)
                                        .get(
                                                KEY,
                                                "",
                                                out -> {
                                                    produced.incrementAndGet();
                                                    awaitUninterrupted(busy);
                                                    out.write(CONTENT);
                                                })));
            }
            for (Future<Path> file : files) {
                assertThat(file.get()).hasBinaryContent(CONTENT);
            }
        }
        assertThat(produced).hasValue(1);
        assertThat(waited.get()).isBetween(1, 7);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void processes_make_an_entry_once() throws IOException {
        Path root = temporary.resolve("cache");
        Path log = Files.createFile(temporary.resolve("log"));
        List<ChildJvm.Running> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(
                    ChildJvm.of(Racer.class).arguments(root.toString(), log.toString()).start());
        }
        for (ChildJvm.Running child : children) {
            child.await().expectExitCode(0).expectOutput("got " + CONTENT.length);
        }
        assertThat(log).hasContent("produced");
    }

    /** Main class of the processes: each wants the same entry and writes down if it had to make it. */
    static final class Racer {

        private Racer() {}

        public static void main(String[] arguments) throws IOException {
            Path file =
                    PrivateCache.at(Path.of(arguments[0]))
                            .get(
                                    KEY,
                                    "",
                                    out -> {
                                        Files.writeString(
                                                Path.of(arguments[1]),
                                                "produced\n",
                                                java.nio.file.StandardOpenOption.APPEND);
                                        out.write(CONTENT);
                                    });
            System.out.println("got " + Files.size(file));
        }
    }
}
