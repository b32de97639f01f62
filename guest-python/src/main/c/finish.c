/*
 * The end of the process in the order in which the interpreter does it: exit handlers, then the program's objects,
 * with their finalizers, then what is left in buffers. The interpreter itself is not torn down: its memory is
 * about to be thrown away as a whole.
 */
#include "python_host.h"

#include "internal/pycore_gc.h"
#include "internal/pycore_interp.h"
#include "internal/pycore_pylifecycle.h"
#include "internal/pycore_pystate.h"

/* What the interpreter returns when output could not be written. */
static const int exit_code_lost_output = 120;

static bool is_closed(PyObject *file)
{
    PyObject *closed = PyObject_GetAttrString(file, "closed");
    int answer = closed == NULL ? -1 : PyObject_IsTrue(closed);
    Py_XDECREF(closed);
    PyErr_Clear();
    return answer > 0;
}

/* Leaves the exception when it returns false. */
static bool flush(const char *name)
{
    PyObject *file = Py_XNewRef(PySys_GetObject(name));
    bool done = true;
    if (file != NULL && file != Py_None && !is_closed(file)) {
        PyObject *result = PyObject_CallMethod(file, "flush", NULL);
        done = result != NULL;
        Py_XDECREF(result);
    }
    Py_XDECREF(file);
    return done;
}

void flush_standard_streams(void)
{
    PyObject *exception = PyErr_GetRaisedException();
    (void)flush("stderr");
    PyErr_Clear();
    (void)flush("stdout");
    PyErr_Clear();
    PyErr_SetRaisedException(exception);
}

/* As above at the end of the process: output that is lost is no longer passed over in silence. */
static bool flush_for_good(void)
{
    bool done = flush("stdout");
    if (!done) {
        PyErr_WriteUnraisable(PySys_GetObject("stdout"));
    }
    (void)flush("stderr");
    PyErr_Clear();
    return done;
}

/* Finalizers write to the streams of the process, whatever the program put in their place. */
static void restore_standard_streams(void)
{
    static const char *const names[][2] = {{"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(names); i++) {
        PyObject *original = PySys_GetObject(names[i][1]);
        if (original != NULL && original != PySys_GetObject(names[i][0])) {
            (void)PySys_SetObject(names[i][0], original);
            PyErr_Clear();
        }
    }
}

/* Lets go of __main__ and of all modules that the image does not have. */
static void drop_modules(void)
{
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *names = PyDict_GET_SIZE(modules) == host.boot_modules ? NULL : PyDict_Keys(modules);
    for (Py_ssize_t i = host.boot_modules; names != NULL && i < PyList_GET_SIZE(names); i++) {
        if (PyDict_DelItem(modules, PyList_GET_ITEM(names, i)) < 0) {
            PyErr_Clear();
        }
    }
    Py_XDECREF(names);
    (void)PyDict_DelItemString(modules, "__main__");
    PyErr_Clear();
    Py_CLEAR(host.main_module);
    Py_CLEAR(host.globals);
}

static bool is_writer(PyObject *object)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(host.writers); i++) {
        if (PyType_IsSubtype(Py_TYPE(object), host.writers[i])) {
            return true;
        }
    }
    return false;
}

/*
 * Looks through the objects that were made since the image: whether one has a finalizer, and which are writers. The
 * list of these is made by the first one, and stays NULL where there is none.
 */
static bool find_finalizers(PyObject **writers)
{
    struct _gc_runtime_state *collector = &_PyInterpreterState_GET()->gc;
    bool found = false;
    for (int i = 0; i < NUM_GENERATIONS; i++) {
        PyGC_Head *head = &collector->generations[i].head;
        for (PyGC_Head *item = _PyGCHead_NEXT(head); item != head; item = _PyGCHead_NEXT(item)) {
            PyObject *object = _Py_FROM_GC(item);
            if (Py_TYPE(object)->tp_finalize == NULL && Py_TYPE(object)->tp_del == NULL) {
                continue;
            }
            found = true;
            if (is_writer(object)) {
                /* A new list comes to the end of the youngest generation and disturbs nothing. */
                if ((*writers == NULL && (*writers = PyList_New(0)) == NULL) || PyList_Append(*writers, object) < 0) {
                    PyErr_Clear();
                }
            }
        }
    }
    return found;
}

static void flush_writers(PyObject *writers)
{
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(writers); i++) {
        PyObject *writer = PyList_GET_ITEM(writers, i);
        if (!is_closed(writer)) {
            Py_XDECREF(PyObject_CallMethod(writer, "flush", NULL));
            PyErr_Clear();
        }
    }
    Py_DECREF(writers);
}

/*
 * Runs the finalizers of what only cycles hold. Buffers are written before: a collection closes the files of a cycle in
 * any order, and what is in a buffer above a closed file is lost.
 */
static void finalize_objects(void)
{
    PyObject *writers = NULL;
    if (!find_finalizers(&writers)) {
        return;
    }
    if (writers != NULL) {
        flush_writers(writers);
    }
    (void)PyGC_Collect();
    writers = NULL;
    (void)find_finalizers(&writers);
    if (writers != NULL) {
        flush_writers(writers);
    }
}

/*
 * The exit handler of logging is not registered in the image, because it costs as much as a small program. It was
 * registered before any handler of a program, so it runs after them, and only flushes the log handlers that there are.
 */
static void shut_logging_down(void)
{
    if (PyList_GET_SIZE(host.log_handlers) > host.boot_log_handlers) {
        Py_XDECREF(PyObject_CallNoArgs(host.log_shutdown));
        PyErr_Clear();
    }
}

int finish(int code)
{
    _PyAtExit_Call(_PyInterpreterState_GET());
    shut_logging_down();
    bool complete = flush_for_good();
    forget_last_exception();
    restore_standard_streams();
    drop_modules();
    finalize_objects();
    complete &= flush_for_good();
    return complete ? code : exit_code_lost_output;
}
