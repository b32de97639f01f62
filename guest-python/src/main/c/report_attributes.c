/* What a report says about an exception of a certain kind. */
#include "report.h"

#include "internal/pycore_opcode_metadata.h"

/* How much of a text that could not be read is shown, before and after where it went wrong. */
#define EXCERPT_BEFORE 40
#define EXCERPT_AFTER 120

/* The first bytes of what could not be decoded tell what it is. */
#define SIGNATURE_BYTES 8

static bool is_named(PyObject *exception, const char *module, const char *name)
{
    const char *type = Py_TYPE(exception)->tp_name;
    const char *last_dot = strrchr(type, '.');
    if (strcmp(last_dot == NULL ? type : last_dot + 1, name) != 0) {
        return false;
    }
    PyObject *home = attribute((PyObject *)Py_TYPE(exception), "__module__");
    bool same = home != NULL && PyUnicode_CheckExact(home) && PyUnicode_EqualToUTF8(home, module);
    Py_XDECREF(home);
    return same;
}

static void put_import_error(struct json_writer *json, PyObject *exception)
{
    put_attribute(json, "module_name", exception, "name");
    put_attribute(json, "attribute_name", exception, "name_from");
    put_attribute(json, "module_file", exception, "path");
    PyObject *name = attribute(exception, "name");
    PyObject *wanted = attribute(exception, "name_from");
    if (name != NULL && wanted != NULL && PyUnicode_CheckExact(name) && PyUnicode_CheckExact(wanted)) {
        PyObject *module = PyImport_GetModule(name);
        if (module != NULL && PyModule_Check(module)) {
            put_names_of_object(json, module);
        }
        Py_XDECREF(module);
        PyErr_Clear();
    }
    Py_XDECREF(wanted);
    Py_XDECREF(name);
}

static void put_name_error(struct json_writer *json, PyObject *exception, const struct position *position)
{
    put_attribute(json, "name", exception, "name");
    if (position->innermost == NULL) {
        return;
    }
    PyObject *frame = (PyObject *)position->innermost->tb_frame;
    put_names_of_frame(json, frame);
    PyObject *name = attribute(exception, "name");
    if (name != NULL) {
        put_owner(json, frame, name);
    }
    Py_XDECREF(name);
}

static void put_attribute_error(struct json_writer *json, PyObject *exception)
{
    put_attribute(json, "attribute_name", exception, "name");
    PyObject *object = attribute(exception, "obj");
    if (object != NULL) {
        const char *type = Py_TYPE(object)->tp_name;
        json_string(json, "object_type", type, strlen(type), LONGEST_NAME);
        if (PyModule_Check(object)) {
            put_attribute(json, "module_name", object, "__name__");
            put_attribute(json, "module_file", object, "__file__");
        } else if (PyType_Check(object)) {
            const char *name = ((PyTypeObject *)object)->tp_name;
            json_string(json, "class_name", name, strlen(name), LONGEST_NAME);
        }
        PyObject *name = attribute(exception, "name");
        if (PyDict_CheckExact(object) && name != NULL && PyUnicode_CheckExact(name)) {
            json_boolean(json, "is_key", PyDict_Contains(object, name) == 1);
            PyErr_Clear();
        }
        Py_XDECREF(name);
        if (object != Py_None) {
            put_names_of_object(json, object);
        }
    }
    Py_XDECREF(object);
}

static void put_syntax_error(struct json_writer *json, PyObject *exception)
{
    put_attribute(json, "text", exception, "text");
    put_attribute(json, "syntax_file", exception, "filename");
    put_attribute(json, "syntax_line", exception, "lineno");
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

static void put_key_error(struct json_writer *json, PyObject *exception, const struct position *position)
{
    PyObject *arguments = attribute(exception, "args");
    if (arguments != NULL && PyTuple_CheckExact(arguments) && PyTuple_GET_SIZE(arguments) == 1) {
        (void)put_plain(json, "key", PyTuple_GET_ITEM(arguments, 0));
    }
    Py_XDECREF(arguments);
    if (position->program != NULL) {
        put_keys(json, position->program);
    }
}

static void put_unicode_error(struct json_writer *json, PyObject *exception)
{
    put_attribute(json, "encoding", exception, "encoding");
    put_attribute(json, "reason", exception, "reason");
    put_attribute(json, "start", exception, "start");
    put_attribute(json, "end", exception, "end");
    PyObject *bytes = attribute(exception, "object");
    if (bytes != NULL && PyBytes_CheckExact(bytes)) {
        char digits[2 * SIGNATURE_BYTES + 1] = "";
        for (Py_ssize_t i = 0; i < SIGNATURE_BYTES && i < PyBytes_GET_SIZE(bytes); i++) {
            (void)snprintf(digits + 2 * i, 3, "%02x", (unsigned char)PyBytes_AS_STRING(bytes)[i]);
        }
        json_string(json, "signature", digits, strlen(digits), sizeof digits);
    }
    Py_XDECREF(bytes);
}

/* Errors of parsers of the standard library, which keep what they were given. */
static void put_parser_error(struct json_writer *json, PyObject *exception, const char *text_name)
{
    int position = 0;
    PyObject *text = attribute(exception, text_name);
    PyObject *number = attribute(exception, "pos");
    put_attribute(json, "text_line", exception, "lineno");
    if (number != NULL && PyLong_CheckExact(number)) {
        position = PyLong_AsInt(number);
        PyErr_Clear();
    }
    if (text != NULL && PyUnicode_CheckExact(text)) {
        Py_ssize_t begin = position > EXCERPT_BEFORE ? position - EXCERPT_BEFORE : 0;
        PyObject *excerpt = PyUnicode_Substring(text, begin, begin + EXCERPT_BEFORE + EXCERPT_AFTER);
        if (excerpt != NULL) {
            put_text(json, "parsed_text", excerpt, LONGEST_TEXT);
            json_integer(json, "parsed_offset", position - begin);
        }
        json_integer(json, "parsed_length", PyUnicode_GET_LENGTH(text));
        Py_XDECREF(excerpt);
        PyErr_Clear();
    }
    Py_XDECREF(number);
    Py_XDECREF(text);
}

static void put_kind(struct json_writer *json, PyObject *exception, const struct position *position)
{
    if (PyErr_GivenExceptionMatches(exception, PyExc_ImportError)) {
        put_import_error(json, exception);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_NameError)) {
        put_name_error(json, exception, position);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_AttributeError)) {
        put_attribute_error(json, exception);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_SyntaxError)) {
        put_syntax_error(json, exception);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_OSError)) {
        put_os_error(json, exception);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_KeyError)) {
        put_key_error(json, exception, position);
    } else if (PyErr_GivenExceptionMatches(exception, PyExc_UnicodeError)) {
        put_unicode_error(json, exception);
    } else if (is_named(exception, "json.decoder", "JSONDecodeError")) {
        json_boolean(json, "json", true);
        put_parser_error(json, exception, "doc");
    } else if (is_named(exception, "re", "PatternError")) {
        json_boolean(json, "regular_expression", true);
        put_parser_error(json, exception, "pattern");
    } else if (is_named(exception, "sqlite3", "OperationalError")) {
        put_attribute(json, "sqlite_error", exception, "sqlite_errorname");
    }
}

/* Whether somebody wrote `raise`, and what the interpreter was doing otherwise. */
static void put_origin(struct json_writer *json, const struct position *position)
{
    PyTracebackObject *innermost = position->innermost;
    if (innermost == NULL) {
        return;
    }
    PyCodeObject *code = PyFrame_GetCode(innermost->tb_frame);
    bool library = is_library(code->co_filename);
    if (opcode_at(innermost) == RAISE_VARARGS) {
        const char *who = library ? "library" : "program";
        json_string(json, "raised_by", who, strlen(who), LONGEST_NAME);
    }
    if (PyUnicode_Compare(code->co_filename, host.file_name) != 0) {
        put_text(json, "origin_file", code->co_filename, LONGEST_TEXT);
        json_integer(json, "origin_line", PyCode_Addr2Line(code, innermost->tb_lasti));
        json_boolean(json, "in_library", library);
    }
    PyErr_Clear();
    Py_DECREF(code);
    if (position->program != NULL) {
        struct source_range expression = expression_at(position->program);
        if (expression.begin != NULL) {
            json_string(json, "expression", expression.begin, (size_t)(expression.end - expression.begin), LONGEST_EXPRESSION);
        }
    }
}

void put_attributes(struct json_writer *json, PyObject *exception, const struct position *position, const char *relation)
{
    if (json_open(json, "attributes", '{')) {
        if (relation != NULL) {
            json_string(json, "relation", relation, strlen(relation), LONGEST_NAME);
        }
        put_origin(json, position);
        put_kind(json, exception, position);
        json_close(json, '}');
    }
}
