/* What the parts of the host in C share. The host is single-threaded, as a guest is. */
#ifndef WASM_SANDBOX_PYTHON_HOST_H
#define WASM_SANDBOX_PYTHON_HOST_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* The interpreter's own headers need this, and are included after Python.h only. */
#ifndef Py_BUILD_CORE
#error "compile the host with -DPy_BUILD_CORE: it uses the interpreter's internal headers"
#endif

#include <stdbool.h>
#include <stdint.h>

#include "guest_abi.h"

#define STANDARD_LIBRARY "/usr/lib/python3.13"
#define SITE_PACKAGES "/data/site-packages"

enum phase { PHASE_COMPILE, PHASE_RUN };

/* Set once by boot_interpreter; all are strong references that live as long as the instance. */
struct host {
    PyObject *main_module;
    PyObject *globals;
    PyObject *linecache;    /* linecache.cache */
    PyObject *environ;      /* os.environ._data: dict of bytes to bytes */
    PyObject *loader;       /* __main__.__loader__ */
    PyObject *logging;      /* the names of the module logging */
    PyObject *start_time;   /* the one of them that is different in each instance */
    PyObject *source;       /* bytes of the program that was compiled last, or NULL */
    PyObject *program;      /* str, the name of the program as its request says it */
    PyObject *file_name;    /* str, the name of what was compiled last: the program's, or that of an input at a prompt */
    PyObject *directory;    /* str, the directory of the program in sys.path, or NULL */
    PyObject *search_path;  /* list of str, what PYTHONPATH put into sys.path, or NULL */
    PyTypeObject *writers[3];
    PyObject *log_handlers; /* list of weak references to all handlers of the module logging */
    PyObject *log_shutdown;
    /* Functions of the module _prompt. */
    PyObject *keep_lines;
    PyObject *tell_exit;
    PyObject *complete;
    PyObject *why_absent;   /* _absent.why */
    /* Lengths in the image: of sys.modules and of log_handlers. */
    Py_ssize_t boot_modules;
    Py_ssize_t boot_log_handlers;
};
extern struct host host;

/* boot.c */
bool boot_interpreter(void);
void wake_up(void);

/* immortal.c, settle.c: for small differences between an instance and the image. */
bool make_immortal(void);
bool settle_allocators(void);

/* absent.c: why a name of a module is not there (a new reference), or NULL without an exception. */
PyObject *why_absent(PyObject *module_name, PyObject *name);

/* database.c */
bool prepare_database(void);

/* clock.c */
void start_process_clock(void);

/* environment.c: what a request says about the process. Failures leave an exception and return false. */
bool set_program(const struct guest_request *request);
bool set_arguments(struct guest_strings arguments);
bool set_environment(struct guest_strings environment);
void set_working_directory(struct guest_string directory);

/* run.c */
int run_request(const struct guest_request *request);
PyObject *program_line(PyObject *file_name, int line, const char *encoding);
/* Makes the code of a request host.source. */
bool take_source(const struct guest_request *request);
/* Compiles host.source. If `shown` is not NULL, the last expression is left out and compiled into it, to be run at last. */
PyObject *compile_source(PyObject **shown);

/* prompt.c */
/* Whether further lines belong to a source: none do, some may (the block at its end goes on), some are missing. */
enum continuation { CONTINUES_NOT, MAY_CONTINUE, MUST_CONTINUE };
/* `exception` is what compiling the source gave; NULL if it is valid. */
enum continuation continuation_of_source(PyObject *exception);
PyObject *compile_for_prompt(const char *text, PyObject **shown);
int execute_at_prompt(const struct guest_request *request);
int complete(const struct guest_request *request);

/* uncaught.c: ends a run with the current exception, as the interpreter would; returns the exit code. */
int handle_uncaught(enum phase phase);
/* Drops what sys remembers of the last uncaught exception, and with it all that its frames hold. */
void forget_last_exception(void);
/* Gives the memory back that is kept for reporting a lack of memory, or takes it again. */
void keep_reserve(void);
void release_reserve(void);

/* report.c */
void report_error(enum phase phase, PyObject *exception);
void report_validation(PyObject *exception, enum continuation continuation);

/* finish.c: the end of the process; returns the exit code, which changes when output is lost. */
int finish(int code);
/* What cannot be written is dropped without a word, and any exception set before stays set. */
void flush_standard_streams(void);

/* position.c: where the program is, for the host that asks. */
void light_beacon(void);
void begin_positions(bool steady);
void end_positions(void);

/* Code of the interpreter's own library, as opposed to files of whoever wrote the program. */
bool is_library(PyObject *file);

/* host_module.c */
PyObject *init_host_module(void);

/* key_derivation.c */
PyObject *init_key_derivation_module(void);

#endif
