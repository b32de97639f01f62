/*
 * The structured report of an uncaught exception. The exception may be hostile: every look at it may raise, and what
 * it says may be of any size. Whatever cannot be read is left out.
 */
#include "report.h"

/* How many exceptions are described besides the uncaught one: what it was raised from, and the members of groups. */
#define MOST_CAUSES 6

/* Static, so that a lack of memory can be reported. Its pages cost nothing until they are used. */
static char message[HOST_CALL_MAX_MESSAGE - 4096];

static void put_message(struct json_writer *json, PyObject *exception, size_t limit)
{
    PyObject *text = PyErr_GivenExceptionMatches(exception, PyExc_SyntaxError) ? attribute(exception, "msg") : NULL;
    if (text == NULL || !PyUnicode_Check(text)) {
        Py_XDECREF(text);
        text = PyObject_Str(exception);
        if (text == NULL) {
            PyErr_Clear();
        }
    }
    if (text != NULL) {
        put_text(json, "message", text, limit);
    } else {
        static const char unreadable[] = "<exception str() failed>";
        json_string(json, "message", unreadable, sizeof unreadable - 1, sizeof unreadable);
    }
    Py_XDECREF(text);
}

static void put_position(struct json_writer *json, const struct position *position)
{
    if (position->file == NULL) {
        json_null(json, "file");
    } else {
        put_text(json, "file", position->file, LONGEST_TEXT);
    }
    if (position->line > 0) {
        json_integer(json, "line", position->line);
    } else {
        json_null(json, "line");
    }
    if (position->column > 0) {
        json_integer(json, "column", position->column);
    } else {
        json_null(json, "column");
    }
}

static void send(struct json_writer *json)
{
    char response[16];
    /* Whether the host wants reports is its business. */
    (void)host_call(message, (uint32_t)json_end(json), response, sizeof response);
}

/* The members that describe one exception; `relation` to the uncaught one is NULL for itself. */
static void put_exception(struct json_writer *json, enum phase phase, PyObject *exception, const char *relation)
{
    struct position position = {0};
    PyObject *traceback = PyException_GetTraceback(exception);
    const char *type = Py_TYPE(exception)->tp_name;
    const char *last_dot = strrchr(type, '.');
    const char *name = last_dot == NULL ? type : last_dot + 1;

    if (traceback != NULL && PyTraceBack_Check(traceback)) {
        locate_traceback((PyTracebackObject *)traceback, &position);
    }
    if (PyErr_GivenExceptionMatches(exception, PyExc_SyntaxError) && phase == PHASE_COMPILE) {
        locate_syntax_error(exception, &position);
    }
    json_string(json, "name", name, strlen(name), LONGEST_NAME);
    put_message(json, exception, relation == NULL ? LONGEST_MESSAGE : LONGEST_TEXT);
    put_position(json, &position);
    put_attributes(json, exception, &position, relation);
    Py_XDECREF(position.owner);
    Py_XDECREF(traceback);
    PyErr_Clear();
}

static void put_causes(struct json_writer *json, PyObject *exception, int *left);

static void put_cause(struct json_writer *json, PyObject *exception, const char *relation, int *left)
{
    if (*left > 0 && json_open(json, NULL, '{')) {
        --*left;
        put_exception(json, PHASE_RUN, exception, relation);
        json_close(json, '}');
        put_causes(json, exception, left);
    }
}

/* What led to an exception, as elements of an open list: the members of a group, then what it was raised from. */
static void put_causes(struct json_writer *json, PyObject *exception, int *left)
{
    if (PyErr_GivenExceptionMatches(exception, PyExc_BaseExceptionGroup)) {
        PyObject *members = attribute(exception, "exceptions");
        for (Py_ssize_t i = 0; members != NULL && PyTuple_CheckExact(members) && i < PyTuple_GET_SIZE(members); i++) {
            put_cause(json, PyTuple_GET_ITEM(members, i), "member", left);
        }
        Py_XDECREF(members);
    }
    const char *relation = "cause";
    PyObject *cause = PyException_GetCause(exception);
    if (cause == NULL && !((PyBaseExceptionObject *)exception)->suppress_context) {
        relation = "context";
        cause = PyException_GetContext(exception);
    }
    if (cause != NULL) {
        put_cause(json, cause, relation, left);
        Py_DECREF(cause);
    }
}

void report_error(enum phase phase, PyObject *exception)
{
    struct json_writer json;
    const char *phase_name = phase == PHASE_COMPILE ? "compile" : "run";
    int causes_left = MOST_CAUSES;
    json_begin(&json, message, sizeof message);
    json_string(&json, "type", "error", 5, 5);
    json_string(&json, "phase", phase_name, strlen(phase_name), LONGEST_NAME);
    put_exception(&json, phase, exception, NULL);
    if (json_open(&json, "causes", '[')) {
        put_causes(&json, exception, &causes_left);
        json_close(&json, ']');
    }
    send(&json);
}

void report_validation(PyObject *exception, enum continuation continuation)
{
    static const char *const continuations[] = {"none", "possible", "needed"};
    const char *word = continuations[continuation];
    struct json_writer json;
    struct position position = {0};
    json_begin(&json, message, sizeof message);
    json_string(&json, "type", "validation", 10, 10);
    json_boolean(&json, "valid", exception == NULL);
    json_string(&json, "continuation", word, strlen(word), LONGEST_NAME);
    if (exception != NULL) {
        put_message(&json, exception, LONGEST_MESSAGE);
        if (PyErr_GivenExceptionMatches(exception, PyExc_SyntaxError)) {
            locate_syntax_error(exception, &position);
            put_position(&json, &position);
            put_attribute(&json, "text", exception, "text");
        }
    }
    send(&json);
    Py_XDECREF(position.owner);
    PyErr_Clear();
}
