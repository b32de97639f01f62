package dev.wasmsandbox.core.process;

import dev.wasmsandbox.WorkspaceEntry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A task as the worker puts it together from its pieces. */
final class TaskRequest {
    private final ToWorker.Task task;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final List<WorkspaceEntry> index = new ArrayList<>();

    TaskRequest(ToWorker.Task task) {
        this.task = task;
    }

    void add(ToWorker.Code piece) {
        code.writeBytes(piece.bytes());
    }

    void add(ToWorker.Entries piece) {
        index.addAll(piece.entries());
    }

    ToWorker.Task task() {
        return task;
    }

    byte[] code() {
        return code.toByteArray();
    }

    List<WorkspaceEntry> index() {
        return index;
    }
}
