package dev.wasmsandbox.core.workspace;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.storage.BlobContent;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.core.storage.TreeSnapshot;
import dev.wasmsandbox.core.storage.UnixNanos;
import dev.wasmsandbox.core.storage.WorkspaceTrees;
import dev.wasmsandbox.core.text.GuestPaths;
import dev.wasmsandbox.core.text.WorkspacePaths;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.Changes;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.Mount;
import dev.wasmsandbox.wasi.TreeLimits;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workspace of a session for the time of one run: what the guest finds there, and what becomes of what it leaves.
 *
 * <p>The code that runs is kept in the workspace under its own name. That file is the host's: whatever the guest does
 * to it, it is stored as the code that ran, and it is never reported as changed.
 */
public final class Workspace implements AutoCloseable {
    /** What the host spends at most on names and nodes that a guest makes or looks at, with a few files. */
    private static final long NODE_BYTES = 32L << 20;

    /** And what a policy that allows more files adds: enough for names of usual length. */
    private static final int NODE_BYTES_PER_FILE = 1 << 10;

    private final StorageAdapter storage;
    private final String sessionId;
    private final WorkspaceSnapshot snapshot;
    private final OpenContents contents;
    private final String codeFile;
    private final BytesContent code;
    private final FileTimes times;
    private final DirectoryEntry stored;
    private final FileEntry program;
    private final DirectoryEntry tree;
    private final @Nullable Entry storedCode;
    private boolean keepsReversal;
    private Optional<List<WorkspaceChange>> reversal = Optional.of(List.of());

    private Workspace(
            StorageAdapter storage,
            String sessionId,
            String codeFile,
            byte[] code,
            FileTimes times) {
        this.storage = storage;
        this.sessionId = sessionId;
        this.codeFile = codeFile;
        this.code = new BytesContent(code);
        this.snapshot = storage.open(sessionId);
        this.contents = new OpenContents(snapshot);
        this.times = times;
        this.program = new FileEntry(Blob.of(code), times.root());
        try {
            this.stored =
                    snapshot instanceof TreeSnapshot kept
                            ? kept.tree()
                            : WorkspaceTrees.of(snapshot.entries(), contents::blob);
            this.storedCode = WorkspaceTrees.find(stored, codeFile).orElse(null);
            this.tree =
                    storedCode == null || storedCode instanceof FileEntry
                            ? stored.with(codeFile, program)
                            : stored;
        } catch (IllegalArgumentException e) {
            close();
            throw new StorageException(
                    "the workspace of session " + sessionId + " has an impossible index", e);
        }
    }

    /**
     * Opens a session's workspace.
     *
     * @param codeFile the name under which the code is kept
     * @param code the code that runs; not copied, not to be changed
     * @throws StorageException if the workspace cannot be read
     */
    public static Workspace open(
            StorageAdapter storage, String sessionId, String codeFile, byte[] code) {
        FileTimes times = new FileTimes(false, false, UnixNanos.of(Instant.now()));
        return open(storage, sessionId, codeFile, code, times);
    }

    /** Opens a session's workspace, which shows the guest other times. */
    public static Workspace open(
            StorageAdapter storage,
            String sessionId,
            String codeFile,
            byte[] code,
            FileTimes times) {
        return new Workspace(storage, sessionId, codeFile, code, times);
    }

    /** Whether there is a module of Python of this name, as a file or a directory, at the top. */
    public boolean hasModule(String name) {
        return WorkspaceTrees.find(tree, name + ".py").isPresent()
                || WorkspaceTrees.find(tree, name).orElse(null) instanceof DirectoryEntry;
    }

    /** Returns what the guest finds. Its contents can be read until this workspace is closed. */
    public DirectoryEntry tree() {
        return tree;
    }

    /** Returns the time that the guest is shown on something of the {@link #tree}. */
    public long timeOf(Entry entry) {
        if (entry == tree || program.equals(entry)) {
            return times.root();
        }
        return entry instanceof DirectoryEntry
                ? times.directory(entry.modifiedNanos())
                : times.file(entry.modifiedNanos());
    }

    /**
     * Returns the limits of the policy for this workspace. The code is put there by the host, so it takes nothing of the
     * guest's quotas.
     *
     * @param maxDepth how deep directories may be
     */
    public TreeLimits limits(ExecutionPolicy policy, int maxDepth) {
        return new TreeLimits(
                policy.diskQuotaBytes()
                        + Math.min(code.size(), Long.MAX_VALUE - policy.diskQuotaBytes()),
                policy.maxFiles() + 1L,
                maxDepth,
                TreeLimits.defaults().maxMemoryBytes(),
                NODE_BYTES + (long) NODE_BYTES_PER_FILE * policy.maxFiles());
    }

    /**
     * Stores what the guest changed, together with the code that ran.
     *
     * @param mount where the guest had this workspace
     * @throws StorageException if nothing can be stored
     */
    public FileChanges commit(Mount mount, Instant now) {
        try {
            return commit(mount.changes(), now);
        } catch (IOException e) {
            throw new StorageException(
                    "the files of session " + sessionId + " cannot be compared: " + e, e);
        }
    }

    /** Stores nothing but the code that ran: the guest's changes are not wanted. */
    public FileChanges commitNothing(Instant now) {
        List<WorkspaceChange> list = new ArrayList<>();
        putCode(list, now);
        List<WorkspaceFailure> failures = storage.commit(sessionId, list, now);
        return new FileChanges(List.of(), List.of(), List.of(), failures);
    }

    /**
     * Returns how to take the last {@link #commit} back.
     *
     * @return empty if that cannot be done, because what was replaced is too large to be kept
     */
    public Optional<List<WorkspaceChange>> reversal() {
        return reversal;
    }

    /** Has the next commit keep what it replaces. */
    public void keepReversal() {
        keepsReversal = true;
    }

    /** Stores known changes. */
    FileChanges commit(Changes changes, Instant now) {
        List<WorkspaceChange> list = new ArrayList<>();
        delete(list, changes.deletedFiles());
        delete(list, changes.deletedLinks());
        delete(list, changes.deletedDirectories().reversed());
        for (String path : changes.createdDirectories()) {
            if (isGuests(path)) {
                list.add(new WorkspaceChange.CreateDirectory(path));
            }
        }
        IdentityHashMap<Blob, Integer> uses = new IdentityHashMap<>();
        count(uses, changes.createdFiles());
        count(uses, changes.modifiedFiles());
        put(list, changes.createdFiles(), uses);
        put(list, changes.modifiedFiles(), uses);
        for (Changes.ChangedLink link : changes.createdLinks()) {
            if (isGuests(link.path())) {
                list.add(new WorkspaceChange.PutLink(link.path(), link.target()));
            }
        }
        if (keepsReversal) {
            reversal = new Reversal(stored).of(list);
        }
        putCode(list, now);
        List<WorkspaceFailure> failures = storage.commit(sessionId, list, now);
        Set<String> failed = new HashSet<>();
        failures.forEach(failure -> failed.add(failure.path()));
        return new FileChanges(
                reported(changes.createdFiles().stream().map(Changes.ChangedFile::path), failed),
                reported(changes.modifiedFiles().stream().map(Changes.ChangedFile::path), failed),
                reported(changes.deletedFiles().stream(), failed),
                failures);
    }

    private void putCode(List<WorkspaceChange> list, Instant now) {
        if (codeDiffers()) {
            list.add(new WorkspaceChange.PutFile(codeFile, code, times.code(now)));
        }
    }

    private void delete(List<WorkspaceChange> list, List<String> paths) {
        for (String path : paths) {
            if (isGuests(path)) {
                list.add(new WorkspaceChange.Delete(path));
            }
        }
    }

    private void count(IdentityHashMap<Blob, Integer> uses, List<Changes.ChangedFile> files) {
        for (Changes.ChangedFile file : files) {
            if (isGuests(file.path())) {
                uses.merge(file.content(), 1, Integer::sum);
            }
        }
    }

    /** Of a file with several names only the last one may take the content along; the others get copies. */
    private void put(
            List<WorkspaceChange> list,
            List<Changes.ChangedFile> files,
            IdentityHashMap<Blob, Integer> uses) {
        for (Changes.ChangedFile file : files) {
            if (isGuests(file.path())) {
                boolean last = uses.merge(file.content(), -1, Integer::sum) == 0;
                list.add(
                        new WorkspaceChange.PutFile(
                                file.path(),
                                new BlobContent(file.content(), last),
                                UnixNanos.toInstant(file.modifiedNanos())));
            }
        }
    }

    private List<String> reported(Stream<String> paths, Set<String> failed) {
        return paths.filter(path -> isGuests(path) && !failed.contains(path)).sorted().toList();
    }

    /** Tells whether a path is the guest's to change, and not kept for the code or the storage. */
    private boolean isGuests(String path) {
        return !GuestPaths.isUnder(path, codeFile) && !WorkspacePaths.isReserved(path);
    }

    private boolean codeDiffers() {
        if (storedCode == null) {
            return true;
        }
        // Something of the host's that is no file: it stays, and the code is not kept.
        if (!(storedCode instanceof FileEntry file)) {
            return false;
        }
        if (file.content().size() != code.size()) {
            return true;
        }
        byte[] bytes = new byte[(int) code.size()];
        try {
            file.content().read(0, bytes, 0, bytes.length);
        } catch (IOException e) {
            return true;
        }
        return !code.holds(bytes);
    }

    @Override
    public void close() {
        contents.close();
        snapshot.close();
    }
}
