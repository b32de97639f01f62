package dev.wasmsandbox;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A storage whose calls are counted, and fail when a test says so. */
public final class FaultyStorage implements StorageAdapter {
    /** What is about to be done: which method, and which call it is since the plan was made. */
    public record Call(String method, int number) {}

    private final StorageAdapter storage;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Predicate<Call> failing = _ -> false;
    private volatile Predicate<Call> failingAfter = _ -> false;
    private volatile Consumer<String> heard = _ -> {};

    /** Lets all calls through to another storage at first. */
    public FaultyStorage(StorageAdapter storage) {
        this.storage = storage;
    }

    /** Says which calls fail from now on. */
    public void fail(Predicate<Call> plan) {
        calls.set(0);
        failing = plan;
    }

    /** Says which calls are carried out from now on, and fail all the same. */
    public void failAfter(Predicate<Call> plan) {
        failingAfter = plan;
    }

    /** Hears of each call that went well. */
    public void tell(Consumer<String> listener) {
        heard = listener;
    }

    /** How many calls there were since the plan was made. */
    public int calls() {
        return calls.get();
    }

    private <T> T call(String method, Supplier<T> action) {
        Call call = new Call(method, calls.incrementAndGet());
        if (failing.test(call)) {
            throw outOfOrder(method);
        }
        T answer = action.get();
        if (failingAfter.test(call)) {
            throw outOfOrder(method);
        }
        heard.accept(method);
        return answer;
    }

    private static StorageException outOfOrder(String method) {
        return new StorageException(
                ErrorCode.STORAGE_FAILED, "the storage is out of order: " + method);
    }

    @Override
    public boolean create(SessionMetadata metadata) {
        return call("create", () -> storage.create(metadata));
    }

    @Override
    public boolean exists(String sessionId) {
        return call("exists", () -> storage.exists(sessionId));
    }

    @Override
    public boolean delete(String sessionId) {
        return call("delete", () -> storage.delete(sessionId));
    }

    @Override
    public List<String> sessions() {
        return call("sessions", storage::sessions);
    }

    @Override
    public Optional<SessionMetadata> metadata(String sessionId) {
        return call("metadata", () -> storage.metadata(sessionId));
    }

    @Override
    public WorkspaceSnapshot open(String sessionId) {
        return call("open", () -> storage.open(sessionId));
    }

    @Override
    public List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt) {
        return call("commit", () -> storage.commit(sessionId, changes, updatedAt));
    }

    @Override
    public Optional<SessionLease> lease(String sessionId, Duration patience) {
        return call("lease", () -> storage.lease(sessionId, patience));
    }

    @Override
    public Optional<InterpreterLease> leaseInterpreter(
            String sessionId, RuntimeType runtime, Duration patience) {
        return call(
                "leaseInterpreter", () -> storage.leaseInterpreter(sessionId, runtime, patience));
    }

    @Override
    public List<StoredCheckpoint> checkpoints(String sessionId) {
        return call("checkpoints", () -> storage.checkpoints(sessionId));
    }

    @Override
    public Optional<InputStream> openCheckpoint(String sessionId, String name) {
        return call("openCheckpoint", () -> storage.openCheckpoint(sessionId, name));
    }

    @Override
    public void saveCheckpoint(
            String sessionId,
            String name,
            String contentHash,
            WorkspaceChange.FileContent content) {
        call(
                "saveCheckpoint",
                () -> {
                    storage.saveCheckpoint(sessionId, name, contentHash, content);
                    return true;
                });
    }

    @Override
    public boolean deleteCheckpoint(String sessionId, String name) {
        return call("deleteCheckpoint", () -> storage.deleteCheckpoint(sessionId, name));
    }

    @Override
    public void copy(String from, String to, Instant updatedAt) {
        call(
                "copy",
                () -> {
                    storage.copy(from, to, updatedAt);
                    return true;
                });
    }

    @Override
    public Optional<Path> localPath(String sessionId) {
        return storage.localPath(sessionId);
    }
}
