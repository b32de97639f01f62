package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.KeptContent;
import dev.wasmsandbox.core.text.Sha256;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.fuzz.FuzzTarget;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.TreeLimits;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasi.WasiState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;

/**
 * Checkpoints: each is refused as such, or comes back from its own bytes as it was, whole and as an increment to others, and opens in
 * a tree without giving more than its quota. Most inputs are contents alone, or nothing but the checksum would be looked at.
 */
public final class CheckpointTarget implements FuzzTarget {
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_OPEN = 64;
    private static final String BUILD = "ab".repeat(Sha256.BYTES);
    private static final TreeLimits LIMITS = new TreeLimits(2_000, 20, 5, 2_000);

    private final SavedCheckpoint base;

    /** Opens the target. */
    public CheckpointTarget() {
        base = sample(true);
    }

    @Override
    public void run(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        InputStream rest = new ByteArrayInputStream(input, 1, input.length - 1);
        SavedCheckpoint read;
        try {
            read = read(input[0] & 3, new BoundedInput(rest, MAX_BYTES));
        } catch (CheckpointException
                | EOFException
                | StreamCorruptedException
                | CharacterCodingException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException _) {
            return;
        }
        comesBack(read, Checkpoint.of(read.toBytes()));
        ByteArrayOutputStream increment = new ByteArrayOutputStream();
        read.writeTo(increment, base);
        comesBack(read, Checkpoint.read(new ByteArrayInputStream(increment.toByteArray()), base));
        open(read.interpreter().wasi());
    }

    private SavedCheckpoint read(int way, InputStream in) throws IOException {
        return switch (way) {
            case 0 -> CheckpointReader.read(in, null, MAX_BYTES);
            case 1 -> CheckpointReader.read(in, base, MAX_BYTES);
            case 2 -> CheckpointReader.body(in, header(Optional.empty()), null);
            default -> CheckpointReader.body(in, header(Optional.of(base.contentHash())), base);
        };
    }

    private static SavedHeader header(Optional<String> base) {
        return new SavedHeader(RuntimeType.PYTHON, BUILD, base);
    }

    private static void comesBack(Checkpoint one, Checkpoint again) {
        if (!again.contentHash().equals(one.contentHash())) {
            throw new AssertionError("a checkpoint that was read and written is another one");
        }
    }

    private static void open(WasiState state) throws IOException {
        DirectoryEntry files =
                DirectoryEntry.builder()
                        .file("a", Blob.of(new byte[5]), 0)
                        .directory("d", 0)
                        .link("l", "a", 0)
                        .build();
        WasiConfig config = WasiConfig.builder().maxOpenFiles(MAX_OPEN).build();
        try (Tree tree =
                Tree.builder()
                        .limits(LIMITS)
                        .mount("/app", files, MountAccess.READ_WRITE)
                        .mount("/ro", files, MountAccess.READ_ONLY)
                        .build()) {
            try (WasiPreview1 wasi = new WasiPreview1(tree, config, state)) {
                wasi.state(MAX_BYTES);
                if (tree.used().bytes() > LIMITS.maxBytes()) {
                    throw new AssertionError("a state takes " + tree.used());
                }
            } catch (IllegalArgumentException e) {
                if (state.descriptors().size() <= MAX_OPEN) {
                    throw e;
                }
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        try {
            List<byte[]> seeds = new ArrayList<>();
            for (SavedCheckpoint checkpoint : List.of(sample(true), sample(false))) {
                byte[] whole = checkpoint.toBytes();
                seeds.add(prefixed(0, whole));
                seeds.add(prefixed(2, body(whole, 0)));
                ByteArrayOutputStream increment = new ByteArrayOutputStream();
                checkpoint.withMetadata(Map.of()).writeTo(increment, base);
                seeds.add(prefixed(1, increment.toByteArray()));
                seeds.add(prefixed(3, body(increment.toByteArray(), Sha256.BYTES)));
            }
            return seeds;
        } catch (IOException e) {
            throw new IllegalStateException("memory can't fail", e);
        }
    }

    private static byte[] prefixed(int first, byte[] bytes) {
        byte[] all = new byte[bytes.length + 1];
        all[0] = (byte) first;
        System.arraycopy(bytes, 0, all, 1, bytes.length);
        return all;
    }

    private static byte[] body(byte[] checkpoint, int baseBytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(checkpoint);
        int runtime = RuntimeType.PYTHON.id().length();
        in.skipNBytes(
                CheckpointFormat.magic().length
                        + Short.BYTES
                        + Integer.BYTES
                        + runtime
                        + Sha256.BYTES
                        + 1
                        + baseBytes);
        return new InflaterInputStream(new ChunkedInput(in)).readAllBytes();
    }

    private static SavedCheckpoint sample(boolean withFiles) {
        byte[] block = new byte[MemorySnapshot.BLOCK_BYTES];
        block[3] = 7;
        MemorySnapshot memory = MemorySnapshot.builder(2 << 16).add(1, 1L << 5, block).build();
        List<WasiState.Open> open = new ArrayList<>(WasiState.initial().descriptors());
        List<WasiState.Target> targets =
                List.of(
                        new WasiState.Target.File("/app/a"),
                        new WasiState.Target.File("/ro/a"),
                        new WasiState.Target.File("/app/l"),
                        new WasiState.Target.Folder("/app/d"),
                        new WasiState.Target.Detached(0),
                        new WasiState.Target.RemovedFolder(),
                        new WasiState.Target.Lost());
        for (WasiState.Target target : targets) {
            open.add(new WasiState.Open(open.size(), target, -1, -1, 1, 3));
        }
        byte[] gone = "gone".getBytes(StandardCharsets.UTF_8);
        WasiState wasi = new WasiState(open, List.of(new FileEntry(Blob.of(gone), 5)));
        return new SavedCheckpoint(
                RuntimeType.PYTHON,
                new InterpreterState(BUILD, memory, wasi, 9, OptionalLong.of(4)),
                withFiles ? Optional.of(files()) : Optional.empty(),
                Map.of("name", "value"));
    }

    private static SavedFiles files() {
        KeptContent content = KeptContent.of("content".getBytes(StandardCharsets.UTF_8));
        String hash = content.hash();
        return new SavedFiles(
                List.of(
                        WorkspaceEntry.file("a", content.size(), Instant.EPOCH),
                        WorkspaceEntry.directory("d", Instant.EPOCH),
                        WorkspaceEntry.link("l", "d", Instant.EPOCH)),
                List.of(hash, "", ""),
                new TreeMap<>(Map.of(hash, content)));
    }
}
