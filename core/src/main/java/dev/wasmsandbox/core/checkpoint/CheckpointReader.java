package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiState;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads checkpoints.
 *
 * <p>SECURITY: what is read may come from an attacker. Nothing is allocated because a number says so: contents grow with
 * the bytes that arrive, and those are bounded behind the decompression.
 */
public final class CheckpointReader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_PATH_BYTES = 4 * WasiState.MAX_PATH_LENGTH;

    private final DataInputStream in;

    private CheckpointReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * Reads one checkpoint.
     *
     * @throws CheckpointException if it is none that can be used
     * @throws IOException if the stream fails
     */
    public static Checkpoint read(InputStream in, long maxBytes) throws IOException {
        try {
            return readUnchecked(in, maxBytes);
        } catch (EOFException e) {
            throw damaged("it is cut short", e);
        } catch (StreamCorruptedException
                | ZipException
                | CharacterCodingException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private static Checkpoint readUnchecked(InputStream in, long maxBytes) throws IOException {
        MessageDigest digest = CheckpointFormat.digest();
        CheckpointReader header = new CheckpointReader(new DigestInputStream(in, digest));
        if (!Arrays.equals(
                header.exactly(CheckpointFormat.magic().length), CheckpointFormat.magic())) {
            throw damaged("it does not begin like a checkpoint", null);
        }
        int version = header.in.readUnsignedShort();
        if (version != CheckpointFormat.VERSION) {
            throw damaged(
                    "its format is "
                            + version
                            + "; this version reads format "
                            + CheckpointFormat.VERSION,
                    null);
        }
        RuntimeType runtime = header.runtime();
        String build = HexFormat.of().formatHex(header.exactly(CheckpointFormat.HASH_BYTES));
        ChunkedInput chunks = new ChunkedInput(in);
        Inflater inflater = new Inflater();
        SavedCheckpoint checkpoint;
        try {
            InputStream inflated = new InflaterInputStream(chunks, inflater, BUFFER_BYTES);
            InputStream bounded = new BoundedInput(inflated, maxBytes);
            CheckpointReader body =
                    new CheckpointReader(
                            new BufferedInputStream(
                                    new DigestInputStream(bounded, digest), BUFFER_BYTES));
            checkpoint = body.body(runtime, build);
            if (inflater.getRemaining() > 0) {
                throw new StreamCorruptedException(
                        "there are bytes behind the end of its contents");
            }
        } finally {
            inflater.end();
        }
        chunks.finish();
        byte[] expected = new CheckpointReader(in).exactly(CheckpointFormat.HASH_BYTES);
        if (!MessageDigest.isEqual(expected, digest.digest())) {
            throw damaged("its checksum is wrong", null);
        }
        return checkpoint;
    }

    private RuntimeType runtime() throws IOException {
        String id = text(CheckpointFormat.MAX_NAME_BYTES);
        for (RuntimeType runtime : RuntimeType.values()) {
            if (runtime.id().equals(id)) {
                return runtime;
            }
        }
        throw damaged("it is of an unknown language", null);
    }

    private SavedCheckpoint body(RuntimeType runtime, String build) throws IOException {
        Map<String, String> metadata = metadata();
        InterpreterState interpreter = interpreter(build);
        Optional<SavedFiles> files = in.readBoolean() ? Optional.of(files()) : Optional.empty();
        if (in.readInt() != CheckpointFormat.END || in.read() >= 0) {
            throw new StreamCorruptedException("its contents do not end where they should");
        }
        return new SavedCheckpoint(runtime, interpreter, files, metadata);
    }

    private Map<String, String> metadata() throws IOException {
        int count = count(SavedCheckpoint.MAX_METADATA, "metadata");
        Map<String, String> metadata = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            metadata.put(
                    text(SavedCheckpoint.MAX_METADATA_BYTES),
                    text(SavedCheckpoint.MAX_METADATA_BYTES));
        }
        return metadata;
    }

    private InterpreterState interpreter(String build) throws IOException {
        long clock = in.readLong();
        boolean seeded = in.readBoolean();
        long seed = in.readLong();
        MemorySnapshot memory = memory();
        int contentCount = count(WasiConfig.MAX_OPEN_FILES, "open contents");
        List<FileEntry> contents = new ArrayList<>();
        for (int i = 0; i < contentCount; i++) {
            long modified = in.readLong();
            contents.add(new FileEntry(Blob.of(bytes()), modified));
        }
        int openCount = count(WasiConfig.MAX_OPEN_FILES, "open files");
        List<WasiState.Open> descriptors = new ArrayList<>();
        for (int i = 0; i < openCount; i++) {
            descriptors.add(descriptor());
        }
        return new InterpreterState(
                build,
                memory,
                new WasiState(descriptors, contents),
                clock,
                seeded ? OptionalLong.of(seed) : OptionalLong.empty());
    }

    private MemorySnapshot memory() throws IOException {
        MemorySnapshot.Builder memory = MemorySnapshot.builder(in.readLong());
        int count = count(Integer.MAX_VALUE, "pages");
        for (int i = 0; i < count; i++) {
            int page = in.readInt();
            long mask = in.readLong();
            memory.add(page, mask, exactly(Long.bitCount(mask) * MemorySnapshot.BLOCK_BYTES));
        }
        return memory.build();
    }

    private WasiState.Open descriptor() throws IOException {
        int number = in.readInt();
        long rights = in.readLong();
        long inheriting = in.readLong();
        int flags = in.readInt();
        long position = in.readLong();
        int kind = in.readUnsignedByte();
        WasiState.Target target =
                switch (kind) {
                    case CheckpointFormat.TARGET_STREAM ->
                            new WasiState.Target.Stream(in.readUnsignedByte());
                    case CheckpointFormat.TARGET_ROOT -> new WasiState.Target.Root();
                    case CheckpointFormat.TARGET_FILE ->
                            new WasiState.Target.File(text(MAX_PATH_BYTES));
                    case CheckpointFormat.TARGET_FOLDER ->
                            new WasiState.Target.Folder(text(MAX_PATH_BYTES));
                    case CheckpointFormat.TARGET_DETACHED ->
                            new WasiState.Target.Detached(in.readInt());
                    case CheckpointFormat.TARGET_REMOVED_FOLDER ->
                            new WasiState.Target.RemovedFolder();
                    case CheckpointFormat.TARGET_LOST -> new WasiState.Target.Lost();
                    default ->
                            throw new StreamCorruptedException(
                                    "something of kind " + kind + " is open");
                };
        return new WasiState.Open(number, target, rights, inheriting, flags, position);
    }

    private SavedFiles files() throws IOException {
        int contentCount = count(CheckpointFormat.MAX_ENTRIES, "contents");
        TreeMap<String, BytesContent> contents = new TreeMap<>();
        for (int i = 0; i < contentCount; i++) {
            byte[] content = bytes();
            contents.put(CheckpointFormat.hash(content), new BytesContent(content));
        }
        int count = count(CheckpointFormat.MAX_ENTRIES, "files");
        List<WorkspaceEntry> entries = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = in.readUnsignedByte();
            String path = text(MAX_PATH_BYTES);
            String hash = "";
            entries.add(
                    switch (kind) {
                        case CheckpointFormat.ENTRY_FILE -> {
                            Instant modified = Instant.ofEpochSecond(in.readLong(), in.readInt());
                            hash = HexFormat.of().formatHex(exactly(CheckpointFormat.HASH_BYTES));
                            BytesContent content = contents.get(hash);
                            yield WorkspaceEntry.file(
                                    path, content == null ? -1 : content.size(), modified);
                        }
                        case CheckpointFormat.ENTRY_DIRECTORY ->
                                WorkspaceEntry.directory(path, Instant.EPOCH);
                        case CheckpointFormat.ENTRY_LINK ->
                                WorkspaceEntry.link(path, text(MAX_PATH_BYTES), Instant.EPOCH);
                        default -> throw new StreamCorruptedException("a file is of kind " + kind);
                    });
            hashes.add(hash);
        }
        return new SavedFiles(entries, hashes, contents);
    }

    private int count(int most, String what) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new StreamCorruptedException(
                    "it claims to have " + Integer.toUnsignedString(count) + " " + what);
        }
        return count;
    }

    private byte[] bytes() throws IOException {
        return exactly(count(Integer.MAX_VALUE - 16, "bytes in one content"));
    }

    private String text(int most) throws IOException {
        byte[] bytes = exactly(count(most, "bytes in one text"));
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /** Grows with the bytes that arrive. */
    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length != count) {
            throw new EOFException();
        }
        return bytes;
    }

    private static CheckpointException damaged(String why, @Nullable Throwable cause) {
        return new CheckpointException(
                ErrorCode.INVALID_CHECKPOINT, "the checkpoint cannot be used: " + why, cause);
    }
}
