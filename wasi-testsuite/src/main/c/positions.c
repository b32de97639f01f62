/* Offsets, sizes, advice, synchronisation. */
#include "suite.h"

CASE(fd_seek, from_the_start_the_offset_and_the_end)
{
    int file = open_file("origin.txt");
    EQUAL(3, seek(file, 3, SET));
    EQUAL(5, seek(file, 2, CUR));
    EQUAL(4, seek(file, -1, CUR));
    EQUAL(8, seek(file, 0, END));
    EQUAL(6, seek(file, -2, END));
    EQUAL(10, seek(file, 2, END));
    EQUAL(10, tell(file));
}

CASE(fd_seek, past_the_end_is_allowed_and_changes_no_size)
{
    int file = open_file("origin.txt");
    char byte;
    EQUAL(1000, seek(file, 1000, SET));
    EQUAL(8, status_fd(file).size);
    EQUAL(0, get(file, &byte, 1));
    EQUAL(1000, tell(file));
}

CASE(fd_seek, before_the_start_is_einval)
{
    int file = open_file("origin.txt");
    seek(file, 4, SET);
    FAILS(EINVAL, wasi_fd_seek(file, -1, SET, unused));
    FAILS(EINVAL, wasi_fd_seek(file, -5, CUR, unused));
    FAILS(EINVAL, wasi_fd_seek(file, -9, END, unused));
    FAILS(EINVAL, wasi_fd_seek(file, INT64_MIN, SET, unused));
    FAILS(EINVAL, wasi_fd_seek(file, INT64_MIN, CUR, unused));
    FAILS(EINVAL, wasi_fd_seek(file, INT64_MIN, END, unused));
    EQUAL(4, tell(file));
}

CASE(fd_seek, the_largest_offset_is_allowed)
{
    int file = open_file("origin.txt");
    EQUAL(INT64_MAX, seek(file, INT64_MAX, SET));
    EQUAL(INT64_MAX, tell(file));
}

CASE(fd_seek, past_the_largest_offset_is_einval)
{
    int file = open_file("origin.txt");
    seek(file, INT64_MAX, SET);
    FAILS(EINVAL, wasi_fd_seek(file, 1, CUR, unused));
    FAILS(EINVAL, wasi_fd_seek(file, INT64_MAX, CUR, unused));
    FAILS(EINVAL, wasi_fd_seek(file, INT64_MAX, END, unused));
    EQUAL(INT64_MAX, tell(file));
}

CASE(fd_seek, unknown_whence_is_einval)
{
    int file = open_file("origin.txt");
    FAILS(EINVAL, wasi_fd_seek(file, 0, 3, unused));
    FAILS(EINVAL, wasi_fd_seek(file, 0, 0xffffffff, unused));
}

CASE(fd_seek, streams_are_espipe)
{
    FAILS(ESPIPE, wasi_fd_seek(STDIN, 0, CUR, unused));
    FAILS(ESPIPE, wasi_fd_seek(STDOUT, 0, SET, unused));
    FAILS(ESPIPE, wasi_fd_seek(STDERR, 0, END, unused));
}

CASE(fd_seek, directories_are_ebadf)
{
    FAILS(EBADF, wasi_fd_seek(app, 0, SET, unused));
    FAILS(EBADF, wasi_fd_seek(app, 0, CUR, unused));
    FAILS(EBADF, wasi_fd_seek(app, 0, END, unused));
    FAILS(EBADF, wasi_fd_seek(BAD_FD, 0, SET, unused));
}

CASE(fd_seek, each_descriptor_has_its_own_offset)
{
    int one = open_file("origin.txt");
    int two = open_file("origin.txt");
    seek(one, 5, SET);
    EQUAL(0, tell(two));
}

CASE(fd_seek, the_end_is_that_of_the_moment)
{
    int file = open_file("origin.txt");
    int other = open_file("origin.txt");
    OK(wasi_fd_filestat_set_size(other, 100));
    EQUAL(100, seek(file, 0, END));
}

CASE(fd_tell, streams_are_espipe_and_directories_ebadf)
{
    FAILS(ESPIPE, wasi_fd_tell(STDIN, unused));
    FAILS(ESPIPE, wasi_fd_tell(STDOUT, unused));
    FAILS(EBADF, wasi_fd_tell(app, unused));
    FAILS(EBADF, wasi_fd_tell(BAD_FD, unused));
}

CASE(fd_filestat_set_size, growing_fills_with_zeros)
{
    int file = open_file("origin.txt");
    char text[16];
    OK(wasi_fd_filestat_set_size(file, 12));
    EQUAL(12, status_fd(file).size);
    TEXT("original\0\0\0\0", text, get(file, text, sizeof text));
}

CASE(fd_filestat_set_size, shrinking_forgets_the_rest)
{
    int file = open_file("origin.txt");
    char text[16];
    OK(wasi_fd_filestat_set_size(file, 3));
    OK(wasi_fd_filestat_set_size(file, 8));
    TEXT("ori\0\0\0\0\0", text, get(file, text, sizeof text));
}

CASE(fd_filestat_set_size, shrinking_and_growing_over_pages_forgets_the_rest)
{
    static char bytes[70000];
    int file = open_new("file");
    memset(bytes, 'x', sizeof bytes);
    EQUAL(sizeof bytes, put_bytes(file, bytes, sizeof bytes));
    OK(wasi_fd_filestat_set_size(file, 66000));
    OK(wasi_fd_filestat_set_size(file, 1));
    OK(wasi_fd_filestat_set_size(file, sizeof bytes));
    seek(file, 0, SET);
    EQUAL(sizeof bytes, get(file, bytes, sizeof bytes));
    EQUAL('x', bytes[0]);
    for (uint32_t i = 1; i < sizeof bytes; i++) {
        EQUAL(0, bytes[i]);
    }
}

CASE(fd_filestat_set_size, keeps_the_offset)
{
    int file = open_file("origin.txt");
    char byte;
    seek(file, 6, SET);
    OK(wasi_fd_filestat_set_size(file, 2));
    EQUAL(6, tell(file));
    EQUAL(0, get(file, &byte, 1));
    put(file, "!");
    EQUAL(7, status_fd(file).size);
}

CASE(fd_filestat_set_size, of_no_bytes_empties)
{
    int file = open_file("origin.txt");
    OK(wasi_fd_filestat_set_size(file, 0));
    EQUAL(0, status("origin.txt").size);
}

CASE(fd_filestat_set_size, more_than_the_largest_offset_is_einval)
{
    int file = open_file("origin.txt");
    FAILS(EINVAL, wasi_fd_filestat_set_size(file, (uint64_t)INT64_MAX + 1));
    FAILS(EINVAL, wasi_fd_filestat_set_size(file, UINT64_MAX));
    EQUAL(8, status("origin.txt").size);
}

CASE(fd_filestat_set_size, more_than_there_is_room_for_is_enospc)
{
    int file = open_file("origin.txt");
    FAILS(ENOSPC, wasi_fd_filestat_set_size(file, INT64_MAX));
    FAILS(ENOSPC, wasi_fd_filestat_set_size(file, 1ull << 40));
    EQUAL(8, status("origin.txt").size);
}

CASE(fd_filestat_set_size, a_descriptor_for_reading_is_einval)
{
    int file = open_at(app, "origin.txt", 0, READ_RIGHTS, 0);
    FAILS(EINVAL, wasi_fd_filestat_set_size(file, 0));
    EQUAL(8, status("origin.txt").size);
}

CASE(fd_filestat_set_size, what_is_no_file_is_ebadf)
{
    FAILS(EBADF, wasi_fd_filestat_set_size(app, 0));
    FAILS(EBADF, wasi_fd_filestat_set_size(STDOUT, 0));
    FAILS(EBADF, wasi_fd_filestat_set_size(BAD_FD, 0));
}

CASE(fd_filestat_set_size, works_on_an_unlinked_file)
{
    int file = open_new("file");
    remove_file("file");
    OK(wasi_fd_filestat_set_size(file, 100));
    EQUAL(100, status_fd(file).size);
}

CASE(fd_allocate, makes_the_file_as_long_as_asked_for)
{
    int file = open_file("origin.txt");
    char text[16];
    OK(wasi_fd_allocate(file, 4, 8));
    EQUAL(12, status_fd(file).size);
    TEXT("original\0\0\0\0", text, get(file, text, sizeof text));
}

CASE(fd_allocate, never_makes_a_file_shorter)
{
    int file = open_file("origin.txt");
    OK(wasi_fd_allocate(file, 0, 1));
    OK(wasi_fd_allocate(file, 7, 1));
    EQUAL(8, status_fd(file).size);
}

CASE(fd_allocate, of_no_bytes_is_einval)
{
    int file = open_file("origin.txt");
    FAILS(EINVAL, wasi_fd_allocate(file, 0, 0));
    FAILS(EINVAL, wasi_fd_allocate(file, 100, 0));
}

CASE(fd_allocate, numbers_beyond_the_largest_offset_are_einval)
{
    int file = open_file("origin.txt");
    FAILS(EINVAL, wasi_fd_allocate(file, UINT64_MAX, 1));
    FAILS(EINVAL, wasi_fd_allocate(file, 0, UINT64_MAX));
    FAILS(EINVAL, wasi_fd_allocate(file, 1ull << 63, 1));
}

CASE(fd_allocate, a_sum_beyond_the_largest_offset_is_efbig)
{
    int file = open_file("origin.txt");
    FAILS(EFBIG, wasi_fd_allocate(file, INT64_MAX, 1));
    FAILS(EFBIG, wasi_fd_allocate(file, INT64_MAX, INT64_MAX));
}

CASE(fd_allocate, more_than_there_is_room_for_is_enospc)
{
    int file = open_file("origin.txt");
    FAILS(ENOSPC, wasi_fd_allocate(file, 0, 1ull << 40));
    EQUAL(8, status("origin.txt").size);
}

CASE(fd_allocate, a_descriptor_for_reading_is_ebadf)
{
    FAILS(EBADF, wasi_fd_allocate(open_at(app, "origin.txt", 0, READ_RIGHTS, 0), 0, 100));
}

CASE(fd_allocate, what_is_no_file_is_ebadf)
{
    FAILS(EBADF, wasi_fd_allocate(app, 0, 1));
    FAILS(EBADF, wasi_fd_allocate(STDOUT, 0, 1));
    FAILS(EBADF, wasi_fd_allocate(BAD_FD, 0, 1));
}

CASE(fd_advise, every_advice_is_taken)
{
    int file = open_file("origin.txt");
    for (uint32_t advice = NORMAL; advice <= NOREUSE; advice++) {
        OK(wasi_fd_advise(file, 2, 3, advice));
    }
    EQUAL(8, status("origin.txt").size);
}

CASE(fd_advise, no_length_means_to_the_end)
{
    OK(wasi_fd_advise(open_file("origin.txt"), 0, 0, SEQUENTIAL));
}

CASE(fd_advise, past_the_end_is_allowed)
{
    int file = open_file("origin.txt");
    OK(wasi_fd_advise(file, 1000, 1000, WILLNEED));
    OK(wasi_fd_advise(file, INT64_MAX, 1, DONTNEED));
    EQUAL(8, status("origin.txt").size);
}

CASE(fd_advise, unknown_advice_is_einval)
{
    int file = open_file("origin.txt");
    FAILS(EINVAL, wasi_fd_advise(file, 0, 0, 6));
    FAILS(EINVAL, wasi_fd_advise(file, 0, 0, 0xffffffff));
}

CASE(fd_advise, a_length_beyond_the_largest_offset_is_einval)
{
    FAILS(EINVAL, wasi_fd_advise(open_file("origin.txt"), 0, UINT64_MAX, NORMAL));
}

CASE(fd_advise, any_offset_is_taken)
{
    OK(wasi_fd_advise(open_file("origin.txt"), UINT64_MAX, 0, NORMAL));
}

CASE(fd_advise, what_is_no_file_is_ebadf)
{
    FAILS(EBADF, wasi_fd_advise(app, 0, 0, NORMAL));
    FAILS(EBADF, wasi_fd_advise(STDIN, 0, 0, NORMAL));
    FAILS(EBADF, wasi_fd_advise(BAD_FD, 0, 0, NORMAL));
}

CASE(fd_sync, files_can_be_synchronised)
{
    int file = open_new("file");
    put(file, "text");
    OK(wasi_fd_sync(file));
    OK(wasi_fd_sync(open_at(app, "file", 0, READ_RIGHTS, 0)));
}

CASE(fd_sync, directories_can_be_synchronised)
{
    OK(wasi_fd_sync(app));
    OK(wasi_fd_sync(ROOT));
}

CASE(fd_sync, what_is_no_file_is_ebadf)
{
    FAILS(EBADF, wasi_fd_sync(STDOUT));
    FAILS(EBADF, wasi_fd_sync(BAD_FD));
}

CASE(fd_datasync, files_can_be_synchronised)
{
    int file = open_new("file");
    put(file, "text");
    OK(wasi_fd_datasync(file));
    OK(wasi_fd_datasync(open_at(app, "file", 0, READ_RIGHTS, 0)));
}

CASE(fd_datasync, directories_can_be_synchronised)
{
    OK(wasi_fd_datasync(app));
}

CASE(fd_datasync, what_is_no_file_is_ebadf)
{
    FAILS(EBADF, wasi_fd_datasync(STDIN));
    FAILS(EBADF, wasi_fd_datasync(BAD_FD));
}

CASE(fd_filestat_set_size, of_a_file_with_several_names_overflows_nothing)
{
    int file = open_file("origin.txt");
    OK(wasi_path_link(app, 0, P("origin.txt"), app, P("second")));
    FAILS(ENOSPC, wasi_fd_filestat_set_size(file, INT64_MAX));
    FAILS(ENOSPC, wasi_fd_filestat_set_size(file, 1ull << 62));
    EQUAL(8, status("second").size);
}
