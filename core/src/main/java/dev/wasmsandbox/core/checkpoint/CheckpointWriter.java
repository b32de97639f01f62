package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.WasiState;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes checkpoints. The same checkpoint gives the same bytes, as long as it is the same Java that compresses. */
final class CheckpointWriter {
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataOutputStream out;

    private CheckpointWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    static void write(SavedCheckpoint checkpoint, OutputStream out) throws IOException {
        MessageDigest digest = CheckpointFormat.digest();
        header(checkpoint, new DigestOutputStream(out, digest));
        ChunkedOutput chunks = new ChunkedOutput(out);
        // What differs from the image is small and barely repeats itself: a slower level saves
        // little.
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            DeflaterOutputStream compressed =
                    new DeflaterOutputStream(chunks, deflater, BUFFER_BYTES);
            body(checkpoint, new DigestOutputStream(compressed, digest));
            compressed.finish();
        } finally {
            deflater.end();
        }
        chunks.finish();
        out.write(digest.digest());
        out.flush();
    }

    static String contentHash(SavedCheckpoint checkpoint) {
        MessageDigest digest = CheckpointFormat.digest();
        OutputStream hashed = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        try {
            header(checkpoint, hashed);
            body(checkpoint, hashed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void header(SavedCheckpoint checkpoint, OutputStream to) throws IOException {
        CheckpointWriter writer = new CheckpointWriter(to);
        writer.out.write(CheckpointFormat.magic());
        writer.out.writeShort(CheckpointFormat.VERSION);
        writer.text(checkpoint.runtime().id());
        writer.out.write(HexFormat.of().parseHex(checkpoint.buildHash()));
        writer.out.flush();
    }

    private static void body(SavedCheckpoint checkpoint, OutputStream to) throws IOException {
        CheckpointWriter writer = new CheckpointWriter(new BufferedOutputStream(to, BUFFER_BYTES));
        writer.metadata(checkpoint.metadata());
        writer.interpreter(checkpoint.interpreter());
        writer.files(checkpoint.files());
        writer.out.writeInt(CheckpointFormat.END);
        writer.out.flush();
    }

    private void metadata(Map<String, String> metadata) throws IOException {
        out.writeInt(metadata.size());
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            text(entry.getKey());
            text(entry.getValue());
        }
    }

    private void interpreter(InterpreterState state) throws IOException {
        out.writeLong(state.clockNanos());
        out.writeBoolean(state.entropy().isPresent());
        out.writeLong(state.entropy().orElse(0));
        memory(state.memory());
        contents(state.wasi());
        out.writeInt(state.wasi().descriptors().size());
        for (WasiState.Open open : state.wasi().descriptors()) {
            descriptor(open);
        }
    }

    private void memory(MemorySnapshot memory) throws IOException {
        out.writeLong(memory.memoryBytes());
        out.writeInt(memory.pageCount());
        for (int i = 0; i < memory.pageCount(); i++) {
            out.writeInt(memory.page(i));
            out.writeLong(memory.mask(i));
            out.write(memory.blocks(i));
        }
    }

    private void contents(WasiState wasi) throws IOException {
        out.writeInt(wasi.contents().size());
        for (FileEntry file : wasi.contents()) {
            out.writeLong(file.modifiedNanos());
            out.writeInt(Math.toIntExact(file.content().size()));
            file.content().transferTo(out);
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

    private void files(Optional<SavedFiles> saved) throws IOException {
        out.writeBoolean(saved.isPresent());
        if (saved.isEmpty()) {
            return;
        }
        SavedFiles files = saved.get();
        out.writeInt(files.contents().size());
        for (BytesContent content : files.contents().values()) {
            out.writeInt(content.bytes().length);
            out.write(content.bytes());
        }
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
                out.write(HexFormat.of().parseHex(hash));
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

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
