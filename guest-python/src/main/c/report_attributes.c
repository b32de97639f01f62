/* What a report says about an exception of a certain kind. */
#include "report.h"

#define MOST_NAMES 200
#define MOST_EXCEPTIONS 20

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

void put_attributes(struct json_writer *json, PyObject *exception, PyObject *frame)
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
