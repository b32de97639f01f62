package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.DirectorySource;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One directory below a {@link HostDirectory}, reached anew from the root handle each time it is needed. */
final class HostFolder implements DirectorySource {

    /** What a name must still be when it is used again. */
    record Identity(@Nullable Object key, boolean directory, boolean file) {

        static Identity of(BasicFileAttributes attributes) {
            return new Identity(
                    attributes.fileKey(), attributes.isDirectory(), attributes.isRegularFile());
        }
    }

    private static final int MAX_DEPTH = 128;

    /** One directory must fit into memory as a whole; each entry takes less than half a kilobyte. */
    private static final int MAX_ENTRIES = 100_000;

    /** Each is looked at by a call of the system, some microseconds long. */
    private static final int ENTRIES_PER_PAUSE = 64;

    private static final char UNMAPPABLE = '\ufffd';

    private final HostDirectory owner;
    private final @Nullable HostFolder parent;
    private final Path name;
    private final Identity identity;
    private final int depth;

    HostFolder(HostDirectory owner, @Nullable HostFolder parent, Path name, Identity identity) {
        this.owner = owner;
        this.parent = parent;
        this.name = name;
        this.identity = identity;
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    /** Opens the directory; fails if another one is in its place now. */
    FolderHandle open() throws IOException {
        if (parent == null) {
            return owner.openRoot();
        }
        FolderHandle handle;
        try (FolderHandle above = parent.open()) {
            handle = above.enter(name);
        }
        if (!Identity.of(handle.ownAttributes()).equals(identity)) {
            handle.close();
            throw new IOException(
                    "the directory \"" + name + "\" in " + owner.path() + " was replaced");
        }
        return handle;
    }

    @Override
    public Map<String, Entry> list() throws IOException {
        return list(() -> {});
    }

    @Override
    public Map<String, Entry> list(Runnable pause) throws IOException {
        Map<String, Entry> entries = new HashMap<>();
        int seen = 0;
        try (FolderHandle handle = open()) {
            for (Path child : handle.names()) {
                if (++seen % ENTRIES_PER_PAUSE == 0) {
                    pause.run();
                }
                Path single = Objects.requireNonNull(child.getFileName(), "a listed name");
                Entry entry = describe(handle, single);
                if (entry != null) {
                    entries.put(single.toString(), entry);
                }
                if (entries.size() > MAX_ENTRIES) {
                    throw new IOException(
                            "the directory \""
                                    + name
                                    + "\" in "
                                    + owner.path()
                                    + " has more than "
                                    + MAX_ENTRIES
                                    + " entries");
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** Describes what may be shown: directories and regular files whose name is text. */
    private @Nullable Entry describe(FolderHandle handle, Path child) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = handle.attributes(child);
        } catch (NoSuchFileException e) {
            // Deleted since it was listed.
            return null;
        }
        if (child.toString().indexOf(UNMAPPABLE) >= 0) {
            return null;
        }
        long modified = Math.max(0, attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        if (attributes.isDirectory() && depth < MAX_DEPTH) {
            return DirectoryEntry.reloadable(
                    new HostFolder(owner, this, child, Identity.of(attributes)), modified);
        }
        return attributes.isRegularFile()
                ? new FileEntry(new HostFile(owner, this, child, attributes), modified)
                : null;
    }
}
