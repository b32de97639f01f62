package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.text.FileNames;
import dev.wasmsandbox.core.text.Json;
import dev.wasmsandbox.core.text.WorkspacePaths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a commit notes before files make room for what replaces them: if the process dies before all of that has its
 * place, whoever takes the session next brings the old files back.
 */
final class DiskJournal {
    private static final String NAME = "journal";
    private static final String DISPLACED = "displaced";
    private static final String PLACING = "placing";
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_KEPT_NAME = 40;
    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private DiskJournal() {}

    /**
     * Notes what is about to happen.
     *
     * @param displaced by path, the name in the staging folder that the old file gets
     * @param placing the names in the staging folder of what is to have its place
     */
    static void write(DiskStaging staging, Map<String, String> displaced, List<String> placing)
            throws IOException {
        Map<String, @Nullable Object> journal = new LinkedHashMap<>();
        journal.put(DISPLACED, displaced);
        journal.put(PLACING, String.join(" ", placing));
        byte[] json = Json.write(journal).getBytes(StandardCharsets.UTF_8);
        String name = staging.put(WorkspaceChange.FileContent.of(json));
        staging.folder().move(name, staging.folder(), NAME);
        if (staging.durable()) {
            staging.folder().force();
        }
    }

    /** Forgets it: everything has its place, or is back in it. */
    static void remove(DiskStaging staging) throws IOException {
        staging.folder().deleteFile(staging.folder().fileName(NAME));
    }

    /** Brings back what a process that died had displaced, unless all that replaces it has its place. */
    static void undo(DiskWorkspace workspace, HostFolder left) throws IOException {
        Map<String, @Nullable Object> journal = read(left);
        if (!(journal.get(DISPLACED) instanceof Map<?, ?> displaced)
                || !(journal.get(PLACING) instanceof String placing)
                || !anyIn(left, placing)) {
            return;
        }
        Map<String, String> byPath = new TreeMap<>();
        displaced.forEach((path, name) -> byPath.put(String.valueOf(path), String.valueOf(name)));
        for (Map.Entry<String, String> old : byPath.entrySet()) {
            if (WorkspacePaths.isValid(old.getKey())
                    && left.kind(old.getValue()) == HostFolder.Kind.FILE) {
                restore(workspace, left, old.getValue(), old.getKey());
            }
        }
    }

    private static boolean anyIn(HostFolder left, String names) throws IOException {
        for (String name : names.split(" ", -1)) {
            if (FileNames.isPlain(name) && left.kind(name) == HostFolder.Kind.FILE) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, @Nullable Object> read(HostFolder left) throws IOException {
        if (left.kind(NAME) != HostFolder.Kind.FILE || left.attributes(NAME).size() > MAX_BYTES) {
            return Map.of();
        }
        try (SeekableByteChannel file = left.channel(NAME, READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // Reads on until the end.
            }
            return Json.readObject(bytes.array());
        } catch (IllegalArgumentException e) {
            // It gets its name when it is complete, so this is somebody else's.
            return Map.of();
        }
    }

    private static void restore(
            DiskWorkspace workspace, HostFolder left, String staged, String path)
            throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        try {
            makeDirectories(workspace, left, path);
            try (DiskWorkspace.Parent parent = workspace.parent(path)) {
                move(left, staged, parent.folder(), name);
            }
        } catch (FileSystemException e) {
            // Something else is on the way there now.
            move(left, staged, workspace.top(), name);
        }
    }

    private static void makeDirectories(DiskWorkspace workspace, HostFolder left, String path)
            throws IOException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String directory = path.substring(0, slash);
            String name = directory.substring(directory.lastIndexOf('/') + 1);
            try (DiskWorkspace.Parent parent = workspace.parent(directory)) {
                if (parent.folder().kind(name) == HostFolder.Kind.NOTHING) {
                    String made = UUID.randomUUID().toString();
                    left.createDirectory(made);
                    left.move(made, parent.folder(), name);
                }
            }
        }
    }

    /** Moves an old file back; if its place is taken it gets a name beside it, for it may be the only copy. */
    static String move(HostFolder left, String staged, HostFolder parent, String name)
            throws IOException {
        if (parent.kind(name) == HostFolder.Kind.DIRECTORY) {
            try {
                parent.deleteDirectory(parent.fileName(name));
            } catch (DirectoryNotEmptyException e) {
                // Something has its place there already.
            }
        }
        String free =
                parent.kind(name) == HostFolder.Kind.NOTHING
                        ? name
                        : name.substring(0, Math.min(name.length(), MAX_KEPT_NAME))
                                + "."
                                + UUID.randomUUID();
        left.move(staged, parent, free);
        return free;
    }
}
