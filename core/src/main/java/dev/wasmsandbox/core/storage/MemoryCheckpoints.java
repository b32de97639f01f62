package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The checkpoints of one session in memory. Thread-safe. */
public final class MemoryCheckpoints {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(StoredCheckpoint description, byte[] bytes) {}

    private final ConcurrentNavigableMap<String, Kept> kept = new ConcurrentSkipListMap<>();

    /** Begins with none. */
    public MemoryCheckpoints() {}

    /** Lists them, sorted by name. */
    public List<StoredCheckpoint> list() {
        return kept.values().stream().map(Kept::description).toList();
    }

    /** Opens one. */
    public Optional<InputStream> open(String name) {
        return Optional.ofNullable(kept.get(name)).map(one -> new ByteArrayInputStream(one.bytes));
    }

    /** Keeps one, or replaces it. */
    public void save(String name, String contentHash, FileContent content) throws IOException {
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readAllBytes();
        }
        kept.put(
                name,
                new Kept(
                        new StoredCheckpoint(name, contentHash, bytes.length, Instant.now()),
                        bytes));
    }

    /** Deletes one. */
    public boolean delete(String name) {
        return kept.remove(name) != null;
    }
}
