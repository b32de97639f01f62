/*
 * The structured report of an uncaught exception. The exception may be hostile: every look at it may raise, and what
 * it says may be of any size. Whatever cannot be read is left out.
 */
#include "python_host.h"

#include "json_writer.h"

#include "internal/pycore_frame.h"

#define LONGEST_MESSAGE 16384u
#define LONGEST_TEXT 1024u
#define LONGEST_NAME 128u
#define MOST_NAMES 200
#define MOST_EXCEPTIONS 20

/* Static, so that a lack of memory can be reported. Its pages cost nothing until they are used. */
static char message[HOST_CALL_MAX_MESSAGE - 4096];

struct position {
    PyObject *file;   /* borrowed from the code or strong, see `owner` */
    PyObject *owner;
    int line;
    int column;       /* 1-based, 0 = unknown */
    PyObject *frame;  /* strong; the innermost frame, in whatever file */
};

static PyObject *attribute(PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    if (value == NULL) {
        PyErr_Clear();
    }
    return value;
}

static void put_text(struct json_writer *json, const char *name, PyObject *text, size_t limit)
{
    /* Cut before encoding: a message may be larger than the memory that is left. */
    PyObject *head = PyUnicode_GetLength(text) > (Py_ssize_t)limit
        ? PyUnicode_Substring(text, 0, (Py_ssize_t)limit + 1)
        : Py_NewRef(text);
    PyObject *bytes = head == NULL ? NULL : PyUnicode_AsEncodedString(head, "utf-8", "backslashreplace");
    if (bytes != NULL) {
        json_string(json, name, PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes), limit);
    } else {
        PyErr_Clear();
        if (name != NULL) {
            json_null(json, name);
        }
    }
    Py_XDECREF(bytes);
    Py_XDECREF(head);
}

/* Only of the built-in types themselves: these have no code of the program behind them. */
static bool put_plain(struct json_writer *json, const char *name, PyObject *value)
{
    if (value == NULL) {
        return false;
    }
    if (PyUnicode_CheckExact(value)) {
        put_text(json, name, value, LONGEST_TEXT);
        return true;
    }
    if (PyBytes_CheckExact(value)) {
        json_string(json, name, PyBytes_AS_STRING(value), (size_t)PyBytes_GET_SIZE(value), LONGEST_TEXT);
        return true;
    }
    if (PyLong_CheckExact(value)) {
        int overflow;
        long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
        if (overflow == 0) {
            json_integer(json, name, number);
            return true;
        }
    }
    return false;
}

static void put_attribute(struct json_writer *json, const char *name, PyObject *object, const char *attribute_name)
{
    PyObject *value = attribute(object, attribute_name);
    (void)put_plain(json, name, value);
    Py_XDECREF(value);
}

static void put_message(struct json_writer *json, PyObject *exception)
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
        put_text(json, "message", text, LONGEST_MESSAGE);
    } else {
        static const char unreadable[] = "<exception str() failed>";
        json_string(json, "message", unreadable, sizeof unreadable - 1, sizeof unreadable);
    }
    Py_XDECREF(text);
}

/* The names of a dict that a program would use, without those that it has from the interpreter. */
static void put_names(struct json_writer *json, PyObject *names, int *left)
{
    PyObject *iterator = PyObject_GetIter(names);
    PyObject *name;
    while (iterator != NULL && *left > 0 && (name = PyIter_Next(iterator)) != NULL) {
        if (PyUnicode_CheckExact(name) && PyUnicode_GET_LENGTH(name) > 0
            && !(PyUnicode_GET_LENGTH(name) > 1 && PyUnicode_READ_CHAR(name, 0) == '_' && PyUnicode_READ_CHAR(name, 1) == '_')) {
            put_text(json, NULL, name, LONGEST_NAME);
            --*left;
        }
        Py_DECREF(name);
    }
    Py_XDECREF(iterator);
    PyErr_Clear();
}

static void put_names_of_frame(struct json_writer *json, PyObject *frame)
{
    int left = MOST_NAMES;
    if (frame == NULL || !json_open(json, "names", '[')) {
        return;
    }
    PyCodeObject *code = PyFrame_GetCode((PyFrameObject *)frame);
    if ((code->co_flags & CO_OPTIMIZED) != 0) {
        put_names(json, code->co_localsplusnames, &left);
    }
    PyObject *globals = PyFrame_GetGlobals((PyFrameObject *)frame);
    put_names(json, globals, &left);
    Py_DECREF(globals);
    Py_DECREF(code);
    json_close(json, ']');
}

static void put_names_of_object(struct json_writer *json, PyObject *object)
{
    int left = MOST_NAMES;
    PyTypeObject *type = Py_TYPE(object);
    if (!json_open(json, "names", '[')) {
        return;
    }
    if (PyModule_Check(object)) {
        put_names(json, PyModule_GetDict(object), &left);
    } else if (PyType_Check(object)) {
        type = (PyTypeObject *)object;
    }
    PyObject **values = _PyObject_GetDictPtr(object);
    if (values != NULL && *values != NULL && !PyModule_Check(object)) {
        put_names(json, *values, &left);
    }
    for (Py_ssize_t i = 0; type->tp_mro != NULL && i < PyTuple_GET_SIZE(type->tp_mro); i++) {
        PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(type->tp_mro, i);
        PyObject *dictionary = PyType_GetDict(base);
        if (dictionary != NULL && base != &PyBaseObject_Type) {
            put_names(json, dictionary, &left);
        }
        Py_XDECREF(dictionary);
    }
    json_close(json, ']');
}

static void put_attribute_error(struct json_writer *json, PyObject *exception)
{
    put_attribute(json, "attribute_name", exception, "name");
    PyObject *object = attribute(exception, "obj");
    if (object != NULL && object != Py_None) {
        const char *type = Py_TYPE(object)->tp_name;
        json_string(json, "object_type", type, strlen(type), LONGEST_NAME);
        if (PyModule_Check(object)) {
            put_attribute(json, "module_name", object, "__name__");
        }
        put_names_of_object(json, object);
    }
    Py_XDECREF(object);
}

static void put_syntax_error(struct json_writer *json, PyObject *exception)
{
    put_attribute(json, "text", exception, "text");
    put_attribute(json, "end_line", exception, "end_lineno");
    put_attribute(json, "end_column", exception, "end_offset");
}

static void put_os_error(struct json_writer *json, PyObject *exception)
{
    put_attribute(json, "errno", exception, "errno");
    put_attribute(json, "reason", exception, "strerror");
    put_attribute(json, "filename", exception, "filename");
    put_attribute(json, "filename2", exception, "filename2");
}

static void put_key_error(struct json_writer *json, PyObject *exception)
{
    PyObject *arguments = attribute(exception, "args");
    if (arguments != NULL && PyTuple_CheckExact(arguments) && PyTuple_GET_SIZE(arguments) == 1) {
        (void)put_plain(json, "key", PyTuple_GET_ITEM(arguments, 0));
    }
    Py_XDECREF(arguments);
}

static void put_unicode_error(struct json_writer *json, PyObject *exception)
{
    put_attribute(json, "encoding", exception, "encoding");
    put_attribute(json, "reason", exception, "reason");
    put_attribute(json, "start", exception, "start");
    put_attribute(json, "end", exception, "end");
}

static void put_group(struct json_writer *json, PyObject *exception)
{
    PyObject *exceptions = attribute(exception, "exceptions");
    if (exceptions != NULL && PyTuple_CheckExact(exceptions) && json_open(json, "exceptions", '[')) {
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(exceptions) && i < MOST_EXCEPTIONS; i++) {
            const char *type = Py_TYPE(PyTuple_GET_ITEM(exceptions, i))->tp_name;
            json_string(json, NULL, type, strlen(type), LONGEST_NAME);
        }
        json_close(json, ']');
    }
    Py_XDECREF(exceptions);
}

static void put_chain(struct json_writer *json, PyObject *exception)
{
    PyObject *cause = PyException_GetCause(exception);
    if (cause == NULL && !((PyBaseExceptionObject *)exception)->suppress_context) {
        cause = PyException_GetContext(exception);
    }
    if (cause != NULL) {
        const char *type = Py_TYPE(cause)->tp_name;
        json_string(json, "cause", type, strlen(type), LONGEST_NAME);
        Py_DECREF(cause);
    }
}

static void put_attributes(struct json_writer *json, PyObject *exception, PyObject *frame)
{
    if (!json_open(json, "attributes", '{')) {
        return;
    }
    if (PyErr_GivenExceptionMatches(exception, PyExc_ImportError)) {
        put_attribute(json, "module_name", exception, "name");
        put_attribute(json, "attribute_name", exception, "name_from");
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_NameError)) {
        put_attribute(json, "name", exception, "name");
        put_names_of_frame(json, frame);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_AttributeError)) {
        put_attribute_error(json, exception);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_SyntaxError)) {
        put_syntax_error(json, exception);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_OSError)) {
        put_os_error(json, exception);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_KeyError)) {
        put_key_error(json, exception);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_UnicodeError)) {
        put_unicode_error(json, exception);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_BaseExceptionGroup)) {
        put_group(json, exception);
    }
    put_chain(json, exception);
    json_close(json, '}');
}

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

static void locate_syntax_error(PyObject *exception, struct position *position)
{
    position->owner = attribute(exception, "filename");
    if (position->owner != NULL && PyUnicode_CheckExact(position->owner)) {
        position->file = position->owner;
    }
    Py_XDECREF(integer_attribute(exception, "lineno", &position->line));
    Py_XDECREF(integer_attribute(exception, "offset", &position->column));
}

/* The innermost frame of the program itself; failing that, the innermost one. */
static void locate_traceback(PyTracebackObject *traceback, struct position *position)
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

void report_error(enum phase phase, PyObject *exception)
{
    struct json_writer json;
    struct position position = {0};
    PyObject *traceback = PyException_GetTraceback(exception);
    const char *type = Py_TYPE(exception)->tp_name;
    const char *last_dot = strrchr(type, '.');
    const char *name = last_dot == NULL ? type : last_dot + 1;
    const char *phase_name = phase == PHASE_COMPILE ? "compile" : "run";

    if (traceback != NULL && PyTraceBack_Check(traceback)) {
        locate_traceback((PyTracebackObject *)traceback, &position);
    }
    if (PyErr_GivenExceptionMatches(exception, PyExc_SyntaxError) && phase == PHASE_COMPILE) {
        locate_syntax_error(exception, &position);
    }
    json_begin(&json, message, sizeof message);
    json_string(&json, "type", "error", 5, 5);
    json_string(&json, "phase", phase_name, strlen(phase_name), LONGEST_NAME);
    json_string(&json, "name", name, strlen(name), LONGEST_NAME);
    put_message(&json, exception);
    put_position(&json, &position);
    put_attributes(&json, exception, position.frame);
    send(&json);
    Py_XDECREF(position.owner);
    Py_XDECREF(position.frame);
    Py_XDECREF(traceback);
    PyErr_Clear();
}

void report_validation(PyObject *exception)
{
    struct json_writer json;
    struct position position = {0};
    json_begin(&json, message, sizeof message);
    json_string(&json, "type", "validation", 10, 10);
    json_boolean(&json, "valid", exception == NULL);
    if (exception != NULL) {
        put_message(&json, exception);
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
