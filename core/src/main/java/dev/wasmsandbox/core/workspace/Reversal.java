package dev.wasmsandbox.core.workspace;

import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.BlobContent;
import dev.wasmsandbox.core.storage.ContentKeeper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out how to take changes of a workspace back, before they are made. */
public final class Reversal {
    /** What old contents may have for one run; a few megabytes of them are in memory. */
    private static final long MAX_BYTES = 64L << 20;

    private final Map<String, WorkspaceEntry> before = new HashMap<>();
    private final OpenContents contents;
    private final ContentKeeper keeper = new ContentKeeper(Map.of());
    private long bytes;

    /**
     * Begins with a workspace as it is.
     *
     * @param index what is in it
     * @param contents what its files hold
     */
    public Reversal(List<WorkspaceEntry> index, OpenContents contents) {
        index.forEach(entry -> before.put(entry.path(), entry));
        this.contents = contents;
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
                    WorkspaceEntry old = before.get(path);
                    if (old == null || (kind.isPresent() && kind.get() != old.kind())) {
                        back.add(new WorkspaceChange.Delete(path));
                    }
                });
        try {
            for (String path : after.keySet()) {
                WorkspaceEntry old = before.get(path);
                if (old != null) {
                    back.add(restoring(old));
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

    private WorkspaceChange restoring(WorkspaceEntry old) throws IOException {
        @Nullable String target = old.target();
        return switch (old.kind()) {
            case DIRECTORY -> new WorkspaceChange.CreateDirectory(old.path());
            case LINK -> new WorkspaceChange.PutLink(old.path(), String.valueOf(target));
            case FILE -> {
                bytes += old.size();
                if (bytes > MAX_BYTES) {
                    throw new IOException("the old contents are too large to be kept");
                }
                try (InputStream in = new BlobContent(contents.blob(old), false).open()) {
                    yield new WorkspaceChange.PutFile(
                            old.path(), keeper.keep(in, old.size()).content(), old.modified());
                }
            }
        };
    }
}
