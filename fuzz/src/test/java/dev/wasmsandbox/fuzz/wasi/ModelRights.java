package dev.wasmsandbox.fuzz.wasi;

/** The bits of {@code rights} in the order of the specification, and who can have them. */
final class ModelRights {
    private static final String ORDER =
            "fd_datasync fd_read fd_seek fd_fdstat_set_flags fd_sync fd_tell fd_write fd_advise"
                    + " fd_allocate path_create_directory path_create_file path_link_source"
                    + " path_link_target path_open fd_readdir path_readlink path_rename_source"
                    + " path_rename_target path_filestat_get path_filestat_set_size"
                    + " path_filestat_set_times fd_filestat_get fd_filestat_set_size"
                    + " fd_filestat_set_times path_symlink path_remove_directory path_unlink_file"
                    + " poll_fd_readwrite sock_shutdown sock_accept";

    static final long FD_READ = of("fd_read");
    static final long FD_WRITE = of("fd_write");

    static final long FILE =
            of(
                    "fd_datasync fd_read fd_seek fd_fdstat_set_flags fd_sync fd_tell fd_write"
                            + " fd_advise fd_allocate fd_filestat_get fd_filestat_set_size"
                            + " fd_filestat_set_times poll_fd_readwrite");

    /** What changes the content: not to be had where nothing may be changed. */
    static final long CHANGES = of("fd_write fd_allocate fd_filestat_set_size");

    static final long DIRECTORY =
            of(
                    "fd_datasync fd_fdstat_set_flags fd_sync path_create_directory path_create_file"
                            + " path_link_source path_link_target path_open fd_readdir path_readlink"
                            + " path_rename_source path_rename_target path_filestat_get"
                            + " path_filestat_set_size path_filestat_set_times fd_filestat_get"
                            + " fd_filestat_set_times path_symlink path_remove_directory"
                            + " path_unlink_file");

    private ModelRights() {}

    /** The bits of some names. */
    static long of(String names) {
        long rights = 0;
        String[] order = ORDER.split(" ", -1);
        for (String name : names.split(" ", -1)) {
            long bit = 0;
            for (int i = 0; i < order.length; i++) {
                bit |= order[i].equals(name) ? 1L << i : 0;
            }
            if (bit == 0) {
                throw new IllegalArgumentException("no right " + name);
            }
            rights |= bit;
        }
        return rights;
    }
}
