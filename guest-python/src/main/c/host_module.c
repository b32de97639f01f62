/* The module _host: how Python code of the guest speaks to the host. */
#include "python_host.h"

PyDoc_STRVAR(call_doc,
"call(message, /)\n--\n\n"
"Send a message, a JSON object in UTF-8 with a member \"type\", and return the host's response as bytes.");

static PyObject *refused(int32_t answer)
{
    if (answer == HOST_CALL_UNKNOWN_TYPE) {
        PyErr_SetString(PyExc_LookupError, "the host does not know messages of this type");
    } else {
        PyErr_Format(PyExc_ValueError, "the host refused the message: it is no JSON object, or longer than %u bytes",
                     HOST_CALL_MAX_MESSAGE);
    }
    return NULL;
}

static PyObject *call(PyObject *Py_UNUSED(module), PyObject *message)
{
    char response[2048];
    Py_buffer view;
    if (PyObject_GetBuffer(message, &view, PyBUF_SIMPLE) < 0) {
        return NULL;
    }
    int32_t length = view.len > (Py_ssize_t)HOST_CALL_MAX_MESSAGE
        ? HOST_CALL_MALFORMED
        : host_call(view.buf, (uint32_t)view.len, response, sizeof response);
    PyBuffer_Release(&view);
    if (length < 0) {
        return refused(length);
    }
    if ((size_t)length <= sizeof response) {
        return PyBytes_FromStringAndSize(response, length);
    }
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, length);
    if (bytes != NULL && host_call(NULL, 0, PyBytes_AS_STRING(bytes), (uint32_t)length) != length) {
        Py_CLEAR(bytes);
        PyErr_SetString(PyExc_OSError, "the host lost its response");
    }
    return bytes;
}

PyDoc_STRVAR(program_doc,
"program()\n--\n\n"
"Return the file name of the program that runs and its source as bytes, or None where there is no program yet.");

static PyObject *program(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(arguments))
{
    return PyTuple_Pack(2, host.file_name, host.source == NULL ? Py_None : host.source);
}

static PyMethodDef methods[] = {
    {"call", call, METH_O, call_doc},
    {"program", program, METH_NOARGS, program_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_host",
    .m_doc = PyDoc_STR("How Python code speaks to the host of the sandbox."),
    .m_size = 0,
    .m_methods = methods,
};

PyObject *init_host_module(void)
{
    return PyModuleDef_Init(&definition);
}
