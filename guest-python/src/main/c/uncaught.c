/* The end of a run by an exception, as the interpreter's main program ends it. */
#include "python_host.h"

#include <stdio.h>

#include "internal/pycore_pylifecycle.h"
#include "internal/pycore_pythonrun.h"

/* As a shell sees a program that was ended by SIGINT. */
static const int exit_code_interrupted = 130;

static const char *const last_names[] = {"last_exc", "last_type", "last_value", "last_traceback"};

/*
 * When memory runs out, showing the traceback needs some. This much is never touched, so it costs an instance
 * no memory of the machine, only room below its limit.
 */
static const size_t reserve_size = 768 * 1024;
static void *reserve;

void keep_reserve(void)
{
    if (reserve == NULL) {
        reserve = malloc(reserve_size);
    }
}

void release_reserve(void)
{
    free(reserve);
    reserve = NULL;
}

static void remember(PyObject *exception, PyObject *traceback)
{
    PyObject *const values[] = {exception, (PyObject *)Py_TYPE(exception), exception, traceback};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(last_names); i++) {
        if (PySys_SetObject(last_names[i], values[i]) < 0) {
            PyErr_Clear();
        }
    }
}

void forget_last_exception(void)
{
    if (PySys_GetObject(last_names[0]) == NULL) {
        return;
    }
    for (size_t i = 0; i < Py_ARRAY_LENGTH(last_names); i++) {
        (void)PySys_SetObject(last_names[i], NULL);
    }
}

/* Calls sys.excepthook. Returns the exit code, which the hook may choose by SystemExit. */
static int show(PyObject *exception)
{
    int code = 1;
    PyObject *traceback = PyException_GetTraceback(exception);
    if (traceback == NULL) {
        traceback = Py_NewRef(Py_None);
    }
    remember(exception, traceback);
    PyObject *hook = Py_XNewRef(PySys_GetObject("excepthook"));
    if (hook == NULL) {
        PySys_WriteStderr("sys.excepthook is missing\n");
        PyErr_DisplayException(exception);
    } else {
        PyObject *arguments[] = {(PyObject *)Py_TYPE(exception), exception, traceback};
        PyObject *result = PyObject_Vectorcall(hook, arguments, Py_ARRAY_LENGTH(arguments), NULL);
        if (result == NULL && !_Py_HandleSystemExit(&code)) {
            PyObject *second = PyErr_GetRaisedException();
            PySys_WriteStderr("Error in sys.excepthook:\n");
            PyErr_DisplayException(second);
            PySys_WriteStderr("\nOriginal exception was:\n");
            PyErr_DisplayException(exception);
            Py_DECREF(second);
        }
        Py_XDECREF(result);
    }
    PyErr_Clear();
    Py_XDECREF(hook);
    Py_DECREF(traceback);
    return code;
}

int handle_uncaught(enum phase phase)
{
    int code;
    if (_Py_HandleSystemExit(&code)) {
        return code & 0xFF;
    }
    PyObject *exception = PyErr_GetRaisedException();
    bool interrupted = PyErr_GivenExceptionMatches(exception, PyExc_KeyboardInterrupt);
    if (PyErr_GivenExceptionMatches(exception, PyExc_MemoryError)) {
        release_reserve();
    }
    flush_standard_streams();
    report_error(phase, exception);
    code = show(exception) & 0xFF;
    Py_DECREF(exception);
    keep_reserve();
    return interrupted && code == 1 ? exit_code_interrupted : code;
}
