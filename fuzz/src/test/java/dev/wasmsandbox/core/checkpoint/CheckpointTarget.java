package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.BytesContent;
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
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Checkpoints: each is refused as such, or comes back from its own bytes as it was, and opens in a tree without giving more
 * than its quota. Most inputs get a right checksum, or nothing but that would be looked at.
 */
public final class CheckpointTarget implements FuzzTarget {
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_OPEN = 64;
    private static final String BUILD = "ab".repeat(CheckpointFormat.HASH_BYTES);
    private static final TreeLimits LIMITS = new TreeLimits(2_000, 20, 5, 2_000);

    /** Opens the target. */
    public CheckpointTarget() {}

    @Override
    public void run(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        Checkpoint read;
        try {
            byte[] bytes = input[0] % 4 == 0 ? rest : sealed(rest);
            read = Checkpoint.read(new ByteArrayInputStream(bytes), MAX_BYTES);
        } catch (CheckpointException _) {
            return;
        }
        Checkpoint again = Checkpoint.of(read.toBytes());
        if (!again.contentHash().equals(read.contentHash())) {
            throw new AssertionError("a checkpoint that was read and written is another one");
        }
        if (read instanceof SavedCheckpoint saved) {
            open(saved.interpreter().wasi());
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

    /** Puts the contents of a checkpoint into a whole one. */
    private static byte[] sealed(byte[] body) throws IOException {
        MessageDigest digest = CheckpointFormat.digest();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(new DigestOutputStream(out, digest));
        header.write(CheckpointFormat.magic());
        header.writeShort(CheckpointFormat.VERSION);
        byte[] runtime = RuntimeType.PYTHON.id().getBytes(StandardCharsets.UTF_8);
        header.writeInt(runtime.length);
        header.write(runtime);
        header.write(HexFormat.of().parseHex(BUILD));
        header.flush();
        ChunkedOutput chunks = new ChunkedOutput(out);
        DeflaterOutputStream compressed = new DeflaterOutputStream(chunks);
        OutputStream hashed = new DigestOutputStream(compressed, digest);
        hashed.write(body);
        compressed.finish();
        chunks.finish();
        out.write(digest.digest());
        return out.toByteArray();
    }

    @Override
    public List<byte[]> seeds() {
        try {
            List<byte[]> seeds = new ArrayList<>();
            for (SavedCheckpoint checkpoint : List.of(sample(true), sample(false))) {
                byte[] bytes = checkpoint.toBytes();
                seeds.add(prefixed(0, bytes));
                seeds.add(prefixed(1, body(bytes)));
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

    private static byte[] body(byte[] checkpoint) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(checkpoint);
        int runtime = RuntimeType.PYTHON.id().length();
        in.skipNBytes(
                CheckpointFormat.magic().length
                        + Short.BYTES
                        + Integer.BYTES
                        + runtime
                        + CheckpointFormat.HASH_BYTES);
        return new InflaterInputStream(new ChunkedInput(in)).readAllBytes();
    }

    private static SavedCheckpoint sample(boolean withFiles) throws IOException {
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
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        String hash = CheckpointFormat.hash(content);
        return new SavedFiles(
                List.of(
                        WorkspaceEntry.file("a", content.length, Instant.EPOCH),
                        WorkspaceEntry.directory("d", Instant.EPOCH),
                        WorkspaceEntry.link("l", "d", Instant.EPOCH)),
                List.of(hash, "", ""),
                new TreeMap<>(Map.of(hash, new BytesContent(content))));
    }
}
