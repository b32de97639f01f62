package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.wasi.WasiState;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/** Writes the parts of checkpoints that are the same in their bytes and in what their content hash is made of. */
final class FieldWriter {
    private final DataOutputStream out;

    FieldWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    DataOutputStream out() {
        return out;
    }

    /** Says what is described: everything that is the same for all checkpoints of a build. */
    void begin(SavedCheckpoint checkpoint) throws IOException {
        out.write(CheckpointFormat.magic());
        out.writeShort(CheckpointFormat.VERSION);
        text(checkpoint.runtime().id());
        hash(checkpoint.buildHash());
    }

    void metadata(Map<String, String> metadata) throws IOException {
        out.writeInt(metadata.size());
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            text(entry.getKey());
            text(entry.getValue());
        }
    }

    void time(InterpreterState state) throws IOException {
        out.writeLong(state.clockNanos());
        out.writeBoolean(state.entropy().isPresent());
        out.writeLong(state.entropy().orElse(0));
    }

    void descriptors(WasiState wasi) throws IOException {
        out.writeInt(wasi.descriptors().size());
        for (WasiState.Open open : wasi.descriptors()) {
            descriptor(open);
        }
    }

    private void descriptor(WasiState.Open open) throws IOException {
        out.writeInt(open.number());
        out.writeLong(open.rights());
        out.writeLong(open.inheriting());
        out.writeInt(open.flags());
        out.writeLong(open.position());
        switch (open.target()) {
            case WasiState.Target.Stream(int kind) -> {
                out.writeByte(CheckpointFormat.TARGET_STREAM);
                out.writeByte(kind);
            }
            case WasiState.Target.Root() -> out.writeByte(CheckpointFormat.TARGET_ROOT);
            case WasiState.Target.File(String path) -> {
                out.writeByte(CheckpointFormat.TARGET_FILE);
                text(path);
            }
            case WasiState.Target.Folder(String path) -> {
                out.writeByte(CheckpointFormat.TARGET_FOLDER);
                text(path);
            }
            case WasiState.Target.Detached(int content) -> {
                out.writeByte(CheckpointFormat.TARGET_DETACHED);
                out.writeInt(content);
            }
            case WasiState.Target.RemovedFolder() ->
                    out.writeByte(CheckpointFormat.TARGET_REMOVED_FOLDER);
            case WasiState.Target.Lost() -> out.writeByte(CheckpointFormat.TARGET_LOST);
        }
    }

    void entries(SavedFiles files) throws IOException {
        out.writeInt(files.entries().size());
        for (int i = 0; i < files.entries().size(); i++) {
            entry(files.entries().get(i), files.hashes().get(i));
        }
    }

    private void entry(WorkspaceEntry entry, String hash) throws IOException {
        switch (entry.kind()) {
            case FILE -> {
                out.writeByte(CheckpointFormat.ENTRY_FILE);
                text(entry.path());
                Instant modified = entry.modified();
                out.writeLong(modified.getEpochSecond());
                out.writeInt(modified.getNano());
                hash(hash);
            }
            case DIRECTORY -> {
                // Without a time: no storage can set it.
                out.writeByte(CheckpointFormat.ENTRY_DIRECTORY);
                text(entry.path());
            }
            case LINK -> {
                out.writeByte(CheckpointFormat.ENTRY_LINK);
                text(entry.path());
                text(String.valueOf(entry.target()));
            }
        }
    }

    void hash(String hex) throws IOException {
        out.write(HexFormat.of().parseHex(hex));
    }

    void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
