/* What the parts of the error report share. */
#ifndef WASM_SANDBOX_REPORT_H
#define WASM_SANDBOX_REPORT_H

#include "python_host.h"

#include "json_writer.h"

#define LONGEST_MESSAGE 16384u
#define LONGEST_TEXT 1024u
#define LONGEST_NAME 128u

/* Where an exception is from. */
struct position {
    PyObject *file;   /* str, borrowed from `owner`; NULL = unknown */
    PyObject *owner;
    int line;         /* 1-based, 0 = unknown */
    int column;       /* 1-based, in characters, 0 = unknown */
    PyObject *frame;  /* strong; the innermost frame, in whatever file */
};

/* report_position.c */
void locate_traceback(PyTracebackObject *traceback, struct position *position);
void locate_syntax_error(PyObject *exception, struct position *position);

/* report_attributes.c: what helps to understand this kind of exception. */
void put_attributes(struct json_writer *json, PyObject *exception, PyObject *frame);

/* report_values.c: a strong reference, or NULL with no exception set. */
PyObject *attribute(PyObject *object, const char *name);
void put_text(struct json_writer *json, const char *name, PyObject *text, size_t limit);
/* Strings, bytes and numbers of the built-in types only; false = nothing was written. */
bool put_plain(struct json_writer *json, const char *name, PyObject *value);
void put_attribute(struct json_writer *json, const char *name, PyObject *object, const char *attribute_name);

#endif
