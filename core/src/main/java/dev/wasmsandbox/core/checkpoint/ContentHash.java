package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.core.text.Sha256;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.WasiState;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Hashes what a checkpoint holds, however it is written: pages and contents by hashes of their own. Those of pages are known where they
 * are as they were in a checkpoint before, so that the hash of a small change costs little more than the change.
 */
final class ContentHash {
    private static final int BUFFER_BYTES = 1 << 16;

    private ContentHash() {}

    static String of(SavedCheckpoint checkpoint) {
        MessageDigest digest = Sha256.digest();
        try (OutputStream hashed =
                new BufferedOutputStream(
                        new DigestOutputStream(OutputStream.nullOutputStream(), digest),
                        BUFFER_BYTES)) {
            FieldWriter fields = new FieldWriter(hashed);
            fields.begin(checkpoint);
            fields.metadata(checkpoint.metadata());
            fields.time(checkpoint.interpreter());
            memory(checkpoint.interpreter().memory(), fields.out());
            contents(checkpoint.interpreter().wasi(), fields.out());
            fields.descriptors(checkpoint.interpreter().wasi());
            fields.out().writeBoolean(checkpoint.hasFiles());
            if (checkpoint.hasFiles()) {
                fields.entries(checkpoint.files().orElseThrow());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the contents of a checkpoint cannot be read", e);
        }
        return Sha256.hex(digest);
    }

    private static void memory(MemorySnapshot memory, DataOutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        out.writeLong(memory.memoryBytes());
        out.writeInt(memory.pageCount());
        for (int i = 0; i < memory.pageCount(); i++) {
            out.writeInt(memory.number(i));
            out.write(memory.page(i).hash(digest));
        }
    }

    private static void contents(WasiState wasi, DataOutputStream out) throws IOException {
        out.writeInt(wasi.contents().size());
        for (FileEntry file : wasi.contents()) {
            MessageDigest digest = Sha256.digest();
            file.content()
                    .transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            out.writeLong(file.modifiedNanos());
            out.write(digest.digest());
        }
    }
}
