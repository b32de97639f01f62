/* Reading and writing: vectors, ends of files, holes, append. */
#include "suite.h"

static uint32_t done;
static char text[64];

CASE(fd_read, moves_the_offset)
{
    int file = open_file("origin.txt");
    TEXT("orig", text, get(file, text, 4));
    EQUAL(4, tell(file));
    TEXT("inal", text, get(file, text, 4));
}

CASE(fd_read, near_the_end_gives_less)
{
    int file = open_file("origin.txt");
    seek(file, 6, SET);
    TEXT("al", text, get(file, text, sizeof text));
    EQUAL(8, tell(file));
}

CASE(fd_read, at_the_end_gives_nothing)
{
    int file = open_file("origin.txt");
    seek(file, 8, SET);
    EQUAL(0, get(file, text, sizeof text));
    seek(file, 1 << 30, SET);
    EQUAL(0, get(file, text, sizeof text));
}

CASE(fd_read, no_vectors_give_nothing)
{
    int file = open_file("origin.txt");
    done = 7;
    OK(wasi_fd_read(file, unused, 0, &done));
    EQUAL(0, done);
    EQUAL(0, tell(file));
}

CASE(fd_read, vectors_without_length_give_nothing)
{
    struct iovec vectors[] = {{text, 0}, {(void *)0xfffffff0u, 0}, {NULL, 0}};
    int file = open_file("origin.txt");
    done = 7;
    OK(wasi_fd_read(file, vectors, 3, &done));
    EQUAL(0, done);
    EQUAL(0, tell(file));
}

CASE(fd_read, vectors_without_length_are_skipped)
{
    struct iovec vectors[] = {{(void *)0xfffffff0u, 0}, {text, 4}};
    OK(wasi_fd_read(open_file("origin.txt"), vectors, 2, &done));
    TEXT("orig", text, done);
}

CASE(fd_read, fills_one_vector_after_the_other)
{
    char one[4] = "####";
    char two[8] = "########";
    struct iovec vectors[] = {{one, 3}, {NULL, 0}, {two, 8}};
    OK(wasi_fd_read(open_file("origin.txt"), vectors, 3, &done));
    EQUAL(8, done);
    TEXT("ori#", one, 4);
    TEXT("ginal###", two, 8);
}

CASE(fd_read, vectors_may_overlap)
{
    struct iovec vectors[] = {{text, 4}, {text + 2, 4}};
    OK(wasi_fd_read(open_file("origin.txt"), vectors, 2, &done));
    EQUAL(8, done);
    TEXT("orinal", text, 6);
}

CASE(fd_read, over_the_vectors_themselves_stays_inside)
{
    struct iovec vectors[2] = {{vectors, 8}, {text, 8}};
    int error = wasi_fd_read(open_file("origin.txt"), vectors, 2, &done);
    TRUE(error == SUCCESS || error == EFAULT);
    TEXT("original", vectors, 8);
}

CASE(fd_read, too_many_vectors_are_einval)
{
    static struct iovec vectors[1025];
    int file = open_file("origin.txt");
    OK(wasi_fd_read(file, vectors, 1024, &done));
    FAILS(EINVAL, wasi_fd_read(file, vectors, 1025, &done));
    FAILS(EINVAL, wasi_fd_read(file, vectors, 0xffffffff, &done));
}

CASE(fd_read, more_bytes_than_a_size_can_tell_are_refused)
{
    struct iovec vectors[] = {{NULL, 0x7fffffff}, {NULL, 0x7fffffff}, {NULL, 0x7fffffff}};
    int file = open_file("origin.txt");
    int error = wasi_fd_read(file, vectors, 3, &done);
    TRUE(error == EINVAL || error == EFAULT);
    EQUAL(0, tell(file));
}

CASE(fd_read, a_vector_outside_memory_is_efault_before_anything_moves)
{
    struct iovec beyond[] = {{text, 4}, {(void *)(uintptr_t)(memory_bytes() - 2), 4}};
    struct iovec around[] = {{text, 4}, {(void *)0xfffffff0u, 0x20}};
    int file = open_file("origin.txt");
    memset(text, '#', 4);
    FAILS(EFAULT, wasi_fd_read(file, beyond, 2, &done));
    FAILS(EFAULT, wasi_fd_read(file, around, 2, &done));
    TEXT("####", text, 4);
    EQUAL(0, tell(file));
}

CASE(fd_read, a_descriptor_for_writing_is_ebadf)
{
    struct iovec vector = {text, 4};
    FAILS(EBADF, wasi_fd_read(open_at(app, "origin.txt", 0, WRITE_RIGHTS, 0), &vector, 1, &done));
}

CASE(fd_read, what_cannot_be_read_is_ebadf)
{
    struct iovec vector = {text, 4};
    FAILS(EBADF, wasi_fd_read(app, &vector, 1, &done));
    FAILS(EBADF, wasi_fd_read(STDOUT, &vector, 1, &done));
    FAILS(EBADF, wasi_fd_read(BAD_FD, &vector, 1, &done));
}

CASE(fd_read, standard_input_comes_in_order_and_ends)
{
    TEXT("line ", text, get(STDIN, text, 5));
    TEXT("one\nline two\n", text, get(STDIN, text, sizeof text));
    EQUAL(0, get(STDIN, text, sizeof text));
    EQUAL(0, get(STDIN, text, sizeof text));
}

CASE(fd_read, of_no_bytes_does_not_touch_standard_input)
{
    EQUAL(0, get(STDIN, text, 0));
    TEXT("line", text, get(STDIN, text, 4));
}

CASE(fd_read, sees_what_another_descriptor_wrote)
{
    int writer = open_new("file");
    int reader = open_file("file");
    put(writer, "one");
    TEXT("one", text, get(reader, text, sizeof text));
    put(writer, "two");
    TEXT("two", text, get(reader, text, sizeof text));
}

CASE(fd_pread, leaves_the_offset)
{
    struct iovec vector = {text, 4};
    int file = open_file("origin.txt");
    seek(file, 1, SET);
    OK(wasi_fd_pread(file, &vector, 1, 4, &done));
    TEXT("inal", text, done);
    EQUAL(1, tell(file));
}

CASE(fd_pread, at_and_past_the_end_gives_nothing)
{
    struct iovec vector = {text, 4};
    int file = open_file("origin.txt");
    OK(wasi_fd_pread(file, &vector, 1, 8, &done));
    EQUAL(0, done);
    OK(wasi_fd_pread(file, &vector, 1, 1ull << 50, &done));
    EQUAL(0, done);
}

CASE(fd_pread, no_vectors_give_nothing)
{
    done = 7;
    OK(wasi_fd_pread(open_file("origin.txt"), unused, 0, 0, &done));
    EQUAL(0, done);
}

CASE(fd_pread, fills_one_vector_after_the_other)
{
    char one[3] = "###";
    char two[3] = "###";
    struct iovec vectors[] = {{one, 2}, {two, 2}};
    OK(wasi_fd_pread(open_file("origin.txt"), vectors, 2, 1, &done));
    EQUAL(4, done);
    TEXT("ri#", one, 3);
    TEXT("gi#", two, 3);
}

CASE(fd_pread, beyond_the_largest_offset_is_einval)
{
    struct iovec vector = {text, 4};
    int file = open_file("origin.txt");
    FAILS(EINVAL, wasi_fd_pread(file, &vector, 1, 1ull << 63, &done));
    FAILS(EINVAL, wasi_fd_pread(file, &vector, 1, UINT64_MAX, &done));
}

CASE(fd_pread, standard_input_is_espipe)
{
    struct iovec vector = {text, 4};
    FAILS(ESPIPE, wasi_fd_pread(STDIN, &vector, 1, 0, &done));
}

CASE(fd_pread, what_cannot_be_read_is_ebadf)
{
    struct iovec vector = {text, 4};
    FAILS(EBADF, wasi_fd_pread(app, &vector, 1, 0, &done));
    FAILS(EBADF, wasi_fd_pread(STDOUT, &vector, 1, 0, &done));
    FAILS(EBADF, wasi_fd_pread(BAD_FD, &vector, 1, 0, &done));
    FAILS(EBADF, wasi_fd_pread(open_at(app, "origin.txt", 0, WRITE_RIGHTS, 0), &vector, 1, 0, &done));
}

CASE(fd_write, moves_the_offset_and_overwrites)
{
    int file = open_file("origin.txt");
    put(file, "OR");
    EQUAL(2, tell(file));
    TEXT("ORiginal", text, (uint32_t)read_file("origin.txt", text, sizeof text));
}

CASE(fd_write, past_the_end_leaves_a_hole_of_zeros)
{
    int file = open_file("origin.txt");
    seek(file, 10, SET);
    put(file, "!");
    EQUAL(11, status_fd(file).size);
    TEXT("original\0\0!", text, (uint32_t)read_file("origin.txt", text, sizeof text));
}

CASE(fd_write, far_past_the_end_leaves_a_hole_of_zeros)
{
    static char bytes[200000];
    int file = open_new("file");
    put(file, "begin");
    seek(file, 199997, SET);
    put(file, "end");
    seek(file, 0, SET);
    EQUAL(sizeof bytes, get(file, bytes, sizeof bytes));
    TEXT("begin", bytes, 5);
    for (uint32_t i = 5; i < 199997; i++) {
        EQUAL(0, bytes[i]);
    }
    TEXT("end", bytes + 199997, 3);
}

CASE(fd_write, holes_can_be_filled_later)
{
    int file = open_new("file");
    seek(file, 70000, SET);
    put(file, "b");
    seek(file, 66000, SET);
    put(file, "a");
    seek(file, 65999, SET);
    TEXT("\0a\0", text, get(file, text, 3));
    seek(file, 69999, SET);
    TEXT("\0b", text, get(file, text, 3));
    EQUAL(70001, status_fd(file).size);
}

CASE(fd_write, of_no_bytes_past_the_end_changes_nothing)
{
    int file = open_file("origin.txt");
    seek(file, 100, SET);
    EQUAL(0, put_bytes(file, text, 0));
    EQUAL(100, tell(file));
    EQUAL(8, status_fd(file).size);
}

CASE(fd_write, gathers_one_vector_after_the_other)
{
    struct iovec vectors[] = {{"one", 3}, {(void *)0xfffffff0u, 0}, {"two", 3}, {"three", 5}};
    int file = open_new("file");
    OK(wasi_fd_write(file, vectors, 4, &done));
    EQUAL(11, done);
    EQUAL(11, tell(file));
    TEXT("onetwothree", text, (uint32_t)read_file("file", text, sizeof text));
}

CASE(fd_write, no_vectors_write_nothing)
{
    int file = open_file("origin.txt");
    done = 7;
    OK(wasi_fd_write(file, unused, 0, &done));
    EQUAL(0, done);
    EQUAL(8, status_fd(file).size);
}

CASE(fd_write, too_many_vectors_are_einval)
{
    static struct iovec vectors[1025];
    int file = open_file("origin.txt");
    OK(wasi_fd_write(file, vectors, 1024, &done));
    FAILS(EINVAL, wasi_fd_write(file, vectors, 1025, &done));
}

CASE(fd_write, more_bytes_than_a_size_can_tell_are_refused)
{
    struct iovec vectors[] = {{NULL, 0x7fffffff}, {NULL, 0x7fffffff}, {NULL, 0x7fffffff}};
    int file = open_new("file");
    int error = wasi_fd_write(file, vectors, 3, &done);
    TRUE(error == EINVAL || error == EFAULT);
    EQUAL(0, status_fd(file).size);
}

CASE(fd_write, a_vector_outside_memory_is_efault_before_anything_is_written)
{
    struct iovec beyond[] = {{"text", 4}, {(void *)(uintptr_t)(memory_bytes() - 2), 4}};
    struct iovec around[] = {{"text", 4}, {(void *)0xfffffff0u, 0x20}};
    int file = open_new("file");
    FAILS(EFAULT, wasi_fd_write(file, beyond, 2, &done));
    FAILS(EFAULT, wasi_fd_write(file, around, 2, &done));
    EQUAL(0, status_fd(file).size);
    EQUAL(0, tell(file));
}

CASE(fd_write, the_last_byte_of_memory_can_be_written)
{
    struct iovec vector = {(void *)(uintptr_t)(memory_bytes() - 1), 1};
    OK(wasi_fd_write(open_new("file"), &vector, 1, &done));
    EQUAL(1, done);
}

CASE(fd_write, a_descriptor_for_reading_is_ebadf)
{
    struct iovec vector = {text, 4};
    FAILS(EBADF, wasi_fd_write(open_at(app, "origin.txt", 0, READ_RIGHTS, 0), &vector, 1, &done));
    EQUAL(8, status("origin.txt").size);
}

CASE(fd_write, what_cannot_be_written_is_ebadf)
{
    struct iovec vector = {text, 4};
    FAILS(EBADF, wasi_fd_write(app, &vector, 1, &done));
    FAILS(EBADF, wasi_fd_write(STDIN, &vector, 1, &done));
    FAILS(EBADF, wasi_fd_write(BAD_FD, &vector, 1, &done));
}

/* What arrived is for the host to check. */
CASE(fd_write, streams_get_the_bytes_in_order)
{
    struct iovec vectors[] = {{"o\0u", 3}, {NULL, 0}, {"t\n", 2}};
    OK(wasi_fd_write(STDOUT, vectors, 3, &done));
    EQUAL(5, done);
    put(STDERR, "\xff error");
    put(STDOUT, "more");
}

CASE(fd_write, more_than_there_is_room_for_is_cut_then_enospc)
{
    static char bytes[1 << 20];
    struct iovec vector = {bytes, sizeof bytes};
    int file = open_new("file");
    uint64_t total = 0;
    int error = SUCCESS;
    while (error == SUCCESS && total < 64u << 20) {
        error = wasi_fd_write(file, &vector, 1, &done);
        total += error == SUCCESS ? done : 0;
    }
    EQUAL(ENOSPC, error);
    EQUAL(total, status_fd(file).size);
    EQUAL(total, tell(file));
    FAILS(ENOSPC, wasi_fd_write(file, &vector, 1, &done));
    OK(wasi_fd_filestat_set_size(file, total - 1));
    seek(file, 0, END);
    EQUAL(1, put_bytes(file, bytes, 1));
}

CASE(fd_write, from_the_largest_offset_is_einval)
{
    struct iovec vector = {text, 2};
    int file = open_new("file");
    seek(file, INT64_MAX, SET);
    FAILS(EINVAL, wasi_fd_write(file, &vector, 1, &done));
    EQUAL(0, status_fd(file).size);
}

CASE(fd_pwrite, leaves_the_offset)
{
    struct iovec vector = {"XY", 2};
    int file = open_file("origin.txt");
    seek(file, 5, SET);
    OK(wasi_fd_pwrite(file, &vector, 1, 1, &done));
    EQUAL(2, done);
    EQUAL(5, tell(file));
    TEXT("oXYginal", text, (uint32_t)read_file("origin.txt", text, sizeof text));
}

CASE(fd_pwrite, past_the_end_leaves_a_hole_of_zeros)
{
    struct iovec vector = {"XY", 2};
    OK(wasi_fd_pwrite(open_new("file"), &vector, 1, 3, &done));
    TEXT("\0\0\0XY", text, (uint32_t)read_file("file", text, sizeof text));
}

CASE(fd_pwrite, gathers_one_vector_after_the_other)
{
    struct iovec vectors[] = {{"one", 3}, {"two", 3}};
    OK(wasi_fd_pwrite(open_file("origin.txt"), vectors, 2, 2, &done));
    EQUAL(6, done);
    TEXT("oronetwo", text, (uint32_t)read_file("origin.txt", text, sizeof text));
}

CASE(fd_pwrite, of_no_bytes_past_the_end_changes_nothing)
{
    struct iovec vector = {text, 0};
    int file = open_file("origin.txt");
    OK(wasi_fd_pwrite(file, &vector, 1, 1000, &done));
    EQUAL(0, done);
    EQUAL(8, status_fd(file).size);
}

CASE(fd_pwrite, beyond_the_largest_offset_is_einval)
{
    struct iovec vector = {text, 4};
    int file = open_file("origin.txt");
    FAILS(EINVAL, wasi_fd_pwrite(file, &vector, 1, 1ull << 63, &done));
    FAILS(EINVAL, wasi_fd_pwrite(file, &vector, 1, UINT64_MAX, &done));
}

CASE(fd_pwrite, output_streams_are_espipe)
{
    struct iovec vector = {text, 4};
    FAILS(ESPIPE, wasi_fd_pwrite(STDOUT, &vector, 1, 0, &done));
    FAILS(ESPIPE, wasi_fd_pwrite(STDERR, &vector, 1, 0, &done));
}

CASE(fd_pwrite, what_cannot_be_written_is_ebadf)
{
    struct iovec vector = {text, 4};
    FAILS(EBADF, wasi_fd_pwrite(app, &vector, 1, 0, &done));
    FAILS(EBADF, wasi_fd_pwrite(STDIN, &vector, 1, 0, &done));
    FAILS(EBADF, wasi_fd_pwrite(BAD_FD, &vector, 1, 0, &done));
    FAILS(EBADF, wasi_fd_pwrite(open_at(app, "origin.txt", 0, READ_RIGHTS, 0), &vector, 1, 0, &done));
}

CASE(fd_write, append_goes_to_the_end_of_the_moment)
{
    int appending = open_at(app, "file", CREAT, ALL_RIGHTS, APPEND);
    int other = open_file("file");
    put(appending, "one");
    seek(other, 0, END);
    put(other, "two");
    put(appending, "three");
    EQUAL(11, tell(appending));
    TEXT("onetwothree", text, (uint32_t)read_file("file", text, sizeof text));
}

CASE(fd_write, append_ignores_the_offset)
{
    int file = open_at(app, "origin.txt", 0, ALL_RIGHTS, APPEND);
    EQUAL(0, tell(file));
    seek(file, 2, SET);
    put(file, "!");
    EQUAL(9, tell(file));
    TEXT("original!", text, (uint32_t)read_file("origin.txt", text, sizeof text));
}

CASE(fd_read, append_leaves_reading_where_it_is)
{
    int file = open_at(app, "origin.txt", 0, ALL_RIGHTS, APPEND);
    TEXT("ori", text, get(file, text, 3));
    EQUAL(3, tell(file));
}

CASE(fd_write, append_of_no_bytes_changes_no_size)
{
    int file = open_at(app, "origin.txt", 0, ALL_RIGHTS, APPEND);
    EQUAL(0, put_bytes(file, text, 0));
    EQUAL(8, status_fd(file).size);
}

CASE(fd_pwrite, with_append_goes_to_the_end_as_in_linux)
{
    struct iovec vector = {"XY", 2};
    int file = open_at(app, "origin.txt", 0, ALL_RIGHTS, APPEND);
    OK(wasi_fd_pwrite(file, &vector, 1, 0, &done));
    EQUAL(2, done);
    EQUAL(0, tell(file));
    TEXT("originalXY", text, (uint32_t)read_file("origin.txt", text, sizeof text));
}

CASE(fd_pwrite, with_append_set_later_goes_to_the_end_too)
{
    struct iovec vector = {"XY", 2};
    int file = open_file("origin.txt");
    OK(wasi_fd_fdstat_set_flags(file, APPEND));
    OK(wasi_fd_pwrite(file, &vector, 1, 3, &done));
    OK(wasi_fd_fdstat_set_flags(file, 0));
    OK(wasi_fd_pwrite(file, &vector, 1, 0, &done));
    TEXT("XYiginalXY", text, (uint32_t)read_file("origin.txt", text, sizeof text));
}

CASE(fd_pwrite, further_than_there_is_room_for_is_enospc)
{
    struct iovec vector = {"XY", 2};
    int file = open_file("origin.txt");
    FAILS(ENOSPC, wasi_fd_pwrite(file, &vector, 1, 1ull << 40, &done));
    EQUAL(8, status_fd(file).size);
}

CASE(fd_write, after_another_truncated_leaves_a_hole)
{
    int file = open_file("origin.txt");
    seek(file, 6, SET);
    OK(wasi_fd_filestat_set_size(open_file("origin.txt"), 2));
    put(file, "!");
    TEXT("or\0\0\0\0!", text, (uint32_t)read_file("origin.txt", text, sizeof text));
}

CASE(fd_write, its_own_file_to_itself_through_another_descriptor)
{
    int from = open_file("origin.txt");
    int to = open_at(app, "origin.txt", 0, ALL_RIGHTS, APPEND);
    for (int i = 0; i < 3; i++) {
        put_bytes(to, text, get(from, text, 8));
    }
    EQUAL(32, status_fd(to).size);
}
