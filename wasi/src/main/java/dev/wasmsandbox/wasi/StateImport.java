package dev.wasmsandbox.wasi;

import org.jspecify.annotations.Nullable;

/**
 * Opens in a tree what a {@link WasiState} describes.
 *
 * <p>SECURITY: the state may be forged. Every descriptor is made by the rules of an ordinary {@code path_open}: links are
 * not followed, rights are cut to what the kind and the mount allow, contents are charged to the quota.
 */
final class StateImport {

    private final Tree tree;
    private final WasiState state;
    private final long now;
    private final @Nullable RegularFile[] detached;

    private StateImport(Tree tree, WasiState state, long now) {
        this.tree = tree;
        this.state = state;
        this.now = now;
        this.detached = new RegularFile[state.contents().size()];
    }

    static void into(
            DescriptorTable table, Tree tree, WasiState state, WasiConfig config, long now) {
        if (state.descriptors().size() > config.maxOpenFiles()) {
            throw new IllegalArgumentException(
                    "the state has "
                            + state.descriptors().size()
                            + " open files; allowed are "
                            + config.maxOpenFiles());
        }
        StateImport from = new StateImport(tree, state, now);
        for (WasiState.Open open : state.descriptors()) {
            table.put(open.number(), from.open(open));
        }
    }

    private Descriptor open(WasiState.Open open) {
        return switch (open.target()) {
            case WasiState.Target.Stream(int kind) -> stream(open, OpenStream.Kind.of(kind));
            case WasiState.Target.Root() -> directory(open, tree.root(), true);
            case WasiState.Target.Folder(String path) ->
                    find(path) instanceof Directory found
                            ? directory(open, found, false)
                            : directory(open, removedDirectory(), false);
            case WasiState.Target.RemovedFolder() -> directory(open, removedDirectory(), false);
            case WasiState.Target.File(String path) ->
                    find(path) instanceof RegularFile found ? file(open, found) : lost(open);
            case WasiState.Target.Detached(int content) -> {
                RegularFile file = detached(content);
                yield file == null ? lost(open) : file(open, file);
            }
            case WasiState.Target.Lost() -> lost(open);
        };
    }

    private static Descriptor stream(WasiState.Open open, OpenStream.Kind kind) {
        OpenStream stream = new OpenStream(kind);
        stream.shrinkRights(
                open.rights() & stream.rights(), open.inheriting() & stream.inheriting());
        return stream;
    }

    private static Descriptor directory(WasiState.Open open, Directory directory, boolean root) {
        return new OpenDirectory(
                directory,
                root,
                open.rights() & Rights.DIRECTORY,
                open.inheriting() & Rights.ALL,
                open.flags() & FdFlags.ALL);
    }

    private static Descriptor file(WasiState.Open open, RegularFile file) {
        long possible =
                file.mount().access().writable() ? Rights.FILE : Rights.FILE & ~Rights.FILE_CHANGES;
        OpenFile opened =
                new OpenFile(
                        file,
                        open.rights() & possible,
                        open.inheriting() & possible,
                        open.flags() & FdFlags.ALL);
        opened.setPosition(open.position());
        return opened;
    }

    /** Without any right: whatever the guest does with it fails. */
    private Descriptor lost(WasiState.Open open) {
        RegularFile empty =
                RegularFile.detached(tree.detached(), new FileEntry(RegularFile.NOTHING, now));
        empty.markLost();
        OpenFile opened = new OpenFile(empty, 0, 0, open.flags() & FdFlags.ALL);
        opened.setPosition(open.position());
        return opened;
    }

    private @Nullable RegularFile detached(int content) {
        RegularFile known = detached[content];
        if (known == null) {
            try {
                known = RegularFile.detached(tree.detached(), state.contents().get(content));
            } catch (WasiFailure e) {
                // More than the quota has room for.
                return null;
            }
            detached[content] = known;
        }
        return known;
    }

    private Directory removedDirectory() {
        Directory directory = new Directory(tree.detached(), now);
        directory.markRemoved();
        return directory;
    }

    private @Nullable Node find(String path) {
        Node current = tree.root();
        if (path.isEmpty()) {
            return current;
        }
        try {
            for (String name : path.substring(1).split("/", -1)) {
                Node next = current instanceof Directory directory ? directory.lookup(name) : null;
                if (next == null) {
                    return null;
                }
                current = next;
            }
        } catch (WasiFailure e) {
            // A directory on the way cannot be listed.
            return null;
        }
        return current;
    }
}
