/*
 * The boot, which happens once for all instances: start the interpreter, import what programs usually need, and bring
 * its memory into the state that every instance starts from.
 */
#include "python_host.h"

static const char bootstrap[] = {
#embed "bootstrap.py"
    , '\0'};

/* Programs get this name unless the request says another; nothing has to be set up then. */
static const char default_program[] = "/app/user_code.py";

/* In the interpreter's module _random, by one of our patches: while it is set, generators are not seeded but marked. */
extern int _Py_RandomIsLazy;

/* In the interpreter, by one of our patches: the lines of programs that are not files. */
extern PyObject *(*_PyErr_ProgramTextHook)(PyObject *file_name, int line, const char *encoding);

/* In the interpreter, by one of our patches: what errors about names that a module does not have say besides. */
extern PyObject *(*_PyModule_WhyAbsentHook)(PyObject *module_name, PyObject *name);

/*
 * How deep C functions of the interpreter may call each other before a RecursionError; the interpreter's own number for
 * WASI (5000) is too much for the 4 MiB of stack that the engine gives. Most programs meet the limit of 1000 Python
 * frames first.
 */
static const int c_recursion_limit = 3000;

static bool awake;

static bool failed(PyStatus status)
{
    if (!PyStatus_Exception(status)) {
        return false;
    }
    fprintf(stderr, "the interpreter does not start: %s: %s\n", status.func == NULL ? "?" : status.func,
            status.err_msg == NULL ? "?" : status.err_msg);
    return true;
}

static bool set_text(PyConfig *config, wchar_t **field, const wchar_t *text)
{
    return !failed(PyConfig_SetString(config, field, text));
}

static bool configure(PyConfig *config)
{
    /* Nothing of a process decides how the interpreter starts; what a run may decide comes with its request. */
    PyConfig_InitIsolatedConfig(config);
    config->use_hash_seed = 1;
    config->hash_seed = 0;
    config->site_import = 0;
    config->write_bytecode = 0;
    config->install_signal_handlers = 0;
    config->pathconfig_warnings = 0;
    config->module_search_paths_set = 1;
    return !failed(PyWideStringList_Append(&config->module_search_paths, L"" STANDARD_LIBRARY))
        && set_text(config, &config->stdlib_dir, L"" STANDARD_LIBRARY)
        && set_text(config, &config->prefix, L"/usr") && set_text(config, &config->exec_prefix, L"/usr")
        && set_text(config, &config->base_prefix, L"/usr") && set_text(config, &config->base_exec_prefix, L"/usr")
        && set_text(config, &config->executable, L"") && set_text(config, &config->base_executable, L"")
        && set_text(config, &config->program_name, L"python3")
        /* As PYTHONIOENCODING=utf-8 of the usual environment has it. */
        && set_text(config, &config->stdio_encoding, L"utf-8") && set_text(config, &config->stdio_errors, L"strict");
}

static bool start_interpreter(void)
{
    PyPreConfig preconfig;
    PyPreConfig_InitIsolatedConfig(&preconfig);
    preconfig.utf8_mode = 1;
    preconfig.configure_locale = 1;
    if (failed(Py_PreInitialize(&preconfig)) || PyImport_AppendInittab("_host", init_host_module) < 0
        || PyImport_AppendInittab("_kdf", init_key_derivation_module) < 0) {
        return false;
    }
    PyConfig config;
    bool started = configure(&config) && !failed(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);
    if (started) {
        PyThreadState_Get()->c_recursion_remaining -= Py_C_RECURSION_LIMIT - c_recursion_limit;
    }
    return started;
}

static PyObject *run_bootstrap(void)
{
    PyObject *code = Py_CompileString(bootstrap, "<bootstrap>", Py_file_input);
    PyObject *namespace = PyDict_New();
    PyObject *result = NULL;
    if (code != NULL && namespace != NULL && PyDict_SetItemString(namespace, "__name__", Py_None) == 0) {
        result = PyEval_EvalCode(code, namespace, namespace);
    }
    Py_XDECREF(code);
    if (result == NULL) {
        Py_CLEAR(namespace);
    }
    Py_XDECREF(result);
    return namespace;
}

static PyObject *take(PyObject *namespace, const char *name)
{
    PyObject *value = PyDict_GetItemString(namespace, name);
    if (value == NULL) {
        PyErr_Format(PyExc_SystemError, "the bootstrap does not define %s", name);
    }
    return Py_XNewRef(value);
}

static bool find_objects(PyObject *namespace)
{
    static const char *const writer_names[] = {"TextIOWrapper", "BufferedWriter", "BufferedRandom"};
    host.linecache = take(namespace, "lines");
    host.environ = take(namespace, "environ");
    host.loader = take(namespace, "loader");
    host.logging = take(namespace, "logging_names");
    host.log_handlers = take(namespace, "log_handlers");
    host.log_shutdown = take(namespace, "log_shutdown");
    host.keep_lines = take(namespace, "keep_lines");
    host.tell_exit = take(namespace, "tell_exit");
    host.complete = take(namespace, "complete");
    host.why_absent = take(namespace, "why_absent");
    host.start_time = PyUnicode_InternFromString("_startTime");
    PyObject *io = PyImport_ImportModule("_io");
    for (size_t i = 0; io != NULL && i < Py_ARRAY_LENGTH(host.writers); i++) {
        host.writers[i] = (PyTypeObject *)PyObject_GetAttrString(io, writer_names[i]);
    }
    Py_XDECREF(io);
    return !PyErr_Occurred();
}

static bool prepare_main(void)
{
    host.program = PyUnicode_InternFromString(default_program);
    host.file_name = Py_XNewRef(host.program);
    host.main_module = PyImport_AddModuleRef("__main__");
    if (host.file_name == NULL || host.main_module == NULL) {
        return false;
    }
    host.globals = Py_NewRef(PyModule_GetDict(host.main_module));
    return PyDict_SetItemString(host.globals, "__annotations__", PyDict_New()) == 0
        && PyDict_SetItemString(host.globals, "__file__", host.file_name) == 0
        && PyDict_SetItemString(host.globals, "__cached__", Py_None) == 0;
}

/* The collector shall neither visit what is in the image nor count it. __main__ is the program's and not frozen. */
static bool freeze(void)
{
    PyObject *collector = PyImport_ImportModule("gc");
    PyObject *result = NULL;
    if (collector != NULL) {
        (void)PyGC_Collect();
        result = PyObject_CallMethod(collector, "freeze", NULL);
    }
    Py_XDECREF(collector);
    if (result == NULL) {
        return false;
    }
    Py_DECREF(result);
    PyObject_GC_UnTrack(host.main_module);
    PyObject_GC_Track(host.main_module);
    PyObject_GC_UnTrack(host.globals);
    PyObject_GC_Track(host.globals);
    return true;
}

/*
 * Runs a program as an instance will do it: its caches are filled, its code is specialised and its buffers have their
 * size in the image, instead of in each instance. The environment is the usual one, so that setting it again costs nothing.
 */
static bool rehearse(void)
{
    static const char code[] = "[print('', end='') for _ in range(4)]\n";
    static const char *const environment[] = {
        "PYTHONUTF8=1", "LC_ALL=C.UTF-8", "PYTHONIOENCODING=utf-8", "PYTHONHASHSEED=0",
    };
    static char variables[256];
    char argument[4 + sizeof default_program] = {0};
    char *end = variables;
    for (size_t i = 0; i < Py_ARRAY_LENGTH(environment); i++) {
        uint32_t length = (uint32_t)strlen(environment[i]);
        memcpy(end, &length, sizeof length);
        memcpy(end + sizeof length, environment[i], length);
        end += sizeof length + length;
    }
    argument[0] = sizeof default_program - 1;
    memcpy(argument + 4, default_program, sizeof default_program - 1);
    const struct guest_request request = {
        .operation = GUEST_EXECUTE,
        .code = {code, sizeof code - 1},
        .file_name = {default_program, sizeof default_program - 1},
        .working_directory = {"/", 1},
        .arguments = {argument, 1},
        .environment = {variables, Py_ARRAY_LENGTH(environment)},
        .replaces_environment = true,
    };
    for (int i = 0; i < 5; i++) {
        if (run_request(&request) != 0) {
            return false;
        }
    }
    return true;
}

bool boot_interpreter(void)
{
    _Py_RandomIsLazy = 1;
    _PyErr_ProgramTextHook = program_line;
    _PyModule_WhyAbsentHook = why_absent;
    if (!start_interpreter() || !prepare_database()) {
        return false;
    }
    light_beacon();
    PyObject *namespace = prepare_main() ? run_bootstrap() : NULL;
    bool done = namespace != NULL && find_objects(namespace)
        && PyDict_SetItemString(host.globals, "__loader__", host.loader) == 0 && rehearse();
    Py_XDECREF(namespace);
    if (done) {
        host.boot_modules = PyDict_Size(PyImport_GetModuleDict());
        host.boot_log_handlers = PyList_Size(host.log_handlers);
        Py_CLEAR(host.source);
        keep_reserve();
        done = freeze() && make_immortal() && settle_allocators();
    }
    if (!done) {
        PyErr_Print();
        return false;
    }
    _Py_RandomIsLazy = 0;
    awake = false;
    return true;
}

/* In each instance, before its first program: what must not be the same in all of them. */
void wake_up(void)
{
    PyTime_t now;
    if (awake) {
        return;
    }
    awake = true;
    start_process_clock();
    /* Log records tell the time since logging was imported, which was when the image was made. */
    PyObject *start = PyTime_Time(&now) < 0 ? NULL : PyLong_FromLongLong(now);
    if (start == NULL || PyDict_SetItem(host.logging, host.start_time, start) < 0) {
        PyErr_Clear();
    }
    Py_XDECREF(start);
}
