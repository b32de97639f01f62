package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.core.storage.Seats;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes something of sessions for one user alone: in this process by {@link Seats}, among processes by a lock on a file for each
 * session, which the system drops when its process ends. Who waits is seen by who has it.
 *
 * <p>POSIX drops a lock as soon as its process closes any handle of the file. So each file is opened by whoever has the
 * seat only, and all adapters of this process over one folder share the seats.
 */
final class SessionLocks {
    private static final ConcurrentMap<Path, SessionLocks> BY_FOLDER = new ConcurrentHashMap<>();

    private static final long TURN = 0;

    /** Who waits holds this one, so that whoever had the session last cannot take it again before him. */
    private static final long QUEUE = 1;

    private static final long SHORTEST_WAIT_NANOS = 1_000_000;
    private static final long LONGEST_WAIT_NANOS = 20_000_000;

    private final Path folder;
    private final Seats seats = new Seats();

    private SessionLocks(Path folder) {
        this.folder = folder;
    }

    /** Returns the locks whose files are in a folder, which is made when it is needed; that it is in must be a real path. */
    static SessionLocks of(Path folder) {
        return BY_FOLDER.computeIfAbsent(folder, SessionLocks::new);
    }

    /** What was taken. May be used and closed by any thread. */
    final class Held implements SessionLease {
        private final String sessionId;
        private final Locked locked;
        private final SessionLease seat;

        private Held(String sessionId, Locked locked, SessionLease seat) {
            this.sessionId = sessionId;
            this.locked = locked;
            this.seat = seat;
        }

        /** Whether somebody waits for it. */
        synchronized boolean isWanted() {
            // An interrupt would close the channel, and so lose the lock.
            boolean interrupted = Thread.interrupted();
            try {
                FileLock queue = attempt(locked.channel, QUEUE);
                if (queue == null) {
                    return true;
                }
                queue.release();
                return seats.isWaitedFor(sessionId);
            } catch (IOException e) {
                // Closed meanwhile: nobody asks for what is given up.
                return false;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** Whether the session's lock is still this one: it is not when somebody dropped it. */
        boolean isCurrent() {
            Path file = folder.resolve(sessionId);
            try {
                Object key = key(file);
                return key == null || key.equals(locked.identity);
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() {
            SessionLocks.close(locked.channel);
            seat.close();
        }
    }

    /** A file that is locked; {@code identity} tells it from others that get its name. */
    private record Locked(FileChannel channel, Object identity) {}

    /**
     * Takes a session.
     *
     * @return empty if somebody else still has it after that time, or the thread was interrupted, which it stays
     * @throws IOException if the lock's file cannot be used
     */
    Optional<Held> take(String sessionId, Duration patience) throws IOException {
        long begin = System.nanoTime();
        SessionLease seat = seats.take(sessionId, patience).orElse(null);
        if (seat == null) {
            return Optional.empty();
        }
        // An interrupt would close the channel while it is used.
        boolean interrupted = Thread.interrupted();
        Locked lock = null;
        try {
            lock = lock(sessionId, begin, patience);
        } catch (ClosedByInterruptException e) {
            interrupted = true;
        } finally {
            if (lock == null) {
                seat.close();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (lock == null) {
            return Optional.empty();
        }
        return Optional.of(new Held(sessionId, lock, seat));
    }

    /** Forgets a session that was deleted, unless somebody has it. */
    void forget(String sessionId) throws IOException {
        Held held = take(sessionId, Duration.ZERO).orElse(null);
        if (held != null) {
            try (held) {
                Files.deleteIfExists(folder.resolve(sessionId));
            }
        }
    }

    /** Whether there is a lock of a session, taken or not. */
    boolean isThere(String sessionId) {
        return Files.exists(folder.resolve(sessionId), LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes the lock of a session that was deleted, from whoever has it. Those who wait notice, and begin another one. */
    void drop(String sessionId) {
        try {
            Files.deleteIfExists(folder.resolve(sessionId));
        } catch (IOException e) {
            // An empty file is left, which the next session of that name uses.
        }
    }

    private @Nullable Locked lock(String sessionId, long begin, Duration patience)
            throws IOException {
        Path file = folder.resolve(sessionId);
        while (true) {
            Object identity = identity(file);
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            boolean kept = false;
            try {
                if (!await(channel, begin, patience)) {
                    return null;
                }
                // Otherwise the session was deleted meanwhile, and the name stands for another
                // file.
                kept = identity.equals(identity(file));
                if (kept) {
                    return new Locked(channel, identity);
                }
            } finally {
                if (!kept) {
                    close(channel);
                }
            }
        }
    }

    private boolean await(FileChannel channel, long begin, Duration patience) throws IOException {
        long wait = SHORTEST_WAIT_NANOS;
        FileLock queue = attempt(channel, QUEUE);
        while (queue == null || attempt(channel, TURN) == null) {
            if (System.nanoTime() - begin >= patience.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, wait);
            wait = Math.min(2 * wait, LONGEST_WAIT_NANOS);
            queue = queue == null ? attempt(channel, QUEUE) : queue;
        }
        queue.release();
        return true;
    }

    /** Tells which file has a name now, making one if there is none. */
    private static Object identity(Path file) throws IOException {
        while (true) {
            try {
                Object key = key(file);
                // Where files have no key, open ones cannot be deleted either.
                return key == null ? file : key;
            } catch (NoSuchFileException e) {
                make(file);
            }
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void make(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
            }
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(folder.toString());
            }
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel, long position)
            throws IOException {
        try {
            return channel.tryLock(position, 1, false);
        } catch (OverlappingFileLockException e) {
            // Another copy of this library in this process has it.
            return null;
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written, and the lock goes with the handle.
        }
    }
}
