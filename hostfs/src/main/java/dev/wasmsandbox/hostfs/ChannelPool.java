package dev.wasmsandbox.hostfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a bounded number of files open, least recently used closed first, so that neither a guest nor a large tree can
 * use up the process's file handles. Thread-safe. A channel in use stays open until its user is done.
 */
final class ChannelPool implements AutoCloseable {

    private static final int INITIAL_CHANNELS = 16;
    private static final float LOAD_FACTOR = 0.75f;

    /** Opens the file of a key. */
    @FunctionalInterface
    interface Opener {
        FileChannel open() throws IOException;
    }

    /** Works with an open file, by position only: others may use the same channel. */
    @FunctionalInterface
    interface Action {
        void run(FileChannel channel) throws IOException;
    }

    /** One open file. */
    private static final class Holder {

        private final FileChannel channel;
        private int users;
        private boolean evicted;

        Holder(FileChannel channel) {
            this.channel = channel;
        }
    }

    private final int maxOpen;
    private final Map<Object, Holder> holders =
            new LinkedHashMap<>(INITIAL_CHANNELS, LOAD_FACTOR, true);
    private boolean closed;

    ChannelPool(int maxOpen) {
        this.maxOpen = maxOpen;
    }

    /** Runs an action with the file of a key, opened if need be. */
    void use(Object key, Opener opener, Action action) throws IOException {
        Holder holder = acquire(key, opener);
        try {
            action.run(holder.channel);
        } finally {
            release(holder);
        }
    }

    /** Closes the file of a key, if it is open. */
    synchronized void forget(Object key) {
        Holder holder = holders.remove(key);
        if (holder != null) {
            evict(holder);
        }
    }

    synchronized int open() {
        return holders.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
        List<Holder> all = new ArrayList<>(holders.values());
        holders.clear();
        all.forEach(ChannelPool::evict);
    }

    private synchronized Holder acquire(Object key, Opener opener) throws IOException {
        if (closed) {
            throw new IOException("the place of this file was closed");
        }
        Holder holder = holders.get(key);
        if (holder == null || !holder.channel.isOpen()) {
            // An interrupt closes a channel under its user; the next one opens it anew.
            holder = new Holder(opener.open());
            holders.put(key, holder);
            Iterator<Holder> eldest = holders.values().iterator();
            while (holders.size() > maxOpen) {
                Holder old = eldest.next();
                eldest.remove();
                evict(old);
            }
        }
        holder.users++;
        return holder;
    }

    private synchronized void release(Holder holder) {
        holder.users--;
        if (holder.evicted && holder.users == 0) {
            close(holder.channel);
        }
    }

    private static void evict(Holder holder) {
        holder.evicted = true;
        if (holder.users == 0) {
            close(holder.channel);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // What was written is written, or a write has failed already; closing a handle loses
            // nothing more.
            throw new UncheckedIOException(e);
        }
    }
}
