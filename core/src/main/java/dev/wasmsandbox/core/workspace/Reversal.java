package dev.wasmsandbox.core.workspace;

import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.BlobContent;
import dev.wasmsandbox.core.storage.ContentKeeper;
import dev.wasmsandbox.core.storage.UnixNanos;
import dev.wasmsandbox.core.storage.WorkspaceTrees;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.LinkEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Works out how to take changes of a workspace back, before they are made. */
public final class Reversal {
    /** What old contents may have for one run; a few megabytes of them are in memory. */
    private static final long MAX_BYTES = 64L << 20;

    private final DirectoryEntry before;
    private final ContentKeeper keeper = new ContentKeeper(Map.of());
    private long bytes;

    /** Begins with a workspace as it is. */
    public Reversal(DirectoryEntry before) {
        this.before = before;
    }

    /**
     * Returns the changes that lead back.
     *
     * @return empty if what is replaced is too much to be kept, or cannot be read
     */
    public Optional<List<WorkspaceChange>> of(List<WorkspaceChange> changes) {
        TreeMap<String, Optional<WorkspaceEntry.Kind>> after = new TreeMap<>();
        changes.forEach(change -> after.put(change.path(), kind(change)));
        List<WorkspaceChange> back = new ArrayList<>();
        after.descendingMap()
                .forEach((path, kind) -> {
                    Optional<WorkspaceEntry.Kind> old = find(path).map(Reversal::kind);
                    if (old.isEmpty() || (kind.isPresent() && !kind.equals(old))) {
                        back.add(new WorkspaceChange.Delete(path));
                    }
                });
        try {
            for (String path : after.keySet()) {
                Optional<Entry> old = find(path);
                if (old.isPresent()) {
                    back.add(restoring(path, old.get()));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(back);
    }

    private static Optional<WorkspaceEntry.Kind> kind(WorkspaceChange change) {
        return switch (change) {
            case WorkspaceChange.PutFile _ -> Optional.of(WorkspaceEntry.Kind.FILE);
            case WorkspaceChange.PutLink _ -> Optional.of(WorkspaceEntry.Kind.LINK);
            case WorkspaceChange.CreateDirectory _ -> Optional.of(WorkspaceEntry.Kind.DIRECTORY);
            case WorkspaceChange.Delete _ -> Optional.empty();
        };
    }

    private static WorkspaceEntry.Kind kind(Entry entry) {
        return switch (entry) {
            case FileEntry _ -> WorkspaceEntry.Kind.FILE;
            case LinkEntry _ -> WorkspaceEntry.Kind.LINK;
            case DirectoryEntry _ -> WorkspaceEntry.Kind.DIRECTORY;
        };
    }

    private Optional<Entry> find(String path) {
        return WorkspaceTrees.find(before, path);
    }

    private WorkspaceChange restoring(String path, Entry old) throws IOException {
        return switch (old) {
            case DirectoryEntry _ -> new WorkspaceChange.CreateDirectory(path);
            case LinkEntry link -> new WorkspaceChange.PutLink(path, link.target());
            case FileEntry file -> {
                Blob content = file.content();
                bytes += content.size();
                if (bytes > MAX_BYTES) {
                    throw new IOException("the old contents are too large to be kept");
                }
                try (InputStream in = new BlobContent(content, false).open()) {
                    yield new WorkspaceChange.PutFile(
                            path,
                            keeper.keep(in, content.size()).content(),
                            UnixNanos.toInstant(file.modifiedNanos()));
                }
            }
        };
    }
}
