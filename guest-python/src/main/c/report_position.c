/* Where an exception is from, in the words of the program: file, line and column, and the source there. */
#include "report.h"

#include "internal/pycore_code.h"

static struct source_range source_of(PyObject *file)
{
    if (host.source == NULL || PyUnicode_Compare(file, host.file_name) != 0) {
        return (struct source_range){NULL, NULL};
    }
    const char *begin = PyBytes_AS_STRING(host.source);
    return (struct source_range){begin, begin + PyBytes_GET_SIZE(host.source)};
}

/* From byte `column` of a line on; an empty range where the source has no such place. */
static const char *place(struct source_range source, int line, int column)
{
    const char *position = source.begin;
    while (--line > 0 && position < source.end) {
        const char *newline = memchr(position, '\n', (size_t)(source.end - position));
        position = newline == NULL ? source.end : newline + 1;
    }
    return source.end - position > column ? position + column : source.end;
}

/* Columns of code are bytes, those of a report are characters. */
static int character_column(PyObject *file, int line, int byte_column)
{
    struct source_range source = source_of(file);
    if (source.begin == NULL) {
        return byte_column + 1;
    }
    const char *end = place(source, line, byte_column);
    int column = 1;
    for (const char *position = place(source, line, 0); position < end; position++) {
        column += (*position & 0xC0) != 0x80;
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
    Py_XDECREF(position->owner);
    *position = (struct position){.owner = attribute(exception, "filename")};
    if (position->owner != NULL && PyUnicode_CheckExact(position->owner)) {
        position->file = position->owner;
    }
    Py_XDECREF(integer_attribute(exception, "lineno", &position->line));
    Py_XDECREF(integer_attribute(exception, "offset", &position->column));
}

/* The innermost frame of the program itself; failing that, the innermost one. */
void locate_traceback(PyTracebackObject *traceback, struct position *position)
{
    for (PyTracebackObject *entry = traceback; entry != NULL; entry = entry->tb_next) {
        PyCodeObject *code = PyFrame_GetCode(entry->tb_frame);
        if (PyUnicode_Compare(code->co_filename, host.file_name) == 0) {
            position->program = entry;
        }
        Py_DECREF(code);
        position->innermost = entry;
    }
    PyErr_Clear();
    PyTracebackObject *best = position->program == NULL ? position->innermost : position->program;
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

struct source_range expression_at(PyTracebackObject *entry)
{
    int line = -1, column = -1, end_line = -1, end_column = -1;
    PyCodeObject *code = PyFrame_GetCode(entry->tb_frame);
    struct source_range source = source_of(code->co_filename);
    if (source.begin != NULL
        && (!PyCode_Addr2Location(code, entry->tb_lasti, &line, &column, &end_line, &end_column) || line <= 0 || column < 0
            || end_line < line || end_column < 0)) {
        source.begin = NULL;
    }
    Py_DECREF(code);
    if (source.begin == NULL) {
        return source;
    }
    struct source_range expression = {place(source, line, column), place(source, end_line, end_column)};
    return expression.begin < expression.end ? expression : (struct source_range){NULL, NULL};
}

int opcode_at(PyTracebackObject *entry)
{
    PyCodeObject *code = PyFrame_GetCode(entry->tb_frame);
    int unit = entry->tb_lasti / (int)sizeof(_Py_CODEUNIT);
    int opcode = unit >= 0 && unit < Py_SIZE(code) ? _Py_GetBaseOpcode(code, unit) : -1;
    Py_DECREF(code);
    return opcode;
}
