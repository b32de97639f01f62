package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.fuzz.wasi.ModelGuest.Check;
import dev.wasmsandbox.wasi.Errno;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the model does with descriptors: reading, writing, positions, states, listings. */
final class ModelFiles {
    private static final int MAX_VECTORS = 1024;
    private static final int FIXED_FLAGS = 1 << 1 | 1 << 3 | 1 << 4;
    static final int ALL_FLAGS = 31;
    static final int APPEND = 1;

    private final ModelGuest guest;
    private final ModelMemory memory;

    ModelFiles(ModelGuest guest) {
        this.guest = guest;
        this.memory = guest.memory;
    }

    /** A piece of the guest's memory. */
    private record Piece(int address, int length) {}

    private static ModelDescriptor there(@Nullable ModelDescriptor descriptor) {
        return Objects.requireNonNull(descriptor, "checked before");
    }

    private static ModelNode file(@Nullable ModelDescriptor descriptor) {
        return Objects.requireNonNull(there(descriptor).file(), "checked before");
    }

    private List<Piece> vectors(Check check, int address, int count, int result) {
        check.when(Integer.compareUnsigned(count, MAX_VECTORS) > 0, Errno.INVAL);
        check.range(address, 8 * Integer.toUnsignedLong(count)).range(result, 4);
        if (Integer.compareUnsigned(count, MAX_VECTORS) > 0 || !memory.holds(address, 8L * count)) {
            return List.of();
        }
        Piece[] pieces = new Piece[count];
        long total = 0;
        for (int i = 0; i < count; i++) {
            pieces[i] = new Piece(memory.intAt(address + 8 * i), memory.intAt(address + 8 * i + 4));
            check.range(pieces[i].address, Integer.toUnsignedLong(pieces[i].length));
            total += Integer.toUnsignedLong(pieces[i].length);
        }
        check.when(total > Integer.MAX_VALUE, Errno.INVAL);
        return List.of(pieces);
    }

    void read(int fd, int vectors, int count, int result) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.when(descriptor != null && !descriptor.has(ModelRights.FD_READ), Errno.BADF);
        List<Piece> pieces = vectors(check, vectors, count, result);
        check.require();
        if (there(descriptor).node == null) {
            // The standard input is at its end.
            memory.setInt(result, 0);
            return;
        }
        int done = scatter(file(descriptor), there(descriptor).position, pieces);
        there(descriptor).position += done;
        memory.setInt(result, done);
    }

    void readAt(int fd, int vectors, int count, long position, int result) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.when(descriptor != null && !descriptor.has(ModelRights.FD_READ), Errno.BADF);
        check.when(descriptor != null && descriptor.node == null, Errno.SPIPE);
        check.when(
                descriptor != null
                        && descriptor.file() != null
                        && !descriptor.has(ModelRights.of("fd_seek")),
                Errno.NOTCAPABLE);
        check.when(position < 0, Errno.INVAL);
        List<Piece> pieces = vectors(check, vectors, count, result);
        check.require();
        memory.setInt(result, scatter(file(descriptor), position, pieces));
    }

    private int scatter(ModelNode file, long position, List<Piece> pieces) {
        int done = 0;
        for (Piece piece : pieces) {
            long left = file.size() - position - done;
            int length = Math.clamp(left, 0, piece.length);
            if (length > 0) {
                int from = (int) position + done;
                memory.write(piece.address, Arrays.copyOfRange(file.content, from, from + length));
                done += length;
            }
        }
        return done;
    }

    void write(int fd, int vectors, int count, int result) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.when(descriptor != null && !descriptor.has(ModelRights.FD_WRITE), Errno.BADF);
        List<Piece> pieces = vectors(check, vectors, count, result);
        check.require();
        byte[] bytes = gather(pieces);
        if (there(descriptor).node == null) {
            (there(descriptor).stream == 1 ? guest.out : guest.err).writeBytes(bytes);
            memory.setInt(result, bytes.length);
            return;
        }
        ModelNode file = file(descriptor);
        boolean appends = (there(descriptor).flags & APPEND) != 0;
        long position = appends ? file.size() : there(descriptor).position;
        int done = guest.tree.write(file, position, bytes, guest.now);
        there(descriptor).position = position + done;
        memory.setInt(result, done);
    }

    void writeAt(int fd, int vectors, int count, long position, int result) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.when(descriptor != null && !descriptor.has(ModelRights.FD_WRITE), Errno.BADF);
        check.when(descriptor != null && descriptor.node == null, Errno.SPIPE);
        check.when(
                descriptor != null
                        && descriptor.file() != null
                        && !descriptor.has(ModelRights.of("fd_seek")),
                Errno.NOTCAPABLE);
        check.when(position < 0, Errno.INVAL);
        List<Piece> pieces = vectors(check, vectors, count, result);
        check.require();
        // Appending goes before the position asked for.
        boolean appends = (there(descriptor).flags & APPEND) != 0;
        long start = appends ? file(descriptor).size() : position;
        memory.setInt(result, guest.tree.write(file(descriptor), start, gather(pieces), guest.now));
    }

    private byte[] gather(List<Piece> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Piece piece : pieces) {
            bytes.writeBytes(memory.read(piece.address, piece.length));
        }
        return bytes.toByteArray();
    }

    void advise(int fd, long offset, long length, int advice) {
        Check check = guest.check();
        check.file(fd, ModelRights.of("fd_advise"));
        check.when(length < 0 || advice < 0 || advice > 5, Errno.INVAL).require();
    }

    void allocate(int fd, long offset, long length) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.file(fd, ModelRights.of("fd_allocate"));
        check.when(descriptor != null && !descriptor.has(ModelRights.FD_WRITE), Errno.BADF);
        check.when(offset < 0 || length <= 0, Errno.INVAL);
        check.when(offset >= 0 && length > 0 && offset + length < 0, Errno.FBIG).require();
        if (offset + length > file(descriptor).size()) {
            guest.tree.resize(file(descriptor), offset + length, guest.now);
        }
    }

    void sync(int fd, String right) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        if (descriptor != null) {
            check.when(descriptor.node == null, Errno.BADF);
            check.when(
                    descriptor.node != null && !descriptor.has(ModelRights.of(right)),
                    Errno.NOTCAPABLE);
        }
        check.require();
    }

    void fdstatGet(int fd, int result) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.range(result, 24).require();
        ModelNode node = there(descriptor).node;
        memory.setLong(
                result,
                (node == null ? 0 : node.kind.number) | (long) there(descriptor).flags << 16);
        memory.setLong(result + 8, there(descriptor).rights);
        memory.setLong(result + 16, there(descriptor).inheriting);
    }

    void fdstatSetFlags(int fd, int flags) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.file(fd, ModelRights.of("fd_fdstat_set_flags"));
        check.when((flags & ~ALL_FLAGS) != 0, Errno.INVAL);
        check.when(
                descriptor != null && (flags & FIXED_FLAGS & ~descriptor.flags) != 0, Errno.INVAL);
        check.require();
        int fixed = there(descriptor).flags & FIXED_FLAGS;
        there(descriptor).flags = fixed | (flags & ~FIXED_FLAGS);
    }

    void fdstatSetRights(int fd, long rights, long inheriting) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.when(
                descriptor != null
                        && ((rights & ~descriptor.rights) != 0
                                || (inheriting & ~descriptor.inheriting) != 0),
                Errno.NOTCAPABLE);
        check.require();
        there(descriptor).rights = rights;
        there(descriptor).inheriting = inheriting;
    }

    void filestatGet(int fd, int result) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.range(result, 64);
        check.when(
                descriptor != null
                        && descriptor.node != null
                        && !descriptor.has(ModelRights.of("fd_filestat_get")),
                Errno.NOTCAPABLE);
        check.require();
        status(result, there(descriptor).node);
    }

    /** Writes the state of a node; of a stream, zeros. */
    void status(int address, @Nullable ModelNode node) {
        memory.write(address, new byte[64]);
        if (node != null) {
            memory.setLong(address, node.device);
            memory.setInode(address + 8, 8, node);
            memory.setLong(address + 16, node.kind.number);
            memory.setLong(address + 24, node.links);
            memory.setLong(address + 32, node.size());
            memory.setLong(address + 40, node.accessed);
            memory.setLong(address + 48, node.modified);
            memory.setLong(address + 56, node.changed);
        }
    }

    void filestatSetSize(int fd, long size) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.file(fd, ModelRights.of("fd_filestat_set_size"));
        check.when(size < 0, Errno.INVAL);
        check.when(
                descriptor != null
                        && descriptor.file() != null
                        && !descriptor.has(ModelRights.FD_WRITE),
                Errno.INVAL);
        check.require();
        guest.tree.resize(file(descriptor), size, guest.now);
    }

    void filestatSetTimes(int fd, long accessed, long modified, int flags) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        if (descriptor != null) {
            check.when(descriptor.node == null, Errno.BADF);
            check.when(
                    descriptor.node != null
                            && !descriptor.has(ModelRights.of("fd_filestat_set_times")),
                    Errno.NOTCAPABLE);
        }
        ModelNode node = descriptor == null ? null : descriptor.node;
        setTimes(check, node, accessed, modified, flags);
    }

    void setTimes(Check check, @Nullable ModelNode node, long accessed, long modified, int flags) {
        check.when((flags & ~15) != 0 || (flags & 3) == 3 || (flags & 12) == 12, Errno.INVAL);
        check.requireWith(() -> {
            if (node != null) {
                node.requireWritable();
            }
            return true;
        });
        ModelNode changed = Objects.requireNonNull(node);
        if ((flags & 3) != 0) {
            changed.accessed = (flags & 1) != 0 ? accessed : guest.now;
        }
        if ((flags & 12) != 0) {
            changed.modified = (flags & 4) != 0 ? modified : guest.now;
        }
        changed.changed = guest.now;
    }

    void seek(int fd, long offset, int whence, int result) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        check.range(result, 8).when(whence < 0 || whence > 2, Errno.INVAL);
        seekable(check, descriptor);
        if (descriptor == null || descriptor.file() == null || whence < 0 || whence > 2) {
            check.require();
        }
        long origin =
                whence == 0
                        ? 0
                        : whence == 1 ? there(descriptor).position : file(descriptor).size();
        long position = origin + offset;
        check.when(position < 0, Errno.INVAL);
        boolean tells = whence == 1 && offset == 0;
        boolean seeks = there(descriptor).has(ModelRights.of("fd_seek"));
        check.when(!seeks && !(tells && mayTell(descriptor)), Errno.NOTCAPABLE);
        check.require();
        there(descriptor).position = position;
        memory.setLong(result, position);
    }

    void tell(int fd, int result) {
        Check check = guest.check();
        ModelDescriptor descriptor = check.descriptor(fd);
        seekable(check.range(result, 8), descriptor);
        check.when(
                descriptor != null && descriptor.file() != null && !mayTell(descriptor),
                Errno.NOTCAPABLE);
        check.require();
        memory.setLong(result, there(descriptor).position);
    }

    /** The right to seek implies the one to tell. */
    private static boolean mayTell(@Nullable ModelDescriptor descriptor) {
        return there(descriptor).has(ModelRights.of("fd_tell"))
                || there(descriptor).has(ModelRights.of("fd_seek"));
    }

    private static void seekable(Check check, @Nullable ModelDescriptor descriptor) {
        if (descriptor != null) {
            check.when(descriptor.node == null, Errno.SPIPE);
            check.when(descriptor.node != null && descriptor.file() == null, Errno.BADF);
        }
    }

    void readdir(int fd, int address, int length, long cookie, int result) {
        Check check = guest.check();
        ModelNode directory = check.directory(fd, "fd_readdir");
        check.range(address, Integer.toUnsignedLong(length)).range(result, 4).require();
        ModelListing listing = new ModelListing(memory, address, length);
        ModelNode listed = Objects.requireNonNull(directory);
        if (cookie == 0) {
            listing.entry(1, listed, ".");
        }
        if (cookie == 0 || cookie == 1) {
            listing.entry(2, listed.parent == null ? listed : listed.parent, "..");
        }
        if (cookie >= 0) {
            for (Map.Entry<Long, ModelNode.Child> child :
                    listed.children.tailMap(Math.max(0, cookie - 2), true).entrySet()) {
                listing.entry(child.getKey() + 3, child.getValue().node(), child.getValue().name());
            }
        }
        memory.setInt(result, listing.used());
    }
}
