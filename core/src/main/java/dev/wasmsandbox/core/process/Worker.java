package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A worker process with what belongs to it: its pipes, a private directory for its temporary files, what it says on standard error.
 *
 * <p>Used by one thread, but may be ended by any.
 */
final class Worker implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int MAX_LAST_WORDS = 4096;
    private static final int KILLED_BASE = 128;

    private final Process process;
    private final Path directory;
    private final FileChannel lastWords;
    private final WorkerLink link;

    private Worker(Process process, Path directory, FileChannel lastWords) {
        this.process = process;
        this.directory = directory;
        this.lastWords = lastWords;
        this.link = new WorkerLink(process.getInputStream(), process.getOutputStream());
    }

    /**
     * Starts a worker process, which is not ready yet.
     *
     * @param language the id of the language that it is to load first
     * @throws WorkerStartException if there is no process
     */
    static Worker launch(WorkerSettings settings, String language) throws WorkerStartException {
        try {
            return process(settings, language);
        } catch (IOException e) {
            throw new WorkerStartException("cannot start a worker process: " + e, e);
        }
    }

    /**
     * Waits until the worker can run guests.
     *
     * @throws WorkerStartException if it does not get there; it has ended then
     */
    void awaitReady(WorkerSettings settings) throws WorkerStartException {
        try (Watch watch = new Watch(this::kill, settings.grace())) {
            watch.stopBy(settings.startLimit());
            if (!(link.receive() instanceof FromWorker.Ready(int version))
                    || version != Wire.VERSION) {
                throw new ProtocolException("its first message is not that it is ready");
            }
        } catch (IOException e) {
            throw new WorkerStartException(
                    "a worker process did not start: " + bury(settings.grace()), e);
        }
    }

    private static Worker process(WorkerSettings settings, String language) throws IOException {
        Path directory = Files.createTempDirectory("wasm-sandbox-worker-").toAbsolutePath();
        FileChannel words = null;
        try {
            // Opened before there is a worker that could put something else in its place.
            words =
                    FileChannel.open(
                            directory.resolve(WorkerLauncher.LAST_WORDS),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            return new Worker(settings.launcher().launch(directory, language), directory, words);
        } catch (IOException e) {
            if (words != null) {
                words.close();
            }
            delete(directory);
            throw e;
        }
    }

    WorkerLink link() {
        return link;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process at once. Who waits for it, or writes to it, gets an {@link IOException}. */
    void kill() {
        process.destroyForcibly();
    }

    /**
     * Waits a moment for the process to end, ends it if it does not, and tells how that was and what it said.
     *
     * @param moment enough for a crashing JVM to write its report
     */
    End bury(Duration moment) {
        try {
            boolean byItself = process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS);
            kill();
            return new End(byItself, process.waitFor(), lastWords());
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            return new End(false, 0, "");
        }
    }

    private String lastWords() {
        try {
            ByteBuffer words = ByteBuffer.allocate(MAX_LAST_WORDS);
            while (words.hasRemaining() && lastWords.read(words, words.position()) > 0) {
                // Reads on.
            }
            return StandardCharsets.UTF_8.decode(words.flip()).toString().strip();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * How a worker ended.
     *
     * @param byItself whether nobody had to end it
     * @param code its exit code; 128 + n if signal n ended it
     * @param words what it said on standard error, from the beginning
     */
    record End(boolean byItself, int code, String words) {
        @Override
        public String toString() {
            String how =
                    !byItself
                            ? "it was ended"
                            : code > KILLED_BASE
                                    ? "it was ended by signal " + (code - KILLED_BASE)
                                    : "it ended with exit code " + code;
            return words.isEmpty() ? how : how + "; it said: " + words;
        }
    }

    /** Lets the process end, ends it if it does not, and removes its files. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            // It has ended already, or will have in a moment.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        try {
            awaitEnd();
            process.getInputStream().close();
            lastWords.close();
        } catch (IOException e) {
            // Only the pipe's own end was left.
        }
        delete(directory);
    }

    /** Not by {@link Process#onExit}, which needs a thread of the pool that all of the application shares. */
    private void awaitEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                var _ = process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // Temporary files of an ended process: the system removes what is left.
        }
    }
}
