package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.core.storage.KeptContent;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.FileEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints, whole or as increments to others. The same checkpoint gives the same bytes, as long as it is the same Java that
 * compresses.
 */
final class CheckpointWriter {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FieldWriter fields;
    private final @Nullable SavedCheckpoint base;

    private CheckpointWriter(OutputStream out, @Nullable SavedCheckpoint base) {
        this.fields = new FieldWriter(out);
        this.base = base;
    }

    /**
     * Writes a checkpoint.
     *
     * @param base what its reader will have; null for nothing
     * @param level of compression, as a {@link Deflater}'s
     */
    static void write(
            SavedCheckpoint checkpoint, @Nullable SavedCheckpoint base, OutputStream out, int level)
            throws IOException {
        FieldWriter header = new FieldWriter(out);
        header.begin(checkpoint);
        header.out().writeBoolean(base != null);
        if (base != null) {
            header.hash(base.contentHash());
        }
        ChunkedOutput chunks = new ChunkedOutput(out);
        Deflater deflater = new Deflater(level);
        try {
            DeflaterOutputStream compressed =
                    new DeflaterOutputStream(chunks, deflater, BUFFER_BYTES);
            OutputStream buffered = new BufferedOutputStream(compressed, BUFFER_BYTES);
            new CheckpointWriter(buffered, base).body(checkpoint);
            buffered.flush();
            compressed.finish();
        } finally {
            deflater.end();
        }
        chunks.finish();
        header.hash(checkpoint.contentHash());
        out.flush();
    }

    private void body(SavedCheckpoint checkpoint) throws IOException {
        InterpreterState interpreter = checkpoint.interpreter();
        fields.metadata(checkpoint.metadata());
        fields.time(interpreter);
        memory(interpreter.memory());
        detached(interpreter.wasi().contents());
        fields.descriptors(interpreter.wasi());
        fields.out().writeBoolean(checkpoint.hasFiles());
        if (checkpoint.hasFiles()) {
            files(checkpoint.files().orElseThrow());
        }
        fields.out().writeInt(CheckpointFormat.END);
    }

    private void memory(MemorySnapshot memory) throws IOException {
        List<MemoryIncrement.Change> changes =
                MemoryIncrement.between(base == null ? null : base.interpreter().memory(), memory);
        fields.out().writeLong(memory.memoryBytes());
        fields.out().writeInt(changes.size());
        for (MemoryIncrement.Change change : changes) {
            MemorySnapshot.Page page = change.page();
            fields.out().writeInt(change.number());
            fields.out().writeLong(page == null ? 0 : page.mask());
            if (page != null) {
                fields.out().write(page.blocks());
            }
        }
    }

    private void detached(List<FileEntry> contents) throws IOException {
        fields.out().writeInt(contents.size());
        for (FileEntry file : contents) {
            int known = base == null ? -1 : DetachedContents.find(base, file.content());
            fields.out().writeLong(file.modifiedNanos());
            if (known >= 0) {
                fields.out().writeByte(CheckpointFormat.CONTENT_OF_BASE);
                fields.out().writeInt(known);
            } else {
                fields.out().writeByte(CheckpointFormat.CONTENT_HERE);
                fields.out().writeInt(Math.toIntExact(file.content().size()));
                file.content().transferTo(fields.out());
            }
        }
    }

    private void files(SavedFiles files) throws IOException {
        Set<String> known =
                base == null
                        ? Set.of()
                        : base.files().map(other -> other.contents().keySet()).orElse(Set.of());
        List<KeptContent> missing =
                files.contents().entrySet().stream()
                        .filter(content -> !known.contains(content.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
        fields.out().writeInt(missing.size());
        for (KeptContent content : missing) {
            fields.out().writeLong(content.size());
            try (InputStream in = content.content().open()) {
                in.transferTo(fields.out());
            }
        }
        fields.entries(files);
    }
}
