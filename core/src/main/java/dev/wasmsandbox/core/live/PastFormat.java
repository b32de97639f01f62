package dev.wasmsandbox.core.live;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.checkpoint.CheckpointReader;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.storage.ContentKeeper;
import dev.wasmsandbox.core.text.Sha256;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run can be taken back, in bytes: magic and version; the interpreter before it, as an increment to the one after it; the
 * changes of files; a checksum. Read as bounded and as suspiciously as checkpoints are.
 */
final class PastFormat {
    private static final byte[] MAGIC = "WSBXPAST".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int MOST_CHANGES = 1 << 20;
    private static final int LONGEST_TEXT = 1 << 18;

    private static final int PUT_FILE = 0;
    private static final int PUT_LINK = 1;
    private static final int CREATE_DIRECTORY = 2;
    private static final int DELETE = 3;

    private PastFormat() {}

    /**
     * Writes it.
     *
     * @param before the interpreter before the run; null if there was none
     * @param after the one after it, which the reader will have; null if there was none
     * @return the checksum, in hex
     */
    static String write(
            @Nullable SavedCheckpoint before,
            @Nullable SavedCheckpoint after,
            Optional<List<WorkspaceChange>> reversal,
            OutputStream target)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        DataOutputStream out = new DataOutputStream(new DigestOutputStream(target, digest));
        out.write(MAGIC);
        out.writeShort(VERSION);
        out.writeBoolean(before != null);
        if (before != null && after != null && before.buildHash().equals(after.buildHash())) {
            before.writeTo(out, after);
        } else if (before != null) {
            before.writeTo(out);
        }
        out.writeBoolean(reversal.isPresent());
        List<WorkspaceChange> changes = reversal.orElse(List.of());
        out.writeInt(changes.size());
        for (WorkspaceChange change : changes) {
            write(change, out);
        }
        out.flush();
        byte[] checksum = digest.digest();
        target.write(checksum);
        return HexFormat.of().formatHex(checksum);
    }

    private static void write(WorkspaceChange change, DataOutputStream out) throws IOException {
        switch (change) {
            case WorkspaceChange.PutFile put -> {
                begin(PUT_FILE, put, out);
                Instant modified = put.modified();
                out.writeLong(modified.getEpochSecond());
                out.writeInt(modified.getNano());
                out.writeLong(put.content().size());
                try (InputStream in = put.content().open()) {
                    in.transferTo(out);
                }
            }
            case WorkspaceChange.PutLink link -> {
                begin(PUT_LINK, link, out);
                text(link.target(), out);
            }
            case WorkspaceChange.CreateDirectory directory ->
                    begin(CREATE_DIRECTORY, directory, out);
            case WorkspaceChange.Delete delete -> begin(DELETE, delete, out);
        }
    }

    private static void begin(int kind, WorkspaceChange change, DataOutputStream out)
            throws IOException {
        out.writeByte(kind);
        text(change.path(), out);
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads it.
     *
     * @param after the interpreter after the run; null if there was none
     * @param maxBytes how much the interpreter may hold
     * @throws CheckpointException if it is damaged, or belongs to something else
     * @throws IOException if the stream fails
     */
    static Past read(InputStream source, @Nullable SavedCheckpoint after, long maxBytes)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        try {
            DataInputStream in = new DataInputStream(new DigestInputStream(source, digest));
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)
                    || in.readUnsignedShort() != VERSION) {
                throw new StreamCorruptedException("it does not begin as it should");
            }
            InterpreterState state =
                    in.readBoolean()
                            ? CheckpointReader.read(in, after, maxBytes).interpreter()
                            : null;
            boolean reversible = in.readBoolean();
            List<WorkspaceChange> changes = changes(in);
            byte[] checksum = digest.digest();
            if (!Arrays.equals(source.readNBytes(checksum.length), checksum)) {
                throw new StreamCorruptedException("its checksum is wrong");
            }
            return new Past(state, reversible ? Optional.of(changes) : Optional.empty());
        } catch (EOFException
                | StreamCorruptedException
                | CharacterCodingException
                | DateTimeException
                | ArithmeticException e) {
            throw new CheckpointException(
                    ErrorCode.INVALID_CHECKPOINT,
                    "what was kept of it is damaged: " + e.getMessage(),
                    e);
        }
    }

    private static List<WorkspaceChange> changes(DataInputStream in) throws IOException {
        int count = count(in, MOST_CHANGES);
        ContentKeeper contents = new ContentKeeper(Map.of());
        List<WorkspaceChange> changes = new ArrayList<>();
        long left = LiveHistory.MAX_BYTES;
        for (int i = 0; i < count; i++) {
            int kind = in.readUnsignedByte();
            String path = text(in);
            changes.add(
                    switch (kind) {
                        case PUT_FILE -> {
                            WorkspaceChange.PutFile file = file(path, left, contents, in);
                            left -= file.content().size();
                            yield file;
                        }
                        case PUT_LINK -> new WorkspaceChange.PutLink(path, text(in));
                        case CREATE_DIRECTORY -> new WorkspaceChange.CreateDirectory(path);
                        case DELETE -> new WorkspaceChange.Delete(path);
                        default ->
                                throw new StreamCorruptedException("a change is of kind " + kind);
                    });
        }
        return changes;
    }

    private static WorkspaceChange.PutFile file(
            String path, long most, ContentKeeper contents, DataInputStream in) throws IOException {
        Instant modified = Instant.ofEpochSecond(in.readLong(), in.readInt());
        long size = in.readLong();
        if (size < 0 || size > most) {
            throw new StreamCorruptedException("a file has " + size + " bytes");
        }
        return new WorkspaceChange.PutFile(path, contents.keep(in, size).content(), modified);
    }

    private static int count(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new StreamCorruptedException("it claims to have " + count + " of something");
        }
        return count;
    }

    private static String text(DataInputStream in) throws IOException {
        int length = count(in, LONGEST_TEXT);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException();
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
