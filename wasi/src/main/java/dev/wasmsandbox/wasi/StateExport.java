package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Describes the descriptors of a guest at rest in a form that can be laid over another tree. */
final class StateExport {

    private final long maxBytes;
    private final IdentityHashMap<RegularFile, Integer> detached = new IdentityHashMap<>();
    private final List<FileEntry> contents = new ArrayList<>();
    private @Nullable IdentityHashMap<RegularFile, String> names;
    private final Tree tree;
    private long bytes;

    private StateExport(Tree tree, long maxBytes) {
        this.tree = tree;
        this.maxBytes = maxBytes;
    }

    /** Describes; contents of files without a name are kept up to {@code maxBytes} together, the others are lost. */
    static WasiState of(Tree tree, DescriptorTable table, long maxBytes) {
        StateExport export = new StateExport(tree, maxBytes);
        List<WasiState.Open> open = new ArrayList<>();
        table.forEach((number, descriptor) -> open.add(export.describe(number, descriptor)));
        return new WasiState(open, export.contents);
    }

    private WasiState.Open describe(int number, Descriptor descriptor) {
        long position = descriptor instanceof OpenFile file ? file.position() : 0;
        return new WasiState.Open(
                number,
                target(descriptor),
                descriptor.rights(),
                descriptor.inheriting(),
                descriptor.flags(),
                position);
    }

    private WasiState.Target target(Descriptor descriptor) {
        return switch (descriptor) {
            case OpenStream stream -> new WasiState.Target.Stream(stream.kind().number());
            case OpenDirectory directory -> directory(directory);
            case OpenFile file -> file(file.file());
        };
    }

    private static WasiState.Target directory(OpenDirectory open) {
        if (open.preopened()) {
            return new WasiState.Target.Root();
        }
        String path = path(open.directory());
        return path == null
                ? new WasiState.Target.RemovedFolder()
                : new WasiState.Target.Folder(path);
    }

    private WasiState.Target file(RegularFile file) {
        if (file.lost()) {
            return new WasiState.Target.Lost();
        }
        // What was written into a private layer is nowhere else.
        boolean survives =
                file.mount().access() != MountAccess.PRIVATE_CHANGES || file.isUnchanged();
        String path = survives && !file.unlinked() ? path(file) : null;
        return path == null ? content(file) : new WasiState.Target.File(path);
    }

    private WasiState.Target content(RegularFile file) {
        Integer known = detached.get(file);
        if (known != null) {
            return new WasiState.Target.Detached(known);
        }
        long size = file.size();
        if (size > maxBytes - bytes || size > Integer.MAX_VALUE - 16) {
            return new WasiState.Target.Lost();
        }
        byte[] content = new byte[(int) size];
        try {
            int count = file.read(0, content, 0, content.length);
            if (count != content.length) {
                return new WasiState.Target.Lost();
            }
        } catch (IOException e) {
            return new WasiState.Target.Lost();
        }
        bytes += size;
        detached.put(file, contents.size());
        contents.add(new FileEntry(Blob.of(content), file.modified()));
        return new WasiState.Target.Detached(contents.size() - 1);
    }

    private @Nullable String path(RegularFile file) {
        Directory home = file.home();
        if (home != null) {
            String above = path(home);
            return above == null ? null : above + "/" + file.homeName();
        }
        IdentityHashMap<RegularFile, String> known = names;
        if (known == null) {
            known = new IdentityHashMap<>();
            for (Mount mount : tree.mounts()) {
                String path = mount.access().writable() ? path(mount.root()) : null;
                if (path != null) {
                    collect(mount.root(), path, known);
                }
            }
            names = known;
        }
        return known.get(file);
    }

    /** In the order of names, so that of a file with two of them it is always the same one that counts. */
    private static void collect(
            Directory directory, String path, IdentityHashMap<RegularFile, String> found) {
        for (Map.Entry<String, @Nullable Node> child :
                new TreeMap<>(directory.known()).entrySet()) {
            String at = path + "/" + child.getKey();
            if (child.getValue() instanceof RegularFile file) {
                found.putIfAbsent(file, at);
            } else if (child.getValue() instanceof Directory inner
                    && inner.mount() == directory.mount()) {
                collect(inner, at, found);
            }
        }
    }

    /** The absolute path of a directory, empty for the root; null when it has none any more. */
    private static @Nullable String path(Directory directory) {
        if (directory.removed()) {
            return null;
        }
        Directory parent = directory.parent();
        if (parent == null) {
            return "";
        }
        String above = path(parent);
        return above == null ? null : above + "/" + directory.name();
    }
}
