/* Single values of a report. */
#include "report.h"

PyObject *attribute(PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    if (value == NULL) {
        PyErr_Clear();
    }
    return value;
}

void put_text(struct json_writer *json, const char *name, PyObject *text, size_t limit)
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
bool put_plain(struct json_writer *json, const char *name, PyObject *value)
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

void put_attribute(struct json_writer *json, const char *name, PyObject *object, const char *attribute_name)
{
    PyObject *value = attribute(object, attribute_name);
    (void)put_plain(json, name, value);
    Py_XDECREF(value);
}
