package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.core.storage.CommitOrder;
import dev.wasmsandbox.core.text.WorkspacePaths;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One commit to the folder of a session.
 *
 * <p>Every content is written beside the workspaces, and moved to its name when all are there; a name that is to be
 * deleted goes last, and only if everything else could be stored: it may be the only copy. So each file is its old self
 * or its new one at any time, and nothing is lost whatever fails.
 */
final class DiskCommit {
    /** Even if JSON wrote each as six bytes, the file stays within {@link MetadataFile#MAX_BYTES}. */
    private static final long MAX_LINK_CHARACTERS = 1 << 20;

    private static final String STAYS = "it stays, because not all contents could be stored";

    /** What made room for something new: {@code staged} is the name of the file, null for a directory. */
    private record Displaced(WorkspaceChange.Delete delete, @Nullable String staged) {}

    private final DiskWorkspace workspace;
    private final DiskStaging staging;
    private final Map<String, String> links;
    private long linkCharacters;
    private final List<WorkspaceFailure> failures = new ArrayList<>();
    private final IdentityHashMap<WorkspaceChange, String> staged = new IdentityHashMap<>();
    private final Map<String, String> roomNames = new TreeMap<>();
    private final List<Displaced> displaced = new ArrayList<>();
    private final Map<String, HostFolder> unsynced = new LinkedHashMap<>();

    /**
     * Begins a commit.
     *
     * @param links what the guest's links point to; changed with the commit
     */
    DiskCommit(DiskWorkspace workspace, DiskStaging staging, Map<String, String> links) {
        this.workspace = workspace;
        this.staging = staging;
        this.links = links;
        links.forEach((path, target) -> linkCharacters += path.length() + target.length());
    }

    /** Makes the changes, and tells which could not be made. */
    List<WorkspaceFailure> carryOut(List<WorkspaceChange> changes) {
        changes.forEach(this::stage);
        CommitOrder order = CommitOrder.of(changes);
        order.first().forEach(change -> attempt(change, false));
        if (!order.displaced().isEmpty()) {
            replaceKinds(order);
        } else {
            order.displacing().forEach(change -> attempt(change, false));
        }
        sync();
        order.last().forEach(change -> attempt(change, false));
        sync();
        staged.values().forEach(staging::discard);
        for (Displaced old : displaced) {
            if (old.staged != null) {
                staging.discard(old.staged);
            }
        }
        return failures;
    }

    /** Deletes what has to make room, and puts the new things there. */
    private void replaceKinds(CommitOrder order) {
        for (WorkspaceChange.Delete delete : order.displaced()) {
            roomNames.put(delete.path(), staging.newName());
        }
        List<String> placing = new ArrayList<>();
        for (WorkspaceChange change : order.displacing()) {
            String name = staged.get(change);
            if (name != null) {
                placing.add(name);
            }
        }
        try {
            DiskJournal.write(staging, roomNames, placing);
        } catch (IOException e) {
            order.displaced().forEach(delete -> fail(delete, e));
        }
        order.displaced().forEach(change -> attempt(change, true));
        int before = failures.size();
        order.displacing().forEach(change -> attempt(change, false));
        if (failures.size() > before) {
            displaced.reversed().forEach(this::restore);
        }
        try {
            DiskJournal.remove(staging);
        } catch (IOException e) {
            // Whoever takes the session next finds everything in its place, or does as this one
            // did.
        }
    }

    private void stage(WorkspaceChange change) {
        if (change instanceof WorkspaceChange.PutFile put) {
            try {
                staged.put(put, staging.put(put.content()));
            } catch (IOException e) {
                fail(put, e);
            }
        }
    }

    private void attempt(WorkspaceChange change, boolean makesRoom) {
        if (change instanceof WorkspaceChange.PutFile && !staged.containsKey(change)) {
            return;
        }
        try {
            apply(change, makesRoom);
        } catch (IOException e) {
            fail(change, e);
        }
    }

    private void fail(WorkspaceChange change, IOException e) {
        failures.add(new WorkspaceFailure(change.path(), reason(e)));
    }

    private void apply(WorkspaceChange change, boolean makesRoom) throws IOException {
        String path = change.path();
        if (!WorkspacePaths.isValid(path)) {
            throw new FileSystemException(path, null, "this is no path within a workspace");
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        try (DiskWorkspace.Parent parent = workspace.parent(path)) {
            switch (change) {
                case WorkspaceChange.PutFile put -> {
                    replace(parent.folder(), name, Objects.requireNonNull(staged.get(put)), put);
                    staged.remove(put);
                    forgetLink(path);
                }
                case WorkspaceChange.PutLink(String _, String target) -> {
                    if (parent.folder().kind(name) != HostFolder.Kind.NOTHING) {
                        throw inTheWay(name);
                    }
                    putLink(path, target);
                }
                case WorkspaceChange.CreateDirectory _ -> {
                    createDirectory(parent.folder(), name);
                    forgetLink(path);
                }
                case WorkspaceChange.Delete delete -> {
                    HostFolder.Kind kind = parent.folder().kind(name);
                    boolean there =
                            kind == HostFolder.Kind.FILE
                                    || kind == HostFolder.Kind.DIRECTORY
                                    || links.containsKey(path);
                    if (there && !failures.isEmpty()) {
                        throw new FileSystemException(path, null, STAYS);
                    }
                    delete(parent.folder(), name, delete, makesRoom);
                    forgetLink(path);
                }
            }
            if (staging.durable()) {
                int slash = path.lastIndexOf('/');
                unsynced.putIfAbsent(slash < 0 ? "." : path.substring(0, slash), parent.folder());
            }
        } catch (NoSuchFileException e) {
            if (!(change instanceof WorkspaceChange.Delete)) {
                throw e;
            }
        }
    }

    /** Moves a staged file into its place. */
    private void replace(
            HostFolder target, String name, String temporary, WorkspaceChange.PutFile put)
            throws IOException {
        HostFolder.Kind kind = target.kind(name);
        if (kind == HostFolder.Kind.OTHER || kind == HostFolder.Kind.DIRECTORY) {
            throw inTheWay(name);
        }
        if (kind == HostFolder.Kind.FILE && !Files.isReadable(target.path.resolve(name))) {
            // The guest was not shown it.
            throw new FileSystemException(
                    name, null, "a file of the host's that cannot be read is in the way");
        }
        staging.folder().setModified(temporary, FileTime.from(put.modified()));
        staging.folder().move(temporary, target, name);
    }

    /** Makes a directory elsewhere and moves it here, by handles only. */
    private void createDirectory(HostFolder parent, String name) throws IOException {
        switch (parent.kind(name)) {
            case DIRECTORY -> {
                // Opened, to see that it can be used.
                parent.child(name).close();
            }
            case NOTHING -> {
                String temporary = staging.putDirectory();
                try {
                    staging.folder().move(temporary, parent, name);
                } catch (IOException e) {
                    staging.discard(temporary);
                    throw e;
                }
            }
            case FILE, OTHER -> throw inTheWay(name);
        }
    }

    private void delete(
            HostFolder parent, String name, WorkspaceChange.Delete delete, boolean makesRoom)
            throws IOException {
        switch (parent.kind(name)) {
            case FILE -> {
                if (makesRoom) {
                    String old = Objects.requireNonNull(roomNames.get(delete.path()));
                    parent.move(name, staging.folder(), old);
                    displaced.add(new Displaced(delete, old));
                } else {
                    parent.deleteFile(parent.fileName(name));
                }
            }
            case DIRECTORY -> {
                try {
                    parent.deleteDirectory(parent.fileName(name));
                    if (makesRoom) {
                        displaced.add(new Displaced(delete, null));
                    }
                } catch (DirectoryNotEmptyException e) {
                    // Something of the host's is in there, and stays.
                }
            }
            case NOTHING, OTHER -> {
                // Nothing that the guest could have seen.
            }
        }
    }

    /** Brings back what had to make room for something that could not be stored then. */
    private void restore(Displaced old) {
        String path = old.delete.path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        try (DiskWorkspace.Parent parent = workspace.parent(path)) {
            if (old.staged != null) {
                String kept = DiskJournal.move(staging.folder(), old.staged, parent.folder(), name);
                failures.add(
                        new WorkspaceFailure(
                                path,
                                kept.equals(name)
                                        ? STAYS
                                        : "its place is taken and not all contents could be stored, so it is kept as "
                                                + kept));
            } else if (parent.folder().kind(name) == HostFolder.Kind.NOTHING) {
                createDirectory(parent.folder(), name);
                failures.add(new WorkspaceFailure(path, STAYS));
            }
        } catch (IOException e) {
            fail(old.delete, e);
        }
    }

    /** Links are read and written all together, so all together they must stay small. */
    private void putLink(String path, String target) throws IOException {
        if (!WorkspacePaths.isLinkTarget(target)) {
            throw new FileSystemException(path, null, "no link can lead there");
        }
        long characters = (long) path.length() + target.length();
        if (linkCharacters + characters > MAX_LINK_CHARACTERS) {
            throw new FileSystemException(path, null, "the workspace has too many links");
        }
        forgetLink(path);
        links.put(path, target);
        linkCharacters += characters;
    }

    private void forgetLink(String path) {
        String target = links.remove(path);
        if (target != null) {
            linkCharacters -= (long) path.length() + target.length();
        }
    }

    private void sync() {
        for (Map.Entry<String, HostFolder> touched : unsynced.entrySet()) {
            try {
                touched.getValue().force();
            } catch (IOException e) {
                failures.add(
                        new WorkspaceFailure(
                                touched.getKey(), "it cannot be synced: " + reason(e)));
            }
        }
        unsynced.clear();
    }

    private static IOException inTheWay(String name) {
        return new FileSystemException(
                name, null, "something of the host's that is no plain file is in the way");
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its directory is not there";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return e.toString();
    }
}
