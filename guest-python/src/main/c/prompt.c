/*
 * What a prompt asks for: that the last expression is shown, whether more lines may follow, and what could be typed
 * next. Most of the latter is in Python, in the module _prompt.
 */
#include "python_host.h"

#include "internal/pycore_ast.h"
#include "internal/pycore_compile.h"
#include "internal/pycore_parser.h"
#include "internal/pycore_pyarena.h"
#include "internal/pycore_pyerrors.h"

/* Of the program that lives on: how many inputs it had, and which __future__ features they switched on. */
static unsigned inputs;
static int features;

/* Gives the source a file name of its own and keeps its lines: later tracebacks may be about them. */
static bool name_input(void)
{
    PyObject *name = PyUnicode_FromFormat("<input-%u>", ++inputs);
    PyObject *kept = name == NULL ? NULL : PyObject_CallFunctionObjArgs(host.keep_lines, name, host.source, NULL);
    if (kept == NULL) {
        Py_XDECREF(name);
        return false;
    }
    Py_DECREF(kept);
    Py_SETREF(host.file_name, name);
    return true;
}

static PyObject *compile_tree(mod_ty tree, PyCompilerFlags *flags, PyArena *arena)
{
    PyCodeObject *code = _PyAST_Compile(tree, host.file_name, flags, -1, arena);
    if (code != NULL) {
        features |= code->co_flags & PyCF_MASK;
        flags->cf_flags |= code->co_flags & PyCF_MASK;
    }
    return (PyObject *)code;
}

/* Takes the last statement out of a program if it is an expression: as the interpreter's own prompt compiles it. */
static mod_ty take_last_expression(mod_ty program, PyArena *arena)
{
    asdl_stmt_seq *body = program->v.Module.body;
    Py_ssize_t length = asdl_seq_LEN(body);
    if (length == 0 || asdl_seq_GET(body, length - 1)->kind != Expr_kind) {
        return NULL;
    }
    asdl_stmt_seq *last = _Py_asdl_stmt_seq_new(1, arena);
    mod_ty shown = last == NULL ? NULL : _PyAST_Interactive(last, arena);
    if (shown != NULL) {
        asdl_seq_SET(last, 0, asdl_seq_GET(body, length - 1));
        body->size--;
    }
    return shown;
}

PyObject *compile_for_prompt(const char *text, PyObject **shown)
{
    PyCompilerFlags flags = _PyCompilerFlags_INIT;
    PyArena *arena = _PyArena_New();
    PyObject *code = NULL;
    if (arena == NULL) {
        return NULL;
    }
    flags.cf_flags |= features;
    mod_ty program = _PyParser_ASTFromString(text, host.file_name, Py_file_input, &flags, arena);
    if (program != NULL) {
        mod_ty last = take_last_expression(program, arena);
        code = PyErr_Occurred() ? NULL : compile_tree(program, &flags, arena);
        if (code != NULL && last != NULL) {
            *shown = compile_tree(last, &flags, arena);
            if (*shown == NULL) {
                Py_CLEAR(code);
            }
        }
    }
    _PyArena_Free(arena);
    return code;
}

static int ended_by_exception(void)
{
    bool asked = PyErr_ExceptionMatches(PyExc_SystemExit);
    int code = handle_uncaught(PHASE_RUN);
    if (!asked) {
        /* Other codes would say that the program asked for the end, as that of a KeyboardInterrupt does elsewhere. */
        return 1;
    }
    /* Whoever holds the prompt wants to know that the program asked for the end, whatever its exit code. */
    Py_XDECREF(PyObject_CallNoArgs(host.tell_exit));
    PyErr_Clear();
    return code;
}

int execute_at_prompt(const struct guest_request *request)
{
    PyObject *shown = NULL;
    if (!take_source(request) || !name_input()) {
        return handle_uncaught(PHASE_RUN);
    }
    PyObject *code = compile_source(&shown);
    if (code == NULL) {
        return handle_uncaught(PHASE_COMPILE);
    }
    PyObject *result = PyEval_EvalCode(code, host.globals, host.globals);
    if (result != NULL && shown != NULL) {
        Py_SETREF(result, PyEval_EvalCode(shown, host.globals, host.globals));
    }
    Py_DECREF(code);
    Py_XDECREF(shown);
    if (result == NULL) {
        return ended_by_exception();
    }
    Py_DECREF(result);
    return 0;
}

static bool is_compound(stmt_ty statement)
{
    switch (statement->kind) {
    case FunctionDef_kind:
    case AsyncFunctionDef_kind:
    case ClassDef_kind:
    case For_kind:
    case AsyncFor_kind:
    case While_kind:
    case If_kind:
    case With_kind:
    case AsyncWith_kind:
    case Match_kind:
    case Try_kind:
    case TryStar_kind:
        return true;
    default:
        return false;
    }
}

/* Whether the last statement of a valid text is one whose block goes on with further lines. */
static bool ends_in_block(const char *text, PyArena *arena)
{
    PyCompilerFlags flags = _PyCompilerFlags_INIT;
    mod_ty program = _PyParser_ASTFromString(text, host.file_name, Py_file_input, &flags, arena);
    asdl_stmt_seq *body = program == NULL ? NULL : program->v.Module.body;
    Py_ssize_t length = asdl_seq_LEN(body);
    return length > 0 && is_compound(asdl_seq_GET(body, length - 1));
}

/* A string in simple quotes ends with its line, so further lines do not mend it. */
static bool is_open_string(PyObject *exception, const char *text, size_t length)
{
    PyObject *message = PyObject_GetAttrString(exception, "msg");
    const char *words = message != NULL && PyUnicode_Check(message) ? PyUnicode_AsUTF8(message) : NULL;
    bool open = words != NULL && strncmp(words, "unterminated ", 13) == 0 && strstr(words, "triple-quoted") == NULL;
    Py_XDECREF(message);
    PyErr_Clear();
    return open && (length == 0 || text[length - 1] != '\\');
}

/* Whether a text that cannot be compiled is only the beginning of one that can. */
static bool ends_too_soon(const char *text, size_t length, PyArena *arena)
{
    PyCompilerFlags flags = _PyCompilerFlags_INIT;
    char *lines = PyMem_Malloc(length + 2);
    if (lines == NULL) {
        return false;
    }
    memcpy(lines, text, length);
    memcpy(lines + length, "\n", 2);
    flags.cf_flags |= PyCF_ALLOW_INCOMPLETE_INPUT;
    (void)_PyParser_ASTFromString(lines, host.file_name, Py_file_input, &flags, arena);
    bool incomplete = PyErr_ExceptionMatches(PyExc_IncompleteInputError);
    PyMem_Free(lines);
    return incomplete;
}

enum continuation continuation_of_source(PyObject *exception)
{
    const char *text = PyBytes_AS_STRING(host.source);
    size_t length = (size_t)PyBytes_GET_SIZE(host.source);
    PyArena *arena = strlen(text) == length ? _PyArena_New() : NULL;
    enum continuation answer = CONTINUES_NOT;
    if (arena != NULL && exception == NULL) {
        answer = ends_in_block(text, arena) ? MAY_CONTINUE : CONTINUES_NOT;
    } else if (arena != NULL && PyErr_GivenExceptionMatches(exception, PyExc_SyntaxError)
               && !is_open_string(exception, text, length)) {
        answer = ends_too_soon(text, length, arena) ? MUST_CONTINUE : CONTINUES_NOT;
    }
    if (arena != NULL) {
        _PyArena_Free(arena);
    }
    PyErr_Clear();
    return answer;
}

int complete(const struct guest_request *request)
{
    PyObject *result = PyObject_CallFunction(host.complete, "y#", request->code.bytes, (Py_ssize_t)request->code.length);
    if (result == NULL) {
        PyErr_Clear();
        return 1;
    }
    Py_DECREF(result);
    return 0;
}
