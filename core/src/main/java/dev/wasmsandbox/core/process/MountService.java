package dev.wasmsandbox.core.process;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.core.storage.UnixNanos;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.LinkEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a worker look into the trees that a policy mounts. It names what is in them and nothing else: paths never reach the file system. */
final class MountService {
    private final List<PolicyMounts.Opened> mounts;

    MountService(PolicyMounts mounts) {
        this.mounts = mounts.all();
    }

    /** Sends what is in a directory. */
    void list(int mount, String path, WorkerLink link) throws IOException {
        List<WorkspaceEntry> all;
        try {
            all = entries(mount, path);
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException e) {
            link.send(new ToWorker.Refused(String.valueOf(e.getMessage())));
            return;
        }
        for (List<WorkspaceEntry> piece : Entries.inPieces(all)) {
            link.write(new ToWorker.Listing(piece, false));
        }
        link.send(new ToWorker.Listing(List.of(), true));
    }

    private List<WorkspaceEntry> entries(int mount, String path) throws IOException {
        if (!(find(mount, path) instanceof DirectoryEntry directory)) {
            throw new ProtocolException("it listed what is no directory of a mount");
        }
        List<WorkspaceEntry> entries = new ArrayList<>();
        for (Map.Entry<String, Entry> named : directory.entries().entrySet()) {
            entries.add(described(named.getKey(), named.getValue()));
        }
        return entries;
    }

    private static WorkspaceEntry described(String name, Entry entry) {
        Instant modified = UnixNanos.toInstant(entry.modifiedNanos());
        return switch (entry) {
            case DirectoryEntry _ -> WorkspaceEntry.directory(name, modified);
            case FileEntry(Blob content, long _) ->
                    WorkspaceEntry.file(name, content.size(), modified);
            case LinkEntry(String target, long _) -> WorkspaceEntry.link(name, target, modified);
        };
    }

    /** Returns the content of a file. */
    Blob file(int mount, String path) throws IOException {
        if (find(mount, path) instanceof FileEntry(Blob content, long _)) {
            return content;
        }
        throw new ProtocolException("it read what is no file of a mount");
    }

    private Entry find(int mount, String path) throws IOException {
        if (mount >= mounts.size()) {
            throw new ProtocolException("it named the mount " + mount + " of " + mounts.size());
        }
        DirectoryEntry root = mounts.get(mount).tree();
        Optional<Entry> found = path.isEmpty() ? Optional.of(root) : root.find(path);
        return found.orElseThrow(() -> new ProtocolException("it named what is not in a mount"));
    }
}
