package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A directory of an immutable tree, listed when it is first needed, and only once unless it is {@link #reloadable}.
 * Thread-safe.
 *
 * <p>Every run that mounts the same value shares the listing and what it refers to, so a large tree is paid once.
 */
public final class DirectoryEntry implements Entry {

    private final DirectorySource source;
    private final long modifiedNanos;
    private final boolean reloadable;
    private volatile @Nullable Listing listing;
    private volatile @Nullable SoftReference<Listing> reloadableListing;
    private volatile @Nullable Usage usage;
    private volatile @Nullable TreeShape shape;

    private DirectoryEntry(DirectorySource source, long modifiedNanos, boolean reloadable) {
        this.source = source;
        this.modifiedNanos = modifiedNanos;
        this.reloadable = reloadable;
    }

    private DirectoryEntry(Listing listing, @Nullable Usage usage, long modifiedNanos) {
        this(
                () -> {
                    throw new IOException("the directory is listed already");
                },
                modifiedNanos,
                false);
        this.listing = listing;
        this.usage = usage;
    }

    /** Creates a directory whose entries are asked for when they are first needed. */
    public static DirectoryEntry lazy(DirectorySource source, long modifiedNanos) {
        return new DirectoryEntry(source, modifiedNanos, false);
    }

    /**
     * Creates a directory whose entries are asked for when they are first needed, and again when memory got short
     * meanwhile: for places of any size. A run that looked into it sees the same entries to its end, and pays for them
     * with {@link TreeLimits#maxNodeBytes()}.
     */
    public static DirectoryEntry reloadable(DirectorySource source, long modifiedNanos) {
        return new DirectoryEntry(source, modifiedNanos, true);
    }

    /**
     * Creates a directory that stands for another one, which is made when it is first looked into. An {@link
     * UncheckedIOException} of the supplier is {@code EIO} to the guest.
     */
    public static DirectoryEntry deferred(Supplier<DirectoryEntry> directory) {
        return lazy(
                () -> {
                    try {
                        return directory.get().entries();
                    } catch (UncheckedIOException e) {
                        throw new IOException("the directory can't be made", e);
                    }
                },
                0);
    }

    /** Creates a directory of known entries. */
    public static DirectoryEntry of(Map<String, Entry> entries, long modifiedNanos) {
        Map<String, Entry> copy = Map.copyOf(entries);
        return new DirectoryEntry(() -> copy, modifiedNanos, false);
    }

    /** An empty directory. */
    public static DirectoryEntry empty() {
        return empty(0);
    }

    /** An empty directory with a time. */
    public static DirectoryEntry empty(long modifiedNanos) {
        return new DirectoryEntry(Listing.EMPTY, Usage.NONE, modifiedNanos);
    }

    /**
     * Returns a directory with one entry more, or with another one of that name; all the rest is shared with this one, and what
     * is known of its {@link #usage} stays known.
     *
     * @throws IllegalArgumentException if no guest can name such an entry
     * @throws UncheckedIOException if a directory must be listed for that and can't be
     */
    public DirectoryEntry with(String name, Entry entry) {
        if (!Names.usable(name)) {
            throw new IllegalArgumentException(
                    "the name \""
                            + name
                            + "\" must not be empty, . or .., longer than "
                            + Names.MAX_NAME_BYTES
                            + " bytes, nor contain a slash or NUL");
        }
        return changed(name, entry);
    }

    /**
     * Returns a directory without an entry, which need not be there; all the rest is shared with this one.
     *
     * @throws UncheckedIOException if a directory must be listed for that and can't be
     */
    public DirectoryEntry without(String name) {
        return changed(name, null);
    }

    private DirectoryEntry changed(String name, @Nullable Entry entry) {
        try {
            Listing before = listing();
            Entry old = before.find(name);
            Usage known = usage;
            if (known != null && old != null) {
                known = known.minus(usageOf(old));
            }
            if (known != null && entry != null) {
                known = known.plus(usageOf(entry));
            }
            return new DirectoryEntry(
                    entry == null ? before.without(name) : before.with(name, entry),
                    known,
                    modifiedNanos);
        } catch (IOException e) {
            throw new UncheckedIOException("a directory can't be listed", e);
        }
    }

    /** Starts a tree that is given path by path. */
    public static DirectoryEntryBuilder builder() {
        return new DirectoryEntryBuilder();
    }

    @Override
    public long modifiedNanos() {
        return modifiedNanos;
    }

    /**
     * Lists the entries, sorted by name.
     *
     * @throws IOException if the directory can't be listed
     */
    public SequencedMap<String, Entry> entries() throws IOException {
        Listing all = listing();
        SequencedMap<String, Entry> entries = LinkedHashMap.newLinkedHashMap(all.size());
        for (int i = 0; i < all.size(); i++) {
            entries.put(all.name(i), all.entry(i));
        }
        return Collections.unmodifiableSequencedMap(entries);
    }

    /**
     * Finds what is at a relative path; links are not followed.
     *
     * @throws IOException if a directory on the way can't be listed
     */
    public Optional<Entry> find(String path) throws IOException {
        Entry current = this;
        for (String name : path.split("/", -1)) {
            if (!(current instanceof DirectoryEntry directory)) {
                return Optional.empty();
            }
            Entry next = directory.listing().find(name);
            if (next == null) {
                return Optional.empty();
            }
            current = next;
        }
        return Optional.of(current);
    }

    /**
     * Counts the whole tree below, loading all its listings at the first call; the answer is kept.
     *
     * @throws IOException if a directory can't be listed
     */
    public Usage usage() throws IOException {
        Usage known = usage;
        if (known == null) {
            known = Usage.NONE;
            Listing all = listing();
            for (int i = 0; i < all.size(); i++) {
                known = known.plus(usageOf(all.entry(i)));
            }
            usage = known;
        }
        return known;
    }

    /** Measures the whole tree below, this directory included; the answer is kept. */
    TreeShape shape(Effort effort) throws IOException {
        TreeShape known = shape;
        if (known == null) {
            known = TreeShape.ROOT;
            Listing all = listing();
            for (int i = 0; i < all.size(); i++) {
                effort.uncounted(1);
                TreeShape below =
                        all.entry(i) instanceof DirectoryEntry inner
                                ? inner.shape(effort)
                                : TreeShape.LEAF;
                known = known.with(all.name(i), below);
            }
            shape = known;
        }
        return known;
    }

    boolean isReloadable() {
        return reloadable;
    }

    private static Usage usageOf(Entry entry) throws IOException {
        if (entry instanceof DirectoryEntry directory) {
            return directory.usage().plus(new Usage(0, 1));
        }
        long bytes =
                entry instanceof FileEntry file
                        ? file.content().size()
                        : Names.utf8Length(((LinkEntry) entry).target());
        return new Usage(bytes, 1);
    }

    Listing listing() throws IOException {
        return listing(() -> {});
    }

    /** Lists the entries; what {@code pause} throws ends that, and the next one begins anew. */
    Listing listing(Runnable pause) throws IOException {
        Listing known = known();
        if (known == null) {
            synchronized (this) {
                known = known();
                if (known == null) {
                    known = new Listing(source.list(pause));
                    if (reloadable) {
                        reloadableListing = new SoftReference<>(known);
                    } else {
                        listing = known;
                    }
                }
            }
        }
        return known;
    }

    private @Nullable Listing known() {
        SoftReference<Listing> soft = reloadableListing;
        return soft == null ? listing : soft.get();
    }
}
