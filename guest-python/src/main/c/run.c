/* One request: compile, run in __main__, report. */
#include "python_host.h"

#include <stdio.h>

#include "internal/pycore_compile.h"
#include "internal/pycore_parser.h"
#include "internal/pycore_pyarena.h"

struct host host;

/*
 * The rare sources that the interpreter treats differently in a file than in a string (NUL bytes, wrong encoding)
 * go through its reader of files, for the same error with the same position.
 */
static PyObject *compile_like_a_file(PyObject *source)
{
    PyObject *code = NULL;
    int ignored;
    PyCompilerFlags flags = _PyCompilerFlags_INIT;
    PyArena *arena = _PyArena_New();
    if (arena == NULL) {
        return NULL;
    }
    FILE *file = fmemopen(PyBytes_AS_STRING(source), (size_t)PyBytes_GET_SIZE(source), "r");
    if (file == NULL) {
        PyErr_SetFromErrno(PyExc_OSError);
    } else {
        mod_ty tree = _PyParser_ASTFromFile(file, host.file_name, NULL, Py_file_input, NULL, NULL, &flags, &ignored, arena);
        if (tree != NULL) {
            code = (PyObject *)_PyAST_Compile(tree, host.file_name, &flags, -1, arena);
        }
        (void)fclose(file);
    }
    _PyArena_Free(arena);
    return code;
}

/* Whether one of the first two lines may name an encoding. */
static bool names_encoding(const char *text, size_t length)
{
    static const char mark[] = "coding";
    const char *end = text + length;
    for (int line = 0; line < 2 && text < end; line++) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *line_end = newline == NULL ? end : newline;
        for (const char *c = text; c + sizeof mark - 1 <= line_end; c++) {
            if (memcmp(c, mark, sizeof mark - 1) == 0) {
                return true;
            }
        }
        text = newline == NULL ? end : newline + 1;
    }
    return false;
}

static bool is_utf8(const char *text, size_t length)
{
    PyObject *decoded = PyUnicode_DecodeUTF8(text, (Py_ssize_t)length, NULL);
    if (decoded == NULL) {
        PyErr_Clear();
        return false;
    }
    Py_DECREF(decoded);
    return true;
}

/* The decoder of strings puts its errors on line 0, and words them differently. */
static bool decoding_failed(void)
{
    PyObject *exception = PyErr_GetRaisedException();
    bool failed = Py_IS_TYPE(exception, (PyTypeObject *)PyExc_SyntaxError)
        && ((PySyntaxErrorObject *)exception)->lineno != NULL
        && PyObject_Not(((PySyntaxErrorObject *)exception)->lineno) == 1;
    PyErr_SetRaisedException(exception);
    return failed;
}

PyObject *compile_source(PyObject **shown)
{
    const char *text = PyBytes_AS_STRING(host.source);
    size_t length = (size_t)PyBytes_GET_SIZE(host.source);
    bool encoded = names_encoding(text, length);
    if (strlen(text) != length || (!encoded && !is_utf8(text, length))) {
        return compile_like_a_file(host.source);
    }
    PyCompilerFlags flags = _PyCompilerFlags_INIT;
    PyObject *code = shown == NULL
        ? Py_CompileStringObject(text, host.file_name, Py_file_input, &flags, -1)
        : compile_for_prompt(text, shown);
    if (code == NULL && encoded && decoding_failed()) {
        PyErr_Clear();
        return compile_like_a_file(host.source);
    }
    return code;
}

bool take_source(const struct guest_request *request)
{
    PyObject *source = PyBytes_FromStringAndSize(request->code.bytes, request->code.length);
    if (source == NULL) {
        return false;
    }
    Py_XSETREF(host.source, source);
    return true;
}

static PyObject *compile_program(const struct guest_request *request)
{
    return take_source(request) ? compile_source(NULL) : NULL;
}

/* A line with its end of the program that was compiled last, for a SyntaxError; NULL when it is of another file. */
PyObject *program_line(PyObject *file_name, int line, const char *encoding)
{
    if (host.source == NULL || PyUnicode_Compare(file_name, host.file_name) != 0) {
        return NULL;
    }
    const char *position = PyBytes_AS_STRING(host.source);
    const char *end = position + PyBytes_GET_SIZE(host.source);
    while (--line > 0 && position < end) {
        const char *newline = memchr(position, '\n', (size_t)(end - position));
        position = newline == NULL ? end : newline + 1;
    }
    const char *newline = memchr(position, '\n', (size_t)(end - position));
    Py_ssize_t length = (newline == NULL ? end : newline + 1) - position;
    PyObject *text = PyUnicode_Decode(position, length, encoding == NULL ? "utf-8" : encoding, "replace");
    if (text == NULL) {
        PyErr_Clear();
    }
    return text;
}

/* Lines that linecache took from an earlier program of the same name are not those of this one. */
static bool forget_lines(void)
{
    return PyDict_GET_SIZE(host.linecache) == 0 || PyDict_Pop(host.linecache, host.file_name, NULL) >= 0;
}

static int execute(const struct guest_request *request)
{
    PyObject *code = compile_program(request);
    if (code == NULL) {
        return handle_uncaught(PHASE_COMPILE);
    }
    PyObject *result = PyEval_EvalCode(code, host.globals, host.globals);
    Py_DECREF(code);
    if (result == NULL) {
        return handle_uncaught(PHASE_RUN);
    }
    Py_DECREF(result);
    return 0;
}

static int validate(const struct guest_request *request)
{
    PyObject *code = compile_program(request);
    if (code != NULL) {
        Py_DECREF(code);
        report_validation(NULL, continuation_of_source(NULL));
        return 0;
    }
    PyObject *exception = PyErr_GetRaisedException();
    report_validation(exception, continuation_of_source(exception));
    Py_DECREF(exception);
    return 1;
}

int run_request(const struct guest_request *request)
{
    wake_up();
    set_working_directory(request->working_directory);
    if ((request->replaces_environment && !set_environment(request->environment))
        || !set_program(request) || !set_arguments(request->arguments) || !forget_lines()) {
        return handle_uncaught(PHASE_RUN);
    }
    switch (request->operation) {
    case GUEST_VALIDATE:
        return validate(request);
    case GUEST_COMPLETE:
        return complete(request);
    }
    begin_positions((request->flags & GUEST_FLAG_STEADY) != 0);
    bool at_prompt = (request->flags & GUEST_FLAG_ECHO) != 0;
    int code = at_prompt ? execute_at_prompt(request) : execute(request);
    end_positions();
    if ((request->flags & GUEST_FLAG_LAST) != 0) {
        return finish(code);
    }
    flush_standard_streams();
    if (!at_prompt) {
        forget_last_exception();
    }
    return code;
}
