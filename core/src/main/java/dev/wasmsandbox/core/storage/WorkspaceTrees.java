package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.DirectoryEntryBuilder;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.LinkEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Workspaces as trees, whose directories are all listed, and as the lists of their entries. */
public final class WorkspaceTrees {
    private WorkspaceTrees() {}

    /**
     * Makes the tree of an index.
     *
     * @param contents gives the content of a file
     * @throws IllegalArgumentException if the entries fit into no tree
     */
    public static DirectoryEntry of(
            List<WorkspaceEntry> index, Function<WorkspaceEntry, Blob> contents) {
        DirectoryEntryBuilder builder = DirectoryEntry.builder();
        for (WorkspaceEntry entry : index) {
            long modified = UnixNanos.of(entry.modified());
            switch (entry.kind()) {
                case FILE -> builder.file(entry.path(), contents.apply(entry), modified);
                case DIRECTORY -> builder.directory(entry.path(), modified);
                case LINK -> builder.link(entry.path(), String.valueOf(entry.target()), modified);
            }
        }
        return builder.build();
    }

    /** Lists a tree; a directory comes before what it holds. */
    static List<WorkspaceEntry> entries(DirectoryEntry tree) {
        List<WorkspaceEntry> entries = new ArrayList<>();
        list(tree, "", entries);
        return entries;
    }

    private static void list(DirectoryEntry directory, String prefix, List<WorkspaceEntry> found) {
        for (Map.Entry<String, Entry> named : listed(directory).entrySet()) {
            String path = prefix + named.getKey();
            found.add(describe(path, named.getValue()));
            if (named.getValue() instanceof DirectoryEntry inner) {
                list(inner, path + "/", found);
            }
        }
    }

    private static Map<String, Entry> listed(DirectoryEntry directory) {
        try {
            return directory.entries();
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    /** Describes what is at a path as storages do. */
    private static WorkspaceEntry describe(String path, Entry entry) {
        Instant modified = UnixNanos.toInstant(entry.modifiedNanos());
        return switch (entry) {
            case FileEntry file -> WorkspaceEntry.file(path, file.content().size(), modified);
            case LinkEntry link -> WorkspaceEntry.link(path, link.target(), modified);
            case DirectoryEntry _ -> WorkspaceEntry.directory(path, modified);
        };
    }

    /** Finds what is at a path; links are not followed. */
    public static Optional<Entry> find(DirectoryEntry tree, String path) {
        try {
            return tree.find(path);
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    /** Puts something at a path, whose directory must be there. */
    static DirectoryEntry with(DirectoryEntry tree, String path, Entry entry) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return tree.with(path, entry);
        }
        String name = path.substring(0, slash);
        return tree.with(name, with(inner(tree, name), path.substring(slash + 1), entry));
    }

    /** Takes away what is at a path. */
    static DirectoryEntry without(DirectoryEntry tree, String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return tree.without(path);
        }
        String name = path.substring(0, slash);
        return tree.with(name, without(inner(tree, name), path.substring(slash + 1)));
    }

    private static DirectoryEntry inner(DirectoryEntry tree, String name) {
        if (find(tree, name).orElse(null) instanceof DirectoryEntry inner) {
            return inner;
        }
        throw new IllegalArgumentException("there is no directory " + name);
    }

    private static UncheckedIOException unexpected(IOException e) {
        return new UncheckedIOException("the tree is in memory", e);
    }
}
