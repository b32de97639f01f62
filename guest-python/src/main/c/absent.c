/* What errors say about parts of the standard library that are absent: a hook of one of our patches asks the module _absent. */
#include "python_host.h"

PyObject *why_absent(PyObject *module_name, PyObject *name)
{
    PyObject *const arguments[] = {module_name, name};
    if (host.why_absent == NULL) {
        return NULL;
    }
    PyObject *text = PyObject_Vectorcall(host.why_absent, arguments, Py_ARRAY_LENGTH(arguments), NULL);
    if (text == NULL) {
        /* The error it is asked about is told all the same. */
        PyErr_Clear();
    } else if (!PyUnicode_Check(text)) {
        Py_CLEAR(text);
    }
    return text;
}
