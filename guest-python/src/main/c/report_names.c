/* What somebody may have meant: the names and keys around an error. */
#include "report.h"

#include "internal/pycore_opcode_metadata.h"

#define MOST_NAMES 250
#define MOST_KEYS 60

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

void put_names_of_frame(struct json_writer *json, PyObject *frame)
{
    int left = MOST_NAMES;
    if (json_open(json, "names", '[')) {
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
    left = MOST_NAMES;
    if (json_open(json, "builtins", '[')) {
        PyObject *builtins = PyFrame_GetBuiltins((PyFrameObject *)frame);
        put_names(json, builtins, &left);
        Py_DECREF(builtins);
        json_close(json, ']');
    }
}

void put_names_of_object(struct json_writer *json, PyObject *object)
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

void put_owner(struct json_writer *json, PyObject *frame, PyObject *name)
{
    PyCodeObject *code = PyFrame_GetCode((PyFrameObject *)frame);
    if (code->co_argcount > 0 && PyUnicode_CheckExact(name)) {
        PyObject *parameter = PyTuple_GET_ITEM(code->co_localsplusnames, 0);
        PyObject *object = PyFrame_GetVar((PyFrameObject *)frame, parameter);
        PyObject *value = object == NULL ? NULL : quiet_attribute(object, name);
        PyErr_Clear();
        /* Functions are found on the type, and have to be bound first. */
        if (value != NULL || (object != NULL && _PyType_Lookup(Py_TYPE(object), name) != NULL)) {
            put_text(json, "owner", parameter, LONGEST_NAME);
        }
        Py_XDECREF(value);
        Py_XDECREF(object);
    }
    Py_DECREF(code);
}

/* What is left of the last bracket: `rows[0]` of `rows[0]["name"]`, or `names` of `names.pop("x")`. */
static struct source_range container_of(struct source_range expression, int opcode)
{
    int depth = 0;
    char open = opcode == BINARY_SUBSCR || opcode == DELETE_SUBSCR ? '[' : '(';
    for (const char *position = expression.end; position > expression.begin; position--) {
        char character = position[-1];
        depth += character == ']' || character == ')';
        depth -= character == '[' || character == '(';
        if (depth == 0 && character == open) {
            struct source_range container = {expression.begin, position - 1};
            const char *dot = open == '(' ? memrchr(container.begin, '.', (size_t)(container.end - container.begin)) : container.end;
            container.end = dot == NULL ? container.begin : dot;
            return container;
        }
    }
    return (struct source_range){NULL, NULL};
}

void put_keys(struct json_writer *json, PyTracebackObject *entry)
{
    struct source_range container = container_of(expression_at(entry), opcode_at(entry));
    PyObject *object = container.begin == NULL ? NULL : value_of_expression((PyObject *)entry->tb_frame, container);
    if (object == NULL) {
        return;
    }
    const char *type = Py_TYPE(object)->tp_name;
    json_string(json, "container_type", type, strlen(type), LONGEST_NAME);
    json_string(json, "container", container.begin, (size_t)(container.end - container.begin), LONGEST_EXPRESSION);
    if (PyDict_CheckExact(object) && json_open(json, "keys", '[')) {
        PyObject *key;
        Py_ssize_t position = 0;
        for (int i = 0; i < MOST_KEYS && PyDict_Next(object, &position, &key, NULL); i++) {
            PyObject *shown = PyUnicode_CheckExact(key) || PyLong_CheckExact(key) ? PyObject_Repr(key) : NULL;
            if (shown != NULL) {
                put_text(json, NULL, shown, LONGEST_NAME);
            }
            Py_XDECREF(shown);
            PyErr_Clear();
        }
        json_close(json, ']');
    }
    Py_DECREF(object);
}
