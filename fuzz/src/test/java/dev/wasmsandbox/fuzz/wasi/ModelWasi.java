package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.wasi.CallArguments;
import dev.wasmsandbox.wasi.Errno;
import dev.wasmsandbox.wasi.WasiFunction;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out calls on the model. */
final class ModelWasi {
    private final ModelGuest guest;
    private final ModelFiles files;
    private final ModelPaths paths;
    private final ModelProcess process;

    ModelWasi(ModelGuest guest) {
        this.guest = guest;
        this.files = new ModelFiles(guest);
        this.paths = new ModelPaths(guest, files);
        this.process = new ModelProcess(guest);
    }

    /** Carries out a call; tells which errors are right. */
    Set<Errno> call(WasiFunction function, CallArguments a) {
        try {
            run(function, a);
            return EnumSet.of(Errno.SUCCESS);
        } catch (ModelError e) {
            return e.errors();
        }
    }

    private void run(WasiFunction function, CallArguments a) {
        switch (function) {
            case ARGS_GET -> process.strings(guest.arguments, a.i32(0), a.i32(1));
            case ARGS_SIZES_GET -> process.sizes(guest.arguments, a.i32(0), a.i32(1));
            case ENVIRON_GET -> process.strings(guest.environment, a.i32(0), a.i32(1));
            case ENVIRON_SIZES_GET -> process.sizes(guest.environment, a.i32(0), a.i32(1));
            case CLOCK_RES_GET -> process.clock(a.i32(0), a.i32(1), true);
            case CLOCK_TIME_GET -> process.clock(a.i32(0), a.i32(2), false);
            case FD_ADVISE -> files.advise(a.i32(0), a.i64(1), a.i64(2), a.i32(3));
            case FD_ALLOCATE -> files.allocate(a.i32(0), a.i64(1), a.i64(2));
            case FD_CLOSE -> close(a.i32(0));
            case FD_DATASYNC -> files.sync(a.i32(0), "fd_datasync");
            case FD_FDSTAT_GET -> files.fdstatGet(a.i32(0), a.i32(1));
            case FD_FDSTAT_SET_FLAGS -> files.fdstatSetFlags(a.i32(0), a.i32(1));
            case FD_FDSTAT_SET_RIGHTS -> files.fdstatSetRights(a.i32(0), a.i64(1), a.i64(2));
            case FD_FILESTAT_GET -> files.filestatGet(a.i32(0), a.i32(1));
            case FD_FILESTAT_SET_SIZE -> files.filestatSetSize(a.i32(0), a.i64(1));
            case FD_FILESTAT_SET_TIMES ->
                    files.filestatSetTimes(a.i32(0), a.i64(1), a.i64(2), a.i32(3));
            case FD_PREAD -> files.readAt(a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4));
            case FD_PRESTAT_GET -> paths.prestatGet(a.i32(0), a.i32(1));
            case FD_PRESTAT_DIR_NAME -> paths.prestatDirName(a.i32(0), a.i32(1), a.i32(2));
            case FD_PWRITE -> files.writeAt(a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4));
            case FD_READ -> files.read(a.i32(0), a.i32(1), a.i32(2), a.i32(3));
            case FD_READDIR -> files.readdir(a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4));
            case FD_RENUMBER -> renumber(a.i32(0), a.i32(1));
            case FD_SEEK -> files.seek(a.i32(0), a.i64(1), a.i32(2), a.i32(3));
            case FD_SYNC -> files.sync(a.i32(0), "fd_sync");
            case FD_TELL -> files.tell(a.i32(0), a.i32(1));
            case FD_WRITE -> files.write(a.i32(0), a.i32(1), a.i32(2), a.i32(3));
            case PATH_CREATE_DIRECTORY -> paths.createDirectory(a.i32(0), a.i32(1), a.i32(2));
            case PATH_FILESTAT_GET ->
                    paths.filestatGet(a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4));
            case PATH_FILESTAT_SET_TIMES ->
                    paths.filestatSetTimes(
                            a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i64(4), a.i64(5), a.i32(6));
            case PATH_LINK ->
                    paths.link(
                            a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4), a.i32(5), a.i32(6));
            case PATH_OPEN ->
                    paths.open(
                            a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4), a.i64(5), a.i64(6),
                            a.i32(7), a.i32(8));
            case PATH_READLINK ->
                    paths.readLink(a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4), a.i32(5));
            case PATH_REMOVE_DIRECTORY -> paths.removeDirectory(a.i32(0), a.i32(1), a.i32(2));
            case PATH_RENAME ->
                    paths.rename(a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4), a.i32(5));
            case PATH_SYMLINK -> paths.symlink(a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4));
            case PATH_UNLINK_FILE -> paths.unlinkFile(a.i32(0), a.i32(1), a.i32(2));
            case POLL_ONEOFF -> process.poll(a.i32(0), a.i32(1), a.i32(2), a.i32(3));
            case PROC_RAISE ->
                    throw new ModelError(
                            a.i32(0) >= 0 && a.i32(0) <= 30 ? Errno.NOTSUP : Errno.INVAL);
            case PROC_EXIT, SCHED_YIELD -> {}
            case RANDOM_GET -> process.random(a.i32(0), a.i32(1));
            case SOCK_ACCEPT -> process.socket(a.i32(0), a.i32(1), ModelFiles.ALL_FLAGS);
            case SOCK_RECV, SOCK_SHUTDOWN ->
                    process.socket(a.i32(0), a.i32(function == WasiFunction.SOCK_RECV ? 3 : 1), 3);
            case SOCK_SEND -> process.socket(a.i32(0), a.i32(3), 0);
        }
    }

    private ModelDescriptor descriptor(int fd) {
        @Nullable ModelDescriptor descriptor = guest.descriptors.get(fd);
        if (descriptor == null) {
            throw new ModelError(Errno.BADF);
        }
        return descriptor;
    }

    private void close(int fd) {
        descriptor(fd);
        guest.descriptors.remove(fd);
    }

    private void renumber(int from, int to) {
        ModelDescriptor moved = descriptor(from);
        descriptor(to);
        guest.descriptors.remove(from);
        guest.descriptors.put(to, moved);
    }
}
