package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.Scratch;
import dev.wasmsandbox.wasi.ScratchFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Scratch space of one process: a private directory beside the workspaces, so that a file can be renamed into its place.
 * It is made when it is first needed, when what others left behind is removed, too, and removed when it is closed. As long as its process lives it holds a lock, so
 * that {@link #sweep} can tell what a crash left behind.
 *
 * <p>Thread-safe; one can serve all runs over the same parent directory. Its files each belong to one run.
 */
public final class ScratchDirectory implements Scratch, AutoCloseable {

    /** What the names of scratch directories begin with. */
    public static final String PREFIX = ".wasm-sandbox-scratch-";

    /**
     * Tells this process from others, even from one that had the same number before, as in containers. Its own
     * directories must not be looked at more closely: POSIX drops a process's lock on a file as soon as the process
     * closes any handle of that file.
     */
    private static final String OWN_PREFIX =
            PREFIX
                    + ProcessHandle.current().pid()
                    + "-"
                    + ProcessHandle.current()
                            .info()
                            .startInstant()
                            .map(Instant::toEpochMilli)
                            .orElse(0L)
                    + "-";

    private static final String LOCK_NAME = "lock";
    private static final Duration LONGEST_START = Duration.ofHours(1);
    private static final int MAX_OPEN_FILES = 64;

    private final Path parent;
    private final ChannelPool channels = new ChannelPool(MAX_OPEN_FILES);
    private final AtomicLong lastNumber = new AtomicLong();
    private @Nullable Path folder;
    private @Nullable FileChannel lock;
    private boolean closed;

    private ScratchDirectory(Path parent) {
        this.parent = parent;
    }

    /** Prepares scratch space in a directory, which must exist by the time it is needed. Touches nothing yet. */
    public static ScratchDirectory in(Path parent) {
        return new ScratchDirectory(parent);
    }

    @Override
    public ScratchFile create() throws IOException {
        Path path = folder().resolve(Long.toString(lastNumber.incrementAndGet()));
        Files.newByteChannel(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        permissions("rw-------"))
                .close();
        return new HostScratchFile(this, path);
    }

    /** Removes the directory with all that is left in it. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channels.close();
        if (folder != null) {
            deleteAll(folder);
            folder = null;
        }
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    /**
     * Removes what processes that ended without closing left in a directory; what a living process uses stays.
     *
     * @return what was removed
     * @throws IOException if the directory can't be listed or a left-over not be removed
     */
    public static List<Path> sweep(Path parent) throws IOException {
        return sweep(parent, null);
    }

    /** Removes left-overs beside a directory of our own; in a shared place those of others are not ours to look into. */
    private void sweepLike(Path own) {
        try {
            List<Path> _ = sweep(parent, Files.getOwner(own, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException e) {
            // The next one tries again; nobody waits for the space.
            return;
        }
    }

    private static List<Path> sweep(Path parent, @Nullable UserPrincipal owner) throws IOException {
        List<Path> removed = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path found : all) {
                if (Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS)
                        && (owner == null
                                || owner.equals(Files.getOwner(found, LinkOption.NOFOLLOW_LINKS)))
                        && abandoned(found)) {
                    deleteAll(found);
                    removed.add(found);
                }
            }
        }
        return removed;
    }

    ChannelPool channels() {
        return channels;
    }

    void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It stays in the private directory, which is removed as a whole when that is closed or
            // swept.
            return;
        }
    }

    private synchronized Path folder() throws IOException {
        if (closed) {
            throw new IOException("the scratch space in " + parent + " is closed");
        }
        if (folder == null) {
            Path made = Files.createTempDirectory(parent, OWN_PREFIX, permissions("rwx------"));
            lock =
                    FileChannel.open(
                            made.resolve(LOCK_NAME),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw new FileSystemException(
                        made.toString(), null, "another process holds the lock of a new file");
            }
            folder = made;
            sweepLike(made);
        }
        return folder;
    }

    /** Tells whether nobody holds the lock. A new directory without a lock file is one that is just being made. */
    private static boolean abandoned(Path found) throws IOException {
        if (nameOf(found).startsWith(OWN_PREFIX)) {
            return false;
        }
        Path lockFile = found.resolve(LOCK_NAME);
        if (!Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS)) {
            Instant made = Files.getLastModifiedTime(found, LinkOption.NOFOLLOW_LINKS).toInstant();
            return made.isBefore(Instant.now().minus(LONGEST_START));
        }
        try (FileChannel channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock acquired = channel.tryLock()) {
            return acquired != null;
        }
    }

    /** Removes a scratch directory; it has only files in it. The lock goes last, so that a crash here is swept too. */
    private static void deleteAll(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!nameOf(file).equals(LOCK_NAME)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(directory.resolve(LOCK_NAME));
        Files.deleteIfExists(directory);
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static FileAttribute<?>[] permissions(String text) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
                }
                : new FileAttribute<?>[0];
    }
}
