package dev.wasmsandbox.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Excludes everyone else from making one entry: threads of this process by a lock in memory (a file lock belongs to the whole
 * process), other processes by a lock on {@code <name>.lock}. The lock file stays, because deleting it would let a waiting
 * process hold a lock on a file that the next one cannot see.
 */
final class KeyLock implements AutoCloseable {

    private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock thread;
    private final FileChannel channel;

    private KeyLock(ReentrantLock thread, FileChannel channel) {
        this.thread = thread;
        this.channel = channel;
    }

    static KeyLock acquire(Path file, boolean unix, Runnable whenBusy) throws IOException {
        ReentrantLock thread = THREADS.computeIfAbsent(file, key -> new ReentrantLock());
        if (thread.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "the producer of " + file + " asked the cache for the same entry");
        }
        boolean told = false;
        if (!thread.tryLock()) {
            told = true;
            whenBusy.run();
            thread.lock();
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel =
                    FileChannel.open(
                            file,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS),
                            PrivateDirectory.privateFile(unix));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                if (!told) {
                    whenBusy.run();
                }
                lock = channel.lock();
            }
            locked = lock.isValid();
            return new KeyLock(thread, channel);
        } finally {
            if (!locked) {
                try {
                    if (channel != null) {
                        channel.close();
                    }
                } finally {
                    thread.unlock();
                }
            }
        }
    }

    /** Closing the channel gives up the file lock. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            thread.unlock();
        }
    }
}
