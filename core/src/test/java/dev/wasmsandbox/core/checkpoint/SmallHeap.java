package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.WasiState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes, writes and reads a checkpoint of a workspace that is larger than this process's memory. */
final class SmallHeap {
    private SmallHeap() {}

    /** Argument: the folder of the sessions. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        SavedFiles files = SavedWorkspace.take(new DiskStorageAdapter(root), "s", Optional.empty());
        Checkpoint checkpoint =
                new SavedCheckpoint(
                        RuntimeType.PYTHON,
                        new InterpreterState(
                                "ab".repeat(32),
                                MemorySnapshot.builder(65_536).build(),
                                WasiState.initial(),
                                0,
                                OptionalLong.empty()),
                        Optional.of(files),
                        Map.of());
        Path stored = root.resolve(".stored");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(stored))) {
            checkpoint.writeTo(out);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(stored))) {
            Checkpoint back = Checkpoint.read(in);
            System.out.println(
                    back.contentHash().equals(checkpoint.contentHash()) ? "same" : "different");
        }
    }
}
