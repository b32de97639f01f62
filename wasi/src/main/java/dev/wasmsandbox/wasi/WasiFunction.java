package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.Locale;

/**
 * All functions of WASI preview 1 ({@code wasi_snapshot_preview1.witx}), each with its raw signature.
 *
 * <p>{@link #call} never throws anything because of what the guest passed, except {@link ProcessExit}; and {@link
 * RunInterrupted} when the host ends the run.
 */
public enum WasiFunction {
    ARGS_GET("ii"),
    ARGS_SIZES_GET("ii"),
    ENVIRON_GET("ii"),
    ENVIRON_SIZES_GET("ii"),
    CLOCK_RES_GET("ii"),
    CLOCK_TIME_GET("iIi"),
    FD_ADVISE("iIIi"),
    FD_ALLOCATE("iII"),
    FD_CLOSE("i"),
    FD_DATASYNC("i"),
    FD_FDSTAT_GET("ii"),
    FD_FDSTAT_SET_FLAGS("ii"),
    FD_FDSTAT_SET_RIGHTS("iII"),
    FD_FILESTAT_GET("ii"),
    FD_FILESTAT_SET_SIZE("iI"),
    FD_FILESTAT_SET_TIMES("iIIi"),
    FD_PREAD("iiiIi"),
    FD_PRESTAT_GET("ii"),
    FD_PRESTAT_DIR_NAME("iii"),
    FD_PWRITE("iiiIi"),
    FD_READ("iiii"),
    FD_READDIR("iiiIi"),
    FD_RENUMBER("ii"),
    FD_SEEK("iIii"),
    FD_SYNC("i"),
    FD_TELL("ii"),
    FD_WRITE("iiii"),
    PATH_CREATE_DIRECTORY("iii"),
    PATH_FILESTAT_GET("iiiii"),
    PATH_FILESTAT_SET_TIMES("iiiiIIi"),
    PATH_LINK("iiiiiii"),
    PATH_OPEN("iiiiiIIii"),
    PATH_READLINK("iiiiii"),
    PATH_REMOVE_DIRECTORY("iii"),
    PATH_RENAME("iiiiii"),
    PATH_SYMLINK("iiiii"),
    PATH_UNLINK_FILE("iii"),
    POLL_ONEOFF("iiii"),
    PROC_EXIT("i"),
    PROC_RAISE("i"),
    SCHED_YIELD(""),
    RANDOM_GET("ii"),
    SOCK_ACCEPT("iii"),
    SOCK_RECV("iiiiii"),
    SOCK_SEND("iiiii"),
    SOCK_SHUTDOWN("ii");

    /** {@code riflags}: peek, wait for all. */
    private static final int RECEIVE_FLAGS = 3;

    /** {@code sdflags}: read, write. */
    private static final int SHUTDOWN_FLAGS = 3;

    private final String importName;
    private final String parameters;

    WasiFunction(String parameters) {
        this.importName = name().toLowerCase(Locale.ROOT);
        this.parameters = parameters;
    }

    /** Tells the name under which guests import the function from {@link WasiPreview1#MODULE}. */
    public String importName() {
        return importName;
    }

    /** Tells the types of the parameters, one letter each: {@code i} for i32, {@code I} for i64. */
    public String parameters() {
        return parameters;
    }

    /** Tells whether the function returns an error number (i32); only {@code proc_exit} returns nothing. */
    public boolean hasResult() {
        return this != PROC_EXIT;
    }

    /**
     * Carries out one call.
     *
     * @return the error number for the guest, 0 for success
     * @throws ProcessExit if the guest ends itself
     * @throws RunInterrupted if the host ends the run
     */
    public int call(WasiPreview1 wasi, GuestMemory memory, CallArguments arguments) {
        try {
            run(wasi, memory, arguments);
            return Errno.SUCCESS.code();
        } catch (WasiFailure e) {
            wasi.refusalLog().refused(e.errno());
            return e.errno().code();
        } catch (MemoryFault e) {
            return Errno.FAULT.code();
        } catch (IOException e) {
            return Errno.IO.code();
        }
    }

    /**
     * Carries out one call without its error handling. A table in one method and no object per function: 46 lambdas
     * would have to be linked at each start of a program.
     */
    private void run(WasiPreview1 wasi, GuestMemory memory, CallArguments a) throws IOException {
        switch (this) {
            case ARGS_GET -> wasi.process().argsGet(memory, a.i32(0), a.i32(1));
            case ARGS_SIZES_GET -> wasi.process().argsSizesGet(memory, a.i32(0), a.i32(1));
            case ENVIRON_GET -> wasi.process().environGet(memory, a.i32(0), a.i32(1));
            case ENVIRON_SIZES_GET -> wasi.process().environSizesGet(memory, a.i32(0), a.i32(1));
            case CLOCK_RES_GET -> wasi.process().clockResolutionGet(memory, a.i32(0), a.i32(1));
            case CLOCK_TIME_GET -> wasi.process().clockTimeGet(memory, a.i32(0), a.i32(2));
            case FD_ADVISE ->
                    wasi.descriptorFunctions().advise(a.i32(0), a.i64(1), a.i64(2), a.i32(3));
            case FD_ALLOCATE -> wasi.descriptorFunctions().allocate(a.i32(0), a.i64(1), a.i64(2));
            case FD_CLOSE -> wasi.descriptors().close(a.i32(0));
            case FD_DATASYNC -> wasi.descriptorFunctions().sync(a.i32(0), Rights.FD_DATASYNC);
            case FD_FDSTAT_GET -> wasi.descriptorFunctions().fdstatGet(memory, a.i32(0), a.i32(1));
            case FD_FDSTAT_SET_FLAGS ->
                    wasi.descriptorFunctions().fdstatSetFlags(a.i32(0), a.i32(1));
            case FD_FDSTAT_SET_RIGHTS ->
                    wasi.descriptorFunctions().fdstatSetRights(a.i32(0), a.i64(1), a.i64(2));
            case FD_FILESTAT_GET ->
                    wasi.descriptorFunctions().filestatGet(memory, a.i32(0), a.i32(1));
            case FD_FILESTAT_SET_SIZE ->
                    wasi.descriptorFunctions().filestatSetSize(a.i32(0), a.i64(1));
            case FD_FILESTAT_SET_TIMES ->
                    wasi.descriptorFunctions()
                            .filestatSetTimes(a.i32(0), a.i64(1), a.i64(2), a.i32(3));
            case FD_PREAD ->
                    wasi.streams().readAt(memory, a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4));
            case FD_PRESTAT_GET ->
                    wasi.descriptorFunctions().prestatGet(memory, a.i32(0), a.i32(1));
            case FD_PRESTAT_DIR_NAME ->
                    wasi.descriptorFunctions().prestatDirName(memory, a.i32(0), a.i32(1), a.i32(2));
            case FD_PWRITE ->
                    wasi.streams()
                            .writeAt(memory, a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4));
            case FD_READ -> wasi.streams().read(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3));
            case FD_READDIR ->
                    wasi.directories()
                            .readdir(memory, a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4));
            case FD_RENUMBER -> wasi.descriptors().renumber(a.i32(0), a.i32(1));
            case FD_SEEK ->
                    wasi.descriptorFunctions().seek(memory, a.i32(0), a.i64(1), a.i32(2), a.i32(3));
            case FD_SYNC -> wasi.descriptorFunctions().sync(a.i32(0), Rights.FD_SYNC);
            case FD_TELL -> wasi.descriptorFunctions().tell(memory, a.i32(0), a.i32(1));
            case FD_WRITE -> wasi.streams().write(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3));
            case PATH_CREATE_DIRECTORY ->
                    wasi.paths().createDirectory(memory, a.i32(0), a.i32(1), a.i32(2));
            case PATH_FILESTAT_GET ->
                    wasi.paths()
                            .filestatGet(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4));
            case PATH_FILESTAT_SET_TIMES ->
                    wasi.paths()
                            .filestatSetTimes(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i64(4),
                                    a.i64(5), a.i32(6));
            case PATH_LINK ->
                    wasi.paths()
                            .link(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                    a.i32(5), a.i32(6));
            case PATH_OPEN ->
                    wasi.paths()
                            .open(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                    a.i64(5), a.i64(6), a.i32(7), a.i32(8));
            case PATH_READLINK ->
                    wasi.paths()
                            .readLink(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                    a.i32(5));
            case PATH_REMOVE_DIRECTORY ->
                    wasi.paths().removeDirectory(memory, a.i32(0), a.i32(1), a.i32(2));
            case PATH_RENAME ->
                    wasi.paths()
                            .rename(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                    a.i32(5));
            case PATH_SYMLINK ->
                    wasi.paths().symlink(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4));
            case PATH_UNLINK_FILE -> wasi.paths().unlinkFile(memory, a.i32(0), a.i32(1), a.i32(2));
            case POLL_ONEOFF -> wasi.polling().poll(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3));
            case PROC_EXIT -> throw new ProcessExit(a.i32(0));
            case PROC_RAISE -> throw ProcessFunctions.raise(a.i32(0)).failure();
            case SCHED_YIELD -> wasi.process().yieldProcessor();
            case RANDOM_GET -> wasi.process().randomGet(memory, a.i32(0), a.i32(1));
            case SOCK_ACCEPT -> noSocket(wasi, a.i32(0), a.i32(1), FdFlags.ALL);
            case SOCK_RECV -> noSocket(wasi, a.i32(0), a.i32(3), RECEIVE_FLAGS);
            case SOCK_SEND -> noSocket(wasi, a.i32(0), a.i32(3), 0);
            case SOCK_SHUTDOWN -> noSocket(wasi, a.i32(0), a.i32(1), SHUTDOWN_FLAGS);
        }
    }

    private static void noSocket(WasiPreview1 wasi, int fd, int flags, int knownFlags) {
        if ((flags & ~knownFlags) != 0) {
            throw Errno.INVAL.failure();
        }
        wasi.descriptors().get(fd);
        throw Errno.NOTSOCK.failure();
    }
}
