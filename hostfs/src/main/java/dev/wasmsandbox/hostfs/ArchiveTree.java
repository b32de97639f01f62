package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A zip or jar file as a read-only tree, never unpacked. Its names are sorted out when somebody first looks into it;
 * contents are inflated when a guest first reads them, checked against their checksum, and shared between runs: small
 * ones in memory, those above 1 MiB in temporary files, both bounded.
 *
 * <p>Whoever made the archive can't do harm with it: what is odd or too large is left out, see {@link #skipped()}.
 * Symbolic links in an archive appear as files with their target as text.
 *
 * <p>Thread-safe. The tree must not be closed while a run uses it; reads after that are {@code EIO} to the guest.
 */
public final class ArchiveTree implements AutoCloseable {

    private final Path path;
    private final ZipFile archive;
    private final ScratchDirectory scratch;
    private final ArchiveContents contents;
    private final ArchiveLimits limits;
    private final DirectoryEntry root =
            DirectoryEntry.lazy(this::listRoot, ArchiveTimes.EARLIEST_NANOS);
    private @Nullable ArchiveIndex index;

    private ArchiveTree(Path path, ZipFile archive, ArchiveLimits limits, Path temporary) {
        this.path = path;
        this.archive = archive;
        this.limits = limits;
        this.scratch = ScratchDirectory.in(temporary);
        this.contents = ArchiveContents.of(limits, scratch);
    }

    /** Opens an archive with {@link ArchiveLimits#defaults()}. */
    public static ArchiveTree open(Path path) throws IOException {
        return open(path, ArchiveLimits.defaults());
    }

    /**
     * Opens an archive.
     *
     * @throws IOException if it is no zip file, or is damaged or encrypted
     */
    public static ArchiveTree open(Path path, ArchiveLimits limits) throws IOException {
        return open(path, limits, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Opens an archive whose large contents are kept in a given place. */
    static ArchiveTree open(Path path, ArchiveLimits limits, Path temporary) throws IOException {
        return new ArchiveTree(path, new ZipFile(path.toFile()), limits, temporary);
    }

    /** Tells the archive's own root. */
    public DirectoryEntry root() {
        return root;
    }

    /**
     * Finds a directory in the archive, for instance {@code META-INF/library}.
     *
     * @throws IllegalArgumentException if there is none
     * @throws IOException if the archive has too many entries
     */
    public DirectoryEntry directory(String name) throws IOException {
        return index().find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the archive "
                                        + path
                                        + " has no directory \""
                                        + name
                                        + "\"; names have no slash at their beginning and end"));
    }

    /**
     * Lists what was left out, one line each with the reason, at most 1,000.
     *
     * @throws IOException if the archive has too many entries
     */
    public List<String> skipped() throws IOException {
        return index().skipped();
    }

    /** Closes the file and forgets all contents. */
    @Override
    public void close() throws IOException {
        archive.close();
        contents.clear();
        scratch.close();
    }

    private Map<String, Entry> listRoot() throws IOException {
        return index().find("").orElseThrow().entries();
    }

    private synchronized ArchiveIndex index() throws IOException {
        ArchiveIndex known = index;
        if (known == null) {
            try {
                known = new ArchiveIndex(archive, limits, contents);
            } catch (IllegalStateException e) {
                throw new IOException("the archive " + path + " was closed", e);
            }
            index = known;
        }
        return known;
    }
}
