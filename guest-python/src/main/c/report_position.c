/* Where an exception is from, in the words of the program: file, line and column. */
#include "report.h"

/* Columns of code are bytes, those of a report are characters. */
static int character_column(PyObject *file, int line, int byte_column)
{
    if (host.source == NULL || PyUnicode_Compare(file, host.file_name) != 0) {
        return byte_column + 1;
    }
    const char *position = PyBytes_AS_STRING(host.source);
    const char *end = position + PyBytes_GET_SIZE(host.source);
    while (--line > 0 && position < end) {
        const char *newline = memchr(position, '\n', (size_t)(end - position));
        position = newline == NULL ? end : newline + 1;
    }
    int column = 1;
    for (int i = 0; i < byte_column && position + i < end; i++) {
        column += (position[i] & 0xC0) != 0x80;
    }
    return column;
}

static PyObject *integer_attribute(PyObject *exception, const char *name, int *value)
{
    PyObject *number = attribute(exception, name);
    if (number != NULL && PyLong_CheckExact(number)) {
        *value = PyLong_AsInt(number);
        if (PyErr_Occurred()) {
            PyErr_Clear();
            *value = 0;
        }
    }
    return number;
}

void locate_syntax_error(PyObject *exception, struct position *position)
{
    position->owner = attribute(exception, "filename");
    if (position->owner != NULL && PyUnicode_CheckExact(position->owner)) {
        position->file = position->owner;
    }
    Py_XDECREF(integer_attribute(exception, "lineno", &position->line));
    Py_XDECREF(integer_attribute(exception, "offset", &position->column));
}

/* The innermost frame of the program itself; failing that, the innermost one. */
void locate_traceback(PyTracebackObject *traceback, struct position *position)
{
    PyTracebackObject *best = NULL;
    bool best_is_program = false;
    for (PyTracebackObject *entry = traceback; entry != NULL; entry = entry->tb_next) {
        PyCodeObject *code = PyFrame_GetCode(entry->tb_frame);
        bool is_program = PyUnicode_Compare(code->co_filename, host.file_name) == 0;
        Py_DECREF(code);
        if (is_program || !best_is_program) {
            best = entry;
            best_is_program = is_program;
        }
        position->frame = (PyObject *)entry->tb_frame;
    }
    PyErr_Clear();
    Py_XINCREF(position->frame);
    if (best != NULL) {
        int line = -1, column = -1, end_line, end_column;
        PyCodeObject *code = PyFrame_GetCode(best->tb_frame);
        position->owner = (PyObject *)code;
        position->file = code->co_filename;
        if (PyCode_Addr2Location(code, best->tb_lasti, &line, &column, &end_line, &end_column) && line > 0) {
            position->line = line;
            position->column = column < 0 ? 0 : character_column(code->co_filename, line, column);
        }
    }
}
