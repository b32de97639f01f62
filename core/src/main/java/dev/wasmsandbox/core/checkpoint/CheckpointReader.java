package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.ContentKeeper;
import dev.wasmsandbox.core.storage.KeptContent;
import dev.wasmsandbox.core.text.Sha256;
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
     * @param base what it may be an increment to; null for nothing
     * @throws CheckpointException if it is none that can be used
     * @throws IOException if the stream fails
     */
    public static SavedCheckpoint read(
            InputStream in, @Nullable SavedCheckpoint base, long maxBytes) throws IOException {
        return checked(() -> {
            SavedHeader header = header(in);
            return new CheckpointReader(in).rest(header, header.requireBase(base), maxBytes);
        });
    }

    /**
     * Reads what is behind a header.
     *
     * @param base what the header says that it is an increment to; null for a whole one
     * @see #read
     */
    public static SavedCheckpoint readBehind(
            SavedHeader header, InputStream in, @Nullable SavedCheckpoint base, long maxBytes)
            throws IOException {
        return checked(
                () -> new CheckpointReader(in).rest(header, header.requireBase(base), maxBytes));
    }

    /**
     * Reads what a checkpoint says of itself at its beginning, and leaves the stream behind that.
     *
     * @throws CheckpointException if it does not begin like a checkpoint
     * @throws IOException if the stream fails
     */
    public static SavedHeader header(InputStream in) throws IOException {
        return checked(() -> new CheckpointReader(in).header());
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T checked(Reading<T> reading) throws IOException {
        try {
            return reading.read();
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

    private SavedHeader header() throws IOException {
        if (!Arrays.equals(exactly(CheckpointFormat.magic().length), CheckpointFormat.magic())) {
            throw damaged("it does not begin like a checkpoint", null);
        }
        int version = in.readUnsignedShort();
        if (version != CheckpointFormat.VERSION) {
            throw damaged(
                    "its format is "
                            + version
                            + "; this version reads format "
                            + CheckpointFormat.VERSION,
                    null);
        }
        RuntimeType runtime = runtime();
        String build = hash();
        int increment = in.readUnsignedByte();
        if (increment > 1) {
            throw new StreamCorruptedException("it is neither whole nor an increment");
        }
        return new SavedHeader(
                runtime, build, increment == 1 ? Optional.of(hash()) : Optional.empty());
    }

    private SavedCheckpoint rest(SavedHeader header, @Nullable SavedCheckpoint base, long maxBytes)
            throws IOException {
        ChunkedInput chunks = new ChunkedInput(in);
        Inflater inflater = new Inflater();
        SavedCheckpoint checkpoint;
        try {
            InputStream inflated = new InflaterInputStream(chunks, inflater, BUFFER_BYTES);
            InputStream bounded = new BoundedInput(inflated, maxBytes);
            checkpoint = body(new BufferedInputStream(bounded, BUFFER_BYTES), header, base);
            if (inflater.getRemaining() > 0) {
                throw new StreamCorruptedException(
                        "there are bytes behind the end of its contents");
            }
        } finally {
            inflater.end();
        }
        chunks.finish();
        if (!hash().equals(checkpoint.contentHash())) {
            throw damaged("its checksum is wrong", null);
        }
        return checkpoint;
    }

    /** Reads the contents of a checkpoint without what is around them. */
    static SavedCheckpoint body(InputStream in, SavedHeader header, @Nullable SavedCheckpoint base)
            throws IOException {
        return new CheckpointReader(in).body(header, base);
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

    private SavedCheckpoint body(SavedHeader header, @Nullable SavedCheckpoint base)
            throws IOException {
        Map<String, String> metadata = metadata();
        InterpreterState interpreter =
                interpreter(header.buildHash(), base == null ? null : base.interpreter());
        Optional<SavedFiles> files =
                in.readBoolean()
                        ? Optional.of(files(base == null ? Optional.empty() : base.files()))
                        : Optional.empty();
        if (in.readInt() != CheckpointFormat.END || in.read() >= 0) {
            throw new StreamCorruptedException("its contents do not end where they should");
        }
        return new SavedCheckpoint(header.runtime(), interpreter, files, metadata);
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

    private InterpreterState interpreter(String build, @Nullable InterpreterState base)
            throws IOException {
        long clock = in.readLong();
        boolean seeded = in.readBoolean();
        long seed = in.readLong();
        MemorySnapshot memory = memory(base == null ? null : base.memory());
        List<FileEntry> contents = detached(base == null ? List.of() : base.wasi().contents());
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

    private MemorySnapshot memory(@Nullable MemorySnapshot base) throws IOException {
        long memoryBytes = in.readLong();
        int count =
                count(
                        (int)
                                (Math.clamp(memoryBytes, 0, MemorySnapshot.MAX_MEMORY_BYTES)
                                        / MemorySnapshot.PAGE_BYTES),
                        "pages");
        List<MemoryIncrement.Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = in.readInt();
            long mask = in.readLong();
            changes.add(
                    new MemoryIncrement.Change(
                            number,
                            mask == 0
                                    ? null
                                    : MemorySnapshot.Page.of(
                                            mask,
                                            exactly(
                                                    Long.bitCount(mask)
                                                            * MemorySnapshot.BLOCK_BYTES))));
        }
        return MemoryIncrement.apply(base, memoryBytes, changes);
    }

    private List<FileEntry> detached(List<FileEntry> base) throws IOException {
        int count = count(WasiConfig.MAX_OPEN_FILES, "open contents");
        List<FileEntry> contents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long modified = in.readLong();
            int where = in.readUnsignedByte();
            Blob content =
                    switch (where) {
                        case CheckpointFormat.CONTENT_HERE -> Blob.of(bytes());
                        case CheckpointFormat.CONTENT_OF_BASE -> ofBase(base, in.readInt());
                        default ->
                                throw new StreamCorruptedException(
                                        "a content is in place " + where);
                    };
            contents.add(new FileEntry(content, modified));
        }
        return contents;
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

    private static Blob ofBase(List<FileEntry> base, int index) throws IOException {
        if (index < 0 || index >= base.size()) {
            throw new StreamCorruptedException("its base has no content " + index);
        }
        return base.get(index).content();
    }

    private SavedFiles files(Optional<SavedFiles> base) throws IOException {
        int contentCount = count(CheckpointFormat.MAX_ENTRIES, "contents");
        ContentKeeper keeper =
                new ContentKeeper(
                        base.<Map<String, KeptContent>>map(SavedFiles::contents).orElse(Map.of()));
        for (int i = 0; i < contentCount; i++) {
            long size = in.readLong();
            if (size < 0) {
                throw new StreamCorruptedException("a content has " + size + " bytes");
            }
            KeptContent _ = keeper.keep(in, size);
        }
        int count = count(CheckpointFormat.MAX_ENTRIES, "files");
        List<WorkspaceEntry> entries = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entry(keeper, entries, hashes);
        }
        return new SavedFiles(entries, hashes, new TreeMap<>(keeper.contents()));
    }

    private void entry(ContentKeeper keeper, List<WorkspaceEntry> entries, List<String> hashes)
            throws IOException {
        int kind = in.readUnsignedByte();
        String path = text(MAX_PATH_BYTES);
        switch (kind) {
            case CheckpointFormat.ENTRY_FILE -> {
                Instant modified = Instant.ofEpochSecond(in.readLong(), in.readInt());
                String hash = hash();
                boolean _ = keeper.share(hash);
                KeptContent content = keeper.contents().get(hash);
                entries.add(
                        WorkspaceEntry.file(path, content == null ? -1 : content.size(), modified));
                hashes.add(hash);
            }
            case CheckpointFormat.ENTRY_DIRECTORY -> {
                entries.add(WorkspaceEntry.directory(path, Instant.EPOCH));
                hashes.add("");
            }
            case CheckpointFormat.ENTRY_LINK -> {
                entries.add(WorkspaceEntry.link(path, text(MAX_PATH_BYTES), Instant.EPOCH));
                hashes.add("");
            }
            default -> throw new StreamCorruptedException("a file is of kind " + kind);
        }
    }

    private String hash() throws IOException {
        return HexFormat.of().formatHex(exactly(Sha256.BYTES));
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
