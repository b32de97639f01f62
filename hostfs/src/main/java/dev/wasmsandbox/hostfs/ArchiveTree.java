package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.DirectoryEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * A zip or jar file as a read-only tree, never unpacked. The archive's directory is read when it is opened; contents are
 * inflated when a guest first reads them, checked against their checksum, and shared between runs through a bounded
 * cache.
 *
 * <p>Whoever made the archive can't do harm with it: what is odd or too large is left out, see {@link #skipped()}.
 * Symbolic links in an archive appear as files with their target as text.
 *
 * <p>Thread-safe. The tree must not be closed while a run uses it; reads after that are {@code EIO} to the guest.
 */
public final class ArchiveTree implements AutoCloseable {

    private final Path path;
    private final ZipFile archive;
    private final ContentCache cache;
    private final ArchiveIndex index;

    private ArchiveTree(Path path, ZipFile archive, ContentCache cache, ArchiveIndex index) {
        this.path = path;
        this.archive = archive;
        this.cache = cache;
        this.index = index;
    }

    /** Opens an archive with {@link ArchiveLimits#defaults()}. */
    public static ArchiveTree open(Path path) throws IOException {
        return open(path, ArchiveLimits.defaults());
    }

    /**
     * Opens an archive.
     *
     * @throws IOException if it is no zip file, is damaged or encrypted, or has too many entries
     */
    public static ArchiveTree open(Path path, ArchiveLimits limits) throws IOException {
        ZipFile archive = new ZipFile(path.toFile());
        try {
            ContentCache cache = new ContentCache(limits.cacheBytes());
            return new ArchiveTree(path, archive, cache, new ArchiveIndex(archive, limits, cache));
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    /** Tells the archive's own root. */
    public DirectoryEntry root() {
        return index.find("").orElseThrow();
    }

    /**
     * Finds a directory in the archive, for instance {@code META-INF/library}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public DirectoryEntry directory(String name) {
        return index.find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the archive "
                                        + path
                                        + " has no directory \""
                                        + name
                                        + "\"; names have no slash at their beginning and end"));
    }

    /** Lists what was left out, one line each with the reason, at most 1,000. */
    public List<String> skipped() {
        return index.skipped();
    }

    /** Closes the file and forgets all contents. */
    @Override
    public void close() throws IOException {
        archive.close();
        cache.clear();
    }
}
