/*
 * Makes all objects of the image immortal: their reference counts are no longer written. Otherwise a program that only
 * looks at an object dirties its page, and every dirty page is copied at first and restored in the end; the program
 * print('hello') touched a hundred pages, most of them for one count.
 */
#include "python_host.h"

#include "internal/pycore_code.h"
#include "internal/pycore_gc.h"
#include "internal/pycore_interp.h"
#include "internal/pycore_object.h"
#include "internal/pycore_pystate.h"

struct worklist {
    PyObject **objects;
    size_t length;
    size_t capacity;
};

/* An immortal object stays where it is when the program lets go of it; what is the program's must not be. */
static bool belongs_to_program(PyObject *object)
{
    return object == host.main_module || object == host.globals;
}

static int visit(PyObject *object, void *argument)
{
    struct worklist *list = argument;
    if (object == NULL || _Py_IsImmortal(object) || belongs_to_program(object)) {
        return 0;
    }
    if (list->length == list->capacity) {
        return -1;
    }
    if (PyUnicode_Check(object) && PyUnicode_CHECK_INTERNED(object) == SSTATE_INTERNED_MORTAL) {
        /* The table of interned strings counts its references to mortal ones only. */
        _PyASCIIObject_CAST(object)->state.interned = SSTATE_INTERNED_IMMORTAL;
    }
    _Py_SetImmortalUntracked(object);
    list->objects[list->length++] = object;
    return 0;
}

/* Code objects are not known to the collector, so they have no tp_traverse. */
static int visit_code(PyCodeObject *code, struct worklist *list)
{
    PyObject *const parts[] = {
        code->co_consts, code->co_names, code->co_exceptiontable, code->co_localsplusnames, code->co_localspluskinds,
        code->co_filename, code->co_name, code->co_qualname, code->co_linetable,
    };
    for (size_t i = 0; i < Py_ARRAY_LENGTH(parts); i++) {
        if (visit(parts[i], list) < 0) {
            return -1;
        }
    }
    return 0;
}

static int visit_parts(PyObject *object, struct worklist *list)
{
    if (PyCode_Check(object)) {
        return visit_code((PyCodeObject *)object, list);
    }
    if (PyObject_IS_GC(object) && Py_TYPE(object)->tp_traverse != NULL) {
        return Py_TYPE(object)->tp_traverse(object, visit, list);
    }
    return 0;
}

bool make_immortal(void)
{
    PyGC_Head *head = &_PyInterpreterState_GET()->gc.permanent_generation.head;
    struct worklist list = {.capacity = 1 << 17};
    list.objects = calloc(list.capacity, sizeof(PyObject *));
    bool done = list.objects != NULL;
    size_t longest = 0;
    for (PyGC_Head *item = _PyGCHead_NEXT(head); done && item != head; item = _PyGCHead_NEXT(item)) {
        done = visit(_Py_FROM_GC(item), &list) == 0 && visit_parts(_Py_FROM_GC(item), &list) == 0;
        while (done && list.length > 0) {
            longest = list.length > longest ? list.length : longest;
            done = visit_parts(list.objects[--list.length], &list) == 0;
        }
    }
    if (list.objects != NULL) {
        /* Freed memory belongs to the image too: only zeros cost nothing. */
        memset(list.objects, 0, longest * sizeof(PyObject *));
        free(list.objects);
    }
    if (!done) {
        PyErr_NoMemory();
    }
    return done;
}
