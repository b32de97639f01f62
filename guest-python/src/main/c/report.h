/* What the parts of the error report share. */
#ifndef WASM_SANDBOX_REPORT_H
#define WASM_SANDBOX_REPORT_H

#include "python_host.h"

#include "json_writer.h"

#define LONGEST_MESSAGE 16384u
#define LONGEST_TEXT 1024u
#define LONGEST_EXPRESSION 400u
#define LONGEST_NAME 128u

/* Where an exception is from. */
struct position {
    PyObject *file;   /* str, borrowed from `owner`; NULL = unknown */
    PyObject *owner;
    int line;         /* 1-based, 0 = unknown */
    int column;       /* 1-based, in characters, 0 = unknown */
    PyTracebackObject *program;  /* borrowed; the innermost entry in the program itself, or NULL */
    PyTracebackObject *innermost;  /* borrowed; the innermost entry, in whatever file, or NULL */
};

/* Bytes of the program's source; `begin` is NULL where there are none. */
struct source_range {
    const char *begin;
    const char *end;
};

/* report_position.c */
void locate_traceback(PyTracebackObject *traceback, struct position *position);
void locate_syntax_error(PyObject *exception, struct position *position);
/* The source of what the program was doing at this entry. */
struct source_range expression_at(PyTracebackObject *entry);
int opcode_at(PyTracebackObject *entry);

/* report_attributes.c: what helps to understand this kind of exception. */
void put_attributes(struct json_writer *json, PyObject *exception, const struct position *position, const char *relation);

/* report_names.c: what somebody may have meant. */
void put_names_of_frame(struct json_writer *json, PyObject *frame);
void put_names_of_object(struct json_writer *json, PyObject *object);
/* In a method: the name of its first parameter, if the object there has this attribute. */
void put_owner(struct json_writer *json, PyObject *frame, PyObject *name);
/* The keys of the dictionary in which this entry of the program looked for one. */
void put_keys(struct json_writer *json, PyTracebackObject *entry);

/* report_lookup.c: what an expression of names, attributes and constant subscripts stands for in a frame, found without
   running any code of the program; a strong reference, or NULL without an exception. */
PyObject *value_of_expression(PyObject *frame, struct source_range expression);
PyObject *quiet_attribute(PyObject *object, PyObject *name);

/* report_values.c: a strong reference, or NULL with no exception set. */
PyObject *attribute(PyObject *object, const char *name);
void put_text(struct json_writer *json, const char *name, PyObject *text, size_t limit);
/* Strings, bytes and numbers of the built-in types only; false = nothing was written. */
bool put_plain(struct json_writer *json, const char *name, PyObject *value);
void put_attribute(struct json_writer *json, const char *name, PyObject *object, const char *attribute_name);

#endif
