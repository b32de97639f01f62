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
    ARGS_GET("ii", (wasi, memory, a) -> wasi.process().argsGet(memory, a.i32(0), a.i32(1))),
    ARGS_SIZES_GET(
            "ii", (wasi, memory, a) -> wasi.process().argsSizesGet(memory, a.i32(0), a.i32(1))),
    ENVIRON_GET("ii", (wasi, memory, a) -> wasi.process().environGet(memory, a.i32(0), a.i32(1))),
    ENVIRON_SIZES_GET(
            "ii", (wasi, memory, a) -> wasi.process().environSizesGet(memory, a.i32(0), a.i32(1))),
    CLOCK_RES_GET(
            "ii",
            (wasi, memory, a) -> wasi.process().clockResolutionGet(memory, a.i32(0), a.i32(1))),
    CLOCK_TIME_GET(
            "iIi", (wasi, memory, a) -> wasi.process().clockTimeGet(memory, a.i32(0), a.i32(2))),
    FD_ADVISE(
            "iIIi",
            (wasi, memory, a) ->
                    wasi.descriptorFunctions().advise(a.i32(0), a.i64(1), a.i64(2), a.i32(3))),
    FD_ALLOCATE(
            "iII",
            (wasi, memory, a) -> wasi.descriptorFunctions().allocate(a.i32(0), a.i64(1), a.i64(2))),
    FD_CLOSE("i", (wasi, memory, a) -> wasi.descriptors().close(a.i32(0))),
    FD_DATASYNC(
            "i",
            (wasi, memory, a) -> wasi.descriptorFunctions().sync(a.i32(0), Rights.FD_DATASYNC)),
    FD_FDSTAT_GET(
            "ii",
            (wasi, memory, a) -> wasi.descriptorFunctions().fdstatGet(memory, a.i32(0), a.i32(1))),
    FD_FDSTAT_SET_FLAGS(
            "ii",
            (wasi, memory, a) -> wasi.descriptorFunctions().fdstatSetFlags(a.i32(0), a.i32(1))),
    FD_FDSTAT_SET_RIGHTS(
            "iII",
            (wasi, memory, a) ->
                    wasi.descriptorFunctions().fdstatSetRights(a.i32(0), a.i64(1), a.i64(2))),
    FD_FILESTAT_GET(
            "ii",
            (wasi, memory, a) ->
                    wasi.descriptorFunctions().filestatGet(memory, a.i32(0), a.i32(1))),
    FD_FILESTAT_SET_SIZE(
            "iI",
            (wasi, memory, a) -> wasi.descriptorFunctions().filestatSetSize(a.i32(0), a.i64(1))),
    FD_FILESTAT_SET_TIMES(
            "iIIi",
            (wasi, memory, a) ->
                    wasi.descriptorFunctions()
                            .filestatSetTimes(a.i32(0), a.i64(1), a.i64(2), a.i32(3))),
    FD_PREAD(
            "iiiIi",
            (wasi, memory, a) ->
                    wasi.streams()
                            .readAt(memory, a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4))),
    FD_PRESTAT_GET(
            "ii",
            (wasi, memory, a) -> wasi.descriptorFunctions().prestatGet(memory, a.i32(0), a.i32(1))),
    FD_PRESTAT_DIR_NAME(
            "iii",
            (wasi, memory, a) ->
                    wasi.descriptorFunctions()
                            .prestatDirName(memory, a.i32(0), a.i32(1), a.i32(2))),
    FD_PWRITE(
            "iiiIi",
            (wasi, memory, a) ->
                    wasi.streams()
                            .writeAt(memory, a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4))),
    FD_READ(
            "iiii",
            (wasi, memory, a) ->
                    wasi.streams().read(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3))),
    FD_READDIR(
            "iiiIi",
            (wasi, memory, a) ->
                    wasi.directories()
                            .readdir(memory, a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4))),
    FD_RENUMBER("ii", (wasi, memory, a) -> wasi.descriptors().renumber(a.i32(0), a.i32(1))),
    FD_SEEK(
            "iIii",
            (wasi, memory, a) ->
                    wasi.descriptorFunctions()
                            .seek(memory, a.i32(0), a.i64(1), a.i32(2), a.i32(3))),
    FD_SYNC("i", (wasi, memory, a) -> wasi.descriptorFunctions().sync(a.i32(0), Rights.FD_SYNC)),
    FD_TELL("ii", (wasi, memory, a) -> wasi.descriptorFunctions().tell(memory, a.i32(0), a.i32(1))),
    FD_WRITE(
            "iiii",
            (wasi, memory, a) ->
                    wasi.streams().write(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3))),
    PATH_CREATE_DIRECTORY(
            "iii",
            (wasi, memory, a) ->
                    wasi.paths().createDirectory(memory, a.i32(0), a.i32(1), a.i32(2))),
    PATH_FILESTAT_GET(
            "iiiii",
            (wasi, memory, a) ->
                    wasi.paths()
                            .filestatGet(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4))),
    PATH_FILESTAT_SET_TIMES(
            "iiiiIIi",
            (wasi, memory, a) ->
                    wasi.paths()
                            .filestatSetTimes(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i64(4),
                                    a.i64(5), a.i32(6))),
    PATH_LINK(
            "iiiiiii",
            (wasi, memory, a) ->
                    wasi.paths()
                            .link(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                    a.i32(5), a.i32(6))),
    PATH_OPEN(
            "iiiiiIIii",
            (wasi, memory, a) ->
                    wasi.paths()
                            .open(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                    a.i64(5), a.i64(6), a.i32(7), a.i32(8))),
    PATH_READLINK(
            "iiiiii",
            (wasi, memory, a) ->
                    wasi.paths()
                            .readLink(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                    a.i32(5))),
    PATH_REMOVE_DIRECTORY(
            "iii",
            (wasi, memory, a) ->
                    wasi.paths().removeDirectory(memory, a.i32(0), a.i32(1), a.i32(2))),
    PATH_RENAME(
            "iiiiii",
            (wasi, memory, a) ->
                    wasi.paths()
                            .rename(
                                    memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                    a.i32(5))),
    PATH_SYMLINK(
            "iiiii",
            (wasi, memory, a) ->
                    wasi.paths().symlink(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4))),
    PATH_UNLINK_FILE(
            "iii",
            (wasi, memory, a) -> wasi.paths().unlinkFile(memory, a.i32(0), a.i32(1), a.i32(2))),
    POLL_ONEOFF(
            "iiii",
            (wasi, memory, a) ->
                    wasi.polling().poll(memory, a.i32(0), a.i32(1), a.i32(2), a.i32(3))),
    PROC_EXIT(
            "i",
            (wasi, memory, a) -> {
                throw new ProcessExit(a.i32(0));
            }),
    PROC_RAISE(
            "i",
            (wasi, memory, a) -> {
                throw Errno.NOTSUP.failure();
            }),
    SCHED_YIELD("", (wasi, memory, a) -> wasi.process().yieldProcessor()),
    RANDOM_GET("ii", (wasi, memory, a) -> wasi.process().randomGet(memory, a.i32(0), a.i32(1))),
    SOCK_ACCEPT("iii", (wasi, memory, a) -> noSocket(wasi, a.i32(0))),
    SOCK_RECV("iiiiii", (wasi, memory, a) -> noSocket(wasi, a.i32(0))),
    SOCK_SEND("iiiii", (wasi, memory, a) -> noSocket(wasi, a.i32(0))),
    SOCK_SHUTDOWN("ii", (wasi, memory, a) -> noSocket(wasi, a.i32(0)));

    /** One function without its error handling. */
    @FunctionalInterface
    private interface Body {
        void run(WasiPreview1 wasi, GuestMemory memory, CallArguments arguments) throws IOException;
    }

    private final String importName;
    private final String parameters;

    @SuppressWarnings("ImmutableEnumChecker") // No lambda above captures anything.
    private final Body body;

    WasiFunction(String parameters, Body body) {
        this.importName = name().toLowerCase(Locale.ROOT);
        this.parameters = parameters;
        this.body = body;
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
            body.run(wasi, memory, arguments);
            return Errno.SUCCESS.code();
        } catch (WasiFailure e) {
            return e.errno().code();
        } catch (MemoryFault e) {
            return Errno.FAULT.code();
        } catch (IOException e) {
            return Errno.IO.code();
        }
    }

    private static void noSocket(WasiPreview1 wasi, int fd) {
        wasi.descriptors().get(fd);
        throw Errno.NOTSOCK.failure();
    }
}
