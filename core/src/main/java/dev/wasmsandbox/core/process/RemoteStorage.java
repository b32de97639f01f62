package dev.wasmsandbox.core.process;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worker's view of the storage: the one workspace of the task, whose files are the host's.
 *
 * <p>A commit is only said to the host, which carries it out when the task has ended, and knows what could not be stored.
 */
final class RemoteStorage implements StorageAdapter {
    private final HostQuestions questions;
    private final List<WorkspaceEntry> index;

    RemoteStorage(HostQuestions questions, List<WorkspaceEntry> index) {
        this.questions = questions;
        this.index = index;
    }

    @Override
    public WorkspaceSnapshot open(String sessionId) {
        return new Snapshot();
    }

    @Override
    public List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt) {
        HostLink host = questions.host();
        for (WorkspaceChange change : changes) {
            switch (change) {
                case WorkspaceChange.PutFile(var path, var content, var modified) -> {
                    host.write(new FromWorker.PutFile(path, content.size(), modified));
                    send(path, content);
                }
                case WorkspaceChange.PutLink(String path, String target) ->
                        host.write(new FromWorker.PutLink(path, target));
                case WorkspaceChange.CreateDirectory(String path) ->
                        host.write(new FromWorker.CreateDirectory(path));
                case WorkspaceChange.Delete(String path) -> host.write(new FromWorker.Delete(path));
            }
        }
        return List.of();
    }

    private void send(String path, WorkspaceChange.FileContent content) {
        byte[] buffer = new byte[(int) Math.min(Wire.PIECE, content.size())];
        try (InputStream in = content.open()) {
            for (long left = content.size(); left > 0; ) {
                int count = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                if (count == 0) {
                    throw new EOFException(path + " is shorter than its size");
                }
                questions
                        .host()
                        .write(new FromWorker.Content(java.util.Arrays.copyOf(buffer, count)));
                left -= count;
            }
        } catch (IOException e) {
            throw new StorageException("what was written to " + path + " cannot be read: " + e, e);
        }
    }

    @Override
    public boolean create(SessionMetadata metadata) {
        throw notHere();
    }

    @Override
    public boolean exists(String sessionId) {
        throw notHere();
    }

    @Override
    public boolean delete(String sessionId) {
        throw notHere();
    }

    @Override
    public List<String> sessions() {
        throw notHere();
    }

    @Override
    public Optional<SessionMetadata> metadata(String sessionId) {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("sessions are the host's business");
    }

    private final class Snapshot implements WorkspaceSnapshot {
        private final Map<String, Integer> places = new HashMap<>();

        Snapshot() {
            for (int i = 0; i < index.size(); i++) {
                places.put(index.get(i).path(), i);
            }
        }

        @Override
        public List<WorkspaceEntry> entries() {
            return index;
        }

        @Override
        public Content read(WorkspaceEntry entry) throws IOException {
            Integer place = places.get(entry.path());
            if (place == null) {
                throw new IOException("the workspace has no file " + entry.path());
            }
            return new RemoteContent(entry.size(), place);
        }

        @Override
        public void close() {
            // The host closes what it opened.
        }
    }

    private final class RemoteContent implements WorkspaceSnapshot.Content {
        private final long size;
        private final RangeBuffer buffer;

        RemoteContent(long size, int place) {
            this.size = size;
            this.buffer =
                    new RangeBuffer(
                            size,
                            (position, length) ->
                                    questions.bytes(
                                            new FromWorker.ReadFile(place, position, length),
                                            length));
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            int count = (int) Math.min(length, Math.max(0, size - position));
            buffer.read(position, target, offset, count);
            return count;
        }

        @Override
        public void close() {
            // The host closes what it opened.
        }
    }
}
