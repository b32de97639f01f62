package dev.wasmsandbox.core.process;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.core.storage.UnixNanos;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.LinkEntry;
import dev.wasmsandbox.wasi.MountAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The host's mounts as the worker sees them: listed and read by asking, when the guest looks. */
final class RemoteMounts {
    private final HostQuestions questions;

    RemoteMounts(HostQuestions questions) {
        this.questions = questions;
    }

    PolicyMounts of(List<ToWorker.MountPoint> points) {
        List<PolicyMounts.Opened> opened = new ArrayList<>();
        for (ToWorker.MountPoint point : points) {
            int mount = opened.size();
            opened.add(
                    new PolicyMounts.Opened(
                            point.guestPath(),
                            DirectoryEntry.lazy(() -> list(mount, ""), point.modifiedNanos()),
                            point.privateChanges()
                                    ? MountAccess.PRIVATE_CHANGES
                                    : MountAccess.READ_ONLY,
                            () -> {}));
        }
        return PolicyMounts.of(opened);
    }

    private Map<String, Entry> list(int mount, String path) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        ToWorker answer = questions.ask(new FromWorker.ListMount(mount, path));
        while (true) {
            if (!(answer instanceof ToWorker.Listing(var part, boolean last))) {
                throw new ProtocolException("the host answered with something else than a listing");
            }
            part.forEach(entry -> entries.put(entry.path(), entry(mount, path, entry)));
            if (last) {
                return entries;
            }
            answer = questions.next();
        }
    }

    private Entry entry(int mount, String parent, WorkspaceEntry entry) {
        String path = parent.isEmpty() ? entry.path() : parent + '/' + entry.path();
        long modified = UnixNanos.of(entry.modified());
        return switch (entry.kind()) {
            case FILE -> new FileEntry(new MountBlob(mount, path, entry.size()), modified);
            case DIRECTORY -> DirectoryEntry.lazy(() -> list(mount, path), modified);
            case LINK -> new LinkEntry(String.valueOf(entry.target()), modified);
        };
    }

    private final class MountBlob implements Blob {
        private final long size;
        private final RangeBuffer buffer;

        MountBlob(int mount, String path, long size) {
            this.size = size;
            this.buffer =
                    new RangeBuffer(
                            size,
                            (position, length) ->
                                    questions.bytes(
                                            new FromWorker.ReadMount(mount, path, position, length),
                                            length));
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            Blob.checkRange(position, length, size);
            buffer.read(position, target, offset, length);
        }
    }
}
