/*
 * Looks up what the program's source names, to tell what else could have been meant. No method of an object runs for it, but
 * that of a key which compares itself: only exact built-in containers and the dictionaries of objects are looked into.
 */
#include "report.h"

#include <ctype.h>

static bool is_name_start(char character)
{
    return isalpha((unsigned char)character) || character == '_';
}

static const char *end_of_name(struct source_range text)
{
    const char *position = text.begin;
    while (position < text.end && (is_name_start(*position) || isdigit((unsigned char)*position))) {
        position++;
    }
    return position;
}

static PyObject *text_object(const char *begin, const char *end)
{
    PyObject *text = PyUnicode_FromStringAndSize(begin, end - begin);
    if (text == NULL) {
        PyErr_Clear();
    }
    return text;
}

static PyObject *variable(PyObject *frame, PyObject *name)
{
    PyObject *value = PyFrame_GetVar((PyFrameObject *)frame, name);
    if (value == NULL) {
        PyErr_Clear();
        PyObject *globals = PyFrame_GetGlobals((PyFrameObject *)frame);
        value = PyDict_CheckExact(globals) ? Py_XNewRef(PyDict_GetItemWithError(globals, name)) : NULL;
        Py_DECREF(globals);
        PyErr_Clear();
    }
    return value;
}

PyObject *quiet_attribute(PyObject *object, PyObject *name)
{
    PyObject *of_type = _PyType_Lookup(Py_TYPE(object), name);
    if (of_type != NULL && Py_TYPE(of_type)->tp_descr_get != NULL) {
        return NULL;
    }
    PyObject **dictionary = _PyObject_GetDictPtr(object);
    PyObject *value = NULL;
    if (dictionary != NULL && *dictionary != NULL && PyDict_CheckExact(*dictionary)) {
        value = PyDict_GetItemWithError(*dictionary, name);
    }
    PyErr_Clear();
    return Py_XNewRef(value == NULL ? of_type : value);
}

static PyObject *item(PyObject *object, PyObject *key)
{
    PyObject *value = NULL;
    if (PyDict_CheckExact(object)) {
        value = PyDict_GetItemWithError(object, key);
    } else if (PyLong_CheckExact(key) && (PyList_CheckExact(object) || PyTuple_CheckExact(object))) {
        Py_ssize_t index = PyLong_AsSsize_t(key);
        Py_ssize_t size = Py_SIZE(object);
        index += index < 0 ? size : 0;
        if (index >= 0 && index < size) {
            value = PyList_CheckExact(object) ? PyList_GET_ITEM(object, index) : PyTuple_GET_ITEM(object, index);
        }
    }
    PyErr_Clear();
    return Py_XNewRef(value);
}

/* A string without escapes, or an integer; leaves `text` behind it. */
static PyObject *constant(struct source_range *text)
{
    char quote = *text->begin;
    if (quote == '"' || quote == '\'') {
        const char *begin = text->begin + 1;
        const char *end = memchr(begin, quote, (size_t)(text->end - begin));
        if (end == NULL || end == begin || memchr(begin, '\\', (size_t)(end - begin)) != NULL) {
            return NULL;
        }
        text->begin = end + 1;
        return text_object(begin, end);
    }
    long number = 0;
    bool negative = quote == '-';
    const char *position = text->begin + negative;
    const char *digits = position;
    while (position < text->end && isdigit((unsigned char)*position) && position - digits < 9) {
        number = 10 * number + (*position++ - '0');
    }
    text->begin = position;
    return position == digits ? NULL : PyLong_FromLong(negative ? -number : number);
}

/* One ".name" or "[constant]" behind `object`, whose reference is taken. */
static PyObject *step(PyObject *frame, PyObject *object, struct source_range *rest)
{
    char mark = *rest->begin++;
    PyObject *key = NULL;
    PyObject *value = NULL;
    if (rest->begin < rest->end && mark == '.' && is_name_start(*rest->begin)) {
        const char *end = end_of_name(*rest);
        key = text_object(rest->begin, end);
        rest->begin = end;
        value = key == NULL ? NULL : quiet_attribute(object, key);
    } else if (rest->begin < rest->end && mark == '[') {
        if (is_name_start(*rest->begin)) {
            const char *end = end_of_name(*rest);
            PyObject *name = text_object(rest->begin, end);
            rest->begin = end;
            key = name == NULL ? NULL : variable(frame, name);
            Py_XDECREF(name);
        } else {
            key = constant(rest);
        }
        bool closed = rest->begin < rest->end && *rest->begin++ == ']';
        bool plain = key != NULL && (PyUnicode_CheckExact(key) || PyLong_CheckExact(key));
        value = closed && plain ? item(object, key) : NULL;
    }
    Py_XDECREF(key);
    Py_DECREF(object);
    return value;
}

PyObject *value_of_expression(PyObject *frame, struct source_range expression)
{
    while (expression.begin < expression.end && isspace((unsigned char)expression.end[-1])) {
        expression.end--;
    }
    if (expression.begin == NULL || expression.begin >= expression.end || !is_name_start(*expression.begin)) {
        return NULL;
    }
    const char *end = end_of_name(expression);
    PyObject *name = text_object(expression.begin, end);
    PyObject *value = name == NULL ? NULL : variable(frame, name);
    Py_XDECREF(name);
    expression.begin = end;
    while (value != NULL && expression.begin < expression.end) {
        value = step(frame, value, &expression);
    }
    return value;
}
