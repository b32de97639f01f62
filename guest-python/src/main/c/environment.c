/* What a request says about the process: program, arguments, environment, working directory. */
#include "python_host.h"

#include <unistd.h>

static PyObject *decode_path(const char *bytes, size_t length)
{
    /* As file names from the file system: bytes that are not UTF-8 survive as surrogates. */
    return PyUnicode_DecodeFSDefaultAndSize(bytes, (Py_ssize_t)length);
}

/*
 * Puts the directory of the program where `python program.py` has it, behind the packages that come with the host and
 * in the place of the last program's directory.
 */
static bool set_program_directory(struct guest_string file_name)
{
    size_t length = file_name.length;
    while (length > 0 && file_name.bytes[length - 1] != '/') {
        length--;
    }
    /* Without the last slash, unless it is the root. */
    PyObject *directory = decode_path(file_name.bytes, length > 1 ? length - 1 : length);
    PyObject *path = PySys_GetObject("path");
    bool done = directory != NULL;
    if (done && path != NULL && PyList_CheckExact(path)) {
        Py_ssize_t position = PyList_GET_SIZE(path) > 0 ? 1 : 0;
        Py_ssize_t last = host.directory == NULL ? -1 : PySequence_Index(path, host.directory);
        if (last >= 0) {
            done = PyList_SetItem(path, last, Py_NewRef(directory)) == 0;
        } else {
            PyErr_Clear();
            done = PyList_Insert(path, position, directory) == 0;
        }
    }
    Py_XSETREF(host.directory, directory);
    return done;
}

/* Gives the name to what will be compiled and, when it is a new one, to __main__. */
bool set_program(const struct guest_request *request)
{
    static struct guest_string last;
    struct guest_string name = request->file_name;
    if (last.bytes != NULL && name.length == last.length && memcmp(name.bytes, last.bytes, last.length) == 0) {
        if (host.file_name != host.program) {
            Py_SETREF(host.file_name, Py_NewRef(host.program));
        }
        return true;
    }
    if (!set_program_directory(name)) {
        return false;
    }
    char *copy = malloc(name.length + 1);
    PyObject *file_name = decode_path(name.bytes, name.length);
    if (copy == NULL || file_name == NULL
        || PyDict_SetItemString(host.globals, "__file__", file_name) < 0
        || PyObject_SetAttrString(host.loader, "path", file_name) < 0) {
        free(copy);
        Py_XDECREF(file_name);
        if (!PyErr_Occurred()) {
            PyErr_NoMemory();
        }
        return false;
    }
    memcpy(copy, name.bytes, name.length);
    free((char *)last.bytes);
    last = (struct guest_string){copy, name.length};
    Py_SETREF(host.program, file_name);
    Py_SETREF(host.file_name, Py_NewRef(file_name));
    return true;
}

bool set_arguments(struct guest_strings arguments)
{
    PyObject *list = PyList_New(arguments.count);
    if (list == NULL) {
        return false;
    }
    for (Py_ssize_t i = 0; arguments.count > 0; i++) {
        struct guest_string argument = guest_next_string(&arguments);
        PyObject *text = decode_path(argument.bytes, argument.length);
        if (text == NULL) {
            Py_DECREF(list);
            return false;
        }
        PyList_SET_ITEM(list, i, text);
    }
    int status = PySys_SetObject("argv", list);
    Py_DECREF(list);
    return status == 0;
}

static bool add_variable(struct guest_string variable)
{
    const char *equals = memchr(variable.bytes, '=', variable.length);
    if (equals == NULL || equals == variable.bytes || memchr(variable.bytes, '\0', variable.length) != NULL) {
        PyErr_SetString(PyExc_ValueError, "an environment variable in the request is not of the form NAME=value");
        return false;
    }
    PyObject *name = PyBytes_FromStringAndSize(variable.bytes, equals - variable.bytes);
    PyObject *value = PyBytes_FromStringAndSize(equals + 1, variable.bytes + variable.length - equals - 1);
    bool done = name != NULL && value != NULL && PyDict_SetItem(host.environ, name, value) == 0;
    if (done && setenv(PyBytes_AS_STRING(name), PyBytes_AS_STRING(value), 1) != 0) {
        PyErr_NoMemory();
        done = false;
    }
    Py_XDECREF(name);
    Py_XDECREF(value);
    return done;
}

/* Takes those directories out of sys.path that the last request put there and that are still there. */
static void leave_search_path(PyObject *path)
{
    Py_ssize_t count = host.search_path == NULL ? 0 : PyList_GET_SIZE(host.search_path);
    for (Py_ssize_t i = 0; i < count; i++) {
        Py_ssize_t position = PySequence_Index(path, PyList_GET_ITEM(host.search_path, i));
        if (position < 0 || PySequence_DelItem(path, position) < 0) {
            PyErr_Clear();
        }
    }
    Py_CLEAR(host.search_path);
}

/*
 * Puts the directories of PYTHONPATH into sys.path, behind the program's own and in the place of the last request's. An
 * interpreter that starts does so by itself; this one started when its image was made.
 */
static bool set_search_path(void)
{
    const char *text = getenv("PYTHONPATH");
    PyObject *path = PySys_GetObject("path");
    bool wanted = text != NULL && *text != '\0';
    if ((!wanted && host.search_path == NULL) || path == NULL || !PyList_CheckExact(path)) {
        return true;
    }
    leave_search_path(path);
    if (!wanted) {
        return true;
    }
    PyObject *joined = decode_path(text, strlen(text));
    PyObject *colon = PyUnicode_InternFromString(":");
    PyObject *directories = joined == NULL || colon == NULL ? NULL : PyUnicode_Split(joined, colon, -1);
    Py_XDECREF(joined);
    Py_XDECREF(colon);
    if (directories == NULL) {
        return false;
    }
    Py_ssize_t position = host.directory == NULL ? -1 : PySequence_Index(path, host.directory);
    if (position < 0) {
        PyErr_Clear();
    }
    host.search_path = directories;
    return PyList_SetSlice(path, position + 1, position + 1, directories) == 0;
}

/* The environment of the request replaces the one that is there, unless it is the one set last. */
bool set_environment(struct guest_strings environment)
{
    static struct guest_string last;
    struct guest_strings rest = environment;
    while (rest.count > 0) {
        (void)guest_next_string(&rest);
    }
    size_t length = (size_t)(rest.position - environment.position);
    if (last.bytes != NULL && length == last.length && memcmp(environment.position, last.bytes, length) == 0) {
        return true;
    }
    char *copy = malloc(length + 1);
    if (copy == NULL) {
        PyErr_NoMemory();
        return false;
    }
    memcpy(copy, environment.position, length);
    free((char *)last.bytes);
    last = (struct guest_string){copy, length};
    clearenv();
    PyDict_Clear(host.environ);
    while (environment.count > 0) {
        if (!add_variable(guest_next_string(&environment))) {
            return false;
        }
    }
    return set_search_path();
}

void set_working_directory(struct guest_string directory)
{
    char wanted[4096];
    char current[sizeof wanted];
    if (directory.length == 0 || directory.length >= sizeof wanted || memchr(directory.bytes, '\0', directory.length) != NULL) {
        return;
    }
    memcpy(wanted, directory.bytes, directory.length);
    wanted[directory.length] = '\0';
    if (getcwd(current, sizeof current) != NULL && strcmp(current, wanted) == 0) {
        return;
    }
    /* A missing directory is the program's trouble, not the host's. */
    (void)chdir(wanted);
}
