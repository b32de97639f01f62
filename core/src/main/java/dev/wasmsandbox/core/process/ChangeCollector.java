package dev.wasmsandbox.core.process;

import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.storage.BlobContent;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.core.text.GuestPaths;
import dev.wasmsandbox.core.text.WorkspacePaths;
import dev.wasmsandbox.core.workspace.FileChanges;
import dev.wasmsandbox.wasi.Scratch;
import dev.wasmsandbox.wasi.ScratchFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a worker says that its guest changed, and commits it when all has been said.
 *
 * <p>No more is taken than the policy lets a guest change: in number, in bytes, in names. Large contents wait in scratch files. What is reported
 * as created, modified and deleted follows from the index and the commit, not from the worker's word.
 */
final class ChangeCollector {
    private static final int LARGE = 64 << 10;
    private static final int MAX_IN_MEMORY = 16 << 20;
    private static final int SPARE = 16;

    /** What names and targets of links may have together: as many characters as a guest has bytes of memory for them. */
    private static final long MAX_TEXT = 32L << 20;

    private static final int MAX_TEXT_PER_FILE = 1 << 10;

    private final Scratch scratch;
    private final String codeFile;
    private final byte[] code;
    private final Map<String, WorkspaceEntry.Kind> before = new HashMap<>();
    private final List<WorkspaceChange> changes = new ArrayList<>();
    private final List<ScratchFile> scratchFiles = new ArrayList<>();
    private long countLeft;
    private long bytesLeft;
    private long textLeft;
    private int inMemory;
    private @Nullable IncomingFile incoming;

    /** A file whose content is still coming. */
    private record IncomingFile(String path, Instant modified, Content content) {}

    /** Where the bytes of a file go. */
    private sealed interface Content {
        long size();

        long received();
    }

    private static final class InMemory implements Content {
        private final byte[] bytes;
        private int received;

        InMemory(int size) {
            bytes = new byte[size];
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public long received() {
            return received;
        }
    }

    private static final class InScratch implements Content {
        private final ScratchFile file;
        private final long size;

        InScratch(ScratchFile file, long size) {
            this.file = file;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public long received() {
            return file.size();
        }
    }

    ChangeCollector(SessionContext context, List<WorkspaceEntry> index, byte[] code) {
        this.scratch = context.scratch();
        this.codeFile = context.language().codeFile();
        this.code = code;
        long there = 0;
        textLeft = MAX_TEXT + (long) MAX_TEXT_PER_FILE * context.policy().maxFiles();
        for (WorkspaceEntry entry : index) {
            before.put(entry.path(), entry.kind());
            textLeft += 2L * entry.path().length();
            there += Math.min(entry.size(), Long.MAX_VALUE / 4 - there);
        }
        // A guest can have no more than its quota, and change what was there; each name twice, if
        // it becomes another kind.
        countLeft = 2L * (context.policy().maxFiles() + (long) index.size()) + SPARE;
        bytesLeft =
                Math.min(context.policy().diskQuotaBytes(), Long.MAX_VALUE / 4)
                        + there
                        + code.length;
    }

    void begin(FromWorker.PutFile put) throws IOException {
        check(put.path(), put.path().equals(codeFile));
        if (put.size() > bytesLeft) {
            throw new ProtocolException("it changes more bytes than the guest may have");
        }
        bytesLeft -= put.size();
        Content content;
        if (put.size() <= LARGE && inMemory <= MAX_IN_MEMORY) {
            inMemory += (int) put.size();
            content = new InMemory((int) put.size());
        } else {
            ScratchFile file = create();
            scratchFiles.add(file);
            content = new InScratch(file, put.size());
        }
        incoming = new IncomingFile(put.path(), put.modified(), content);
        finishIncoming();
    }

    private ScratchFile create() {
        try {
            return scratch.create();
        } catch (IOException e) {
            throw new StorageException("no scratch space for what a run wrote: " + e, e);
        }
    }

    void content(byte[] bytes) throws ProtocolException {
        IncomingFile file = incoming;
        if (file == null
                || bytes.length == 0
                || bytes.length > file.content().size() - file.content().received()) {
            throw new ProtocolException("it sent more of a file than it had announced");
        }
        switch (file.content()) {
            case InMemory memory -> {
                System.arraycopy(bytes, 0, memory.bytes, memory.received, bytes.length);
                memory.received += bytes.length;
            }
            case InScratch large -> write(large, bytes);
        }
        finishIncoming();
    }

    private static void write(InScratch large, byte[] bytes) {
        try {
            large.file.write(large.received(), bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new StorageException("what a run wrote cannot be kept: " + e, e);
        }
    }

    private void finishIncoming() throws ProtocolException {
        IncomingFile file = incoming;
        if (file == null || file.content().received() < file.content().size()) {
            return;
        }
        incoming = null;
        WorkspaceChange.FileContent content =
                switch (file.content()) {
                    case InMemory memory -> new BytesContent(memory.bytes);
                    case InScratch large -> new BlobContent(large.file, true);
                };
        if (file.path().equals(codeFile)) {
            requireCode(file.content());
            content = new BytesContent(code);
        }
        changes.add(new WorkspaceChange.PutFile(file.path(), content, file.modified()));
    }

    /** The file of the code is the host's: it holds what ran, whatever the worker says. */
    private void requireCode(Content content) throws ProtocolException {
        WorkspaceEntry.Kind there = before.get(codeFile);
        boolean same =
                content.size() == code.length
                        && (!(content instanceof InMemory memory)
                                || java.util.Arrays.equals(memory.bytes, code));
        if (!same || (there != null && there != WorkspaceEntry.Kind.FILE)) {
            throw new ProtocolException("it stores other code than that of the run");
        }
    }

    void link(String path, String target) throws ProtocolException {
        check(path, false);
        takeText(target);
        if (!WorkspacePaths.isLinkTarget(target)) {
            throw new ProtocolException("it makes a link that no guest can make");
        }
        changes.add(new WorkspaceChange.PutLink(path, target));
    }

    void directory(String path) throws ProtocolException {
        check(path, false);
        changes.add(new WorkspaceChange.CreateDirectory(path));
    }

    void delete(String path) throws ProtocolException {
        check(path, false);
        changes.add(new WorkspaceChange.Delete(path));
    }

    /** Lets through what a guest can name, and nothing that could mean another place or belongs to the host. */
    private void check(String path, boolean hostsToo) throws ProtocolException {
        if (incoming != null) {
            throw new ProtocolException("it went on before a file was complete");
        }
        if (--countLeft < 0) {
            throw new ProtocolException("it changes more files than the guest may have");
        }
        takeText(path);
        boolean reserved = WorkspacePaths.isReserved(path);
        if (!reserved && !WorkspacePaths.isValid(path)) {
            throw new ProtocolException("it changes a file whose name no guest can give");
        }
        if (reserved || (!hostsToo && GuestPaths.isUnder(path, codeFile))) {
            throw new ProtocolException("it changes a file that is the host's own");
        }
    }

    private void takeText(String text) throws ProtocolException {
        textLeft -= text.length();
        if (textLeft < 0) {
            throw new ProtocolException("its files have longer names than a guest's can be");
        }
    }

    /**
     * Makes sure that all was said.
     *
     * @throws ProtocolException if a content is not complete
     */
    void requireComplete() throws ProtocolException {
        if (incoming != null) {
            throw new ProtocolException("it ended before a file was complete");
        }
    }

    /** The guest's own changes, without the code that ran. */
    List<WorkspaceChange> ofGuest() {
        return changes.stream().filter(change -> !change.path().equals(codeFile)).toList();
    }

    /**
     * Commits.
     *
     * @param wanted whether the guest's own changes are stored too, and not only the code that ran
     * @throws StorageException if nothing can be stored
     */
    FileChanges commit(SessionContext context, boolean wanted, Instant now) {
        if (!wanted) {
            changes.removeIf(change -> !change.path().equals(codeFile));
        }
        List<WorkspaceFailure> failures =
                context.storage().commit(context.sessionId(), changes, now);
        Set<String> failed = new HashSet<>();
        failures.forEach(failure -> failed.add(failure.path()));
        List<String> created = new ArrayList<>();
        List<String> modified = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (WorkspaceChange change : changes) {
            String path = change.path();
            boolean wasFile = before.get(path) == WorkspaceEntry.Kind.FILE;
            if (failed.contains(path) || path.equals(codeFile)) {
                continue;
            }
            if (change instanceof WorkspaceChange.PutFile) {
                (wasFile ? modified : created).add(path);
            } else if (change instanceof WorkspaceChange.Delete && wasFile) {
                deleted.add(path);
            }
        }
        return new FileChanges(sorted(created), sorted(modified), sorted(deleted), failures);
    }

    private static List<String> sorted(List<String> paths) {
        return paths.stream().distinct().sorted().toList();
    }

    /** Gives scratch space back that no commit took over. */
    void close() {
        scratchFiles.forEach(ScratchFile::close);
    }
}
