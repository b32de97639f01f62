package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.ScratchFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;

/**
 * A scratch file with contents, one behind the other. It is removed when nobody has any of them any more, at the end
 * of the process, and after a crash by the next process that makes one.
 */
final class ScratchPack {
    private static final Logger LOG = System.getLogger(ScratchPack.class.getName());
    private static final Cleaner CLEANER = Cleaner.create();

    /** Where all packs of this process are; made with the first one. */
    private static final class Space {
        private static final ScratchDirectory DIRECTORY =
                ScratchDirectory.in(Path.of(System.getProperty("java.io.tmpdir")));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(Space::close));
        }

        private static void close() {
            try {
                DIRECTORY.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "Scratch files are left to the next process.", e);
            }
        }
    }

    private final ScratchFile file;
    private long size;

    private ScratchPack(ScratchFile file) {
        this.file = file;
        CLEANER.register(this, file::close);
    }

    static ScratchPack create() throws IOException {
        return new ScratchPack(Space.DIRECTORY.create());
    }

    long size() {
        return size;
    }

    void append(byte[] bytes, int count) throws IOException {
        file.write(size, bytes, 0, count);
        size += count;
    }

    /** A part of the pack as a content, which keeps all of it. */
    FileContent content(long begin, long length) {
        return new Part(this, begin, length);
    }

    private record Part(ScratchPack pack, long begin, long size) implements FileContent {
        @Override
        public InputStream open() {
            return new PartInput(this);
        }
    }

    private static final class PartInput extends PartsInput {
        private final Part part;
        private long position;

        PartInput(Part part) {
            this.part = part;
        }

        @Override
        protected int readPart(byte[] target, int offset, int length) throws IOException {
            int count = (int) Math.min(length, part.size - position);
            if (count <= 0) {
                return -1;
            }
            Blob bytes = part.pack.file;
            try {
                bytes.read(part.begin + position, target, offset, count);
            } finally {
                // The file goes with the pack.
                Reference.reachabilityFence(part.pack);
            }
            position += count;
            return count;
        }
    }
}
