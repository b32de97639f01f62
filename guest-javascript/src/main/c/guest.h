/*
 * QuickJS-NG as a guest: what the parts of the C host share. There is one runtime and one context per instance, made
 * while the memory image is taken; a run evaluates its code in that context, so that a live session keeps its globals.
 */
#ifndef WASM_SANDBOX_GUEST_JAVASCRIPT_H
#define WASM_SANDBOX_GUEST_JAVASCRIPT_H

#include "guest_abi.h"
#include "quickjs.h"

/* Exit codes of an uncaught error, and (as in Node.js) of an end while a top-level await still waits. */
#define EXIT_UNCAUGHT 1
#define EXIT_UNSETTLED_AWAIT 13

/* Commands of js_std_cmd, the door into the engine for its own library; those from 7 on come from our patches. */
enum {
    ENGINE_TAKE_BACKTRACE = 2,
    ENGINE_REQUEST_INTERRUPT = 7,
    ENGINE_DROP_PENDING_JOBS = 8,
    ENGINE_GLOBAL_LEXICALS = 9,
    ENGINE_FORGET_SOURCES = 10,
    ENGINE_COMPACT_ARENAS = 11,
    ENGINE_IS_ENGINE_ERROR = 20,
    ENGINE_HINTS = 21,
    ENGINE_NEXT_FRAME = 22,
    ENGINE_POSITION_OF = 23,
    ENGINE_VARIABLE = 24,
};

/* Functions of the bootstrap that C calls; undefined before guest_boot has run it. */
struct bootstrap {
    JSValue format;    /* (...values) => string, as console.log writes it */
    JSValue uncaught;  /* (error, phase, inPromise, backtrace) => [text for stderr, message for the host] */
    JSValue invalid;   /* (error, continuation) => message for the host */
    JSValue echo;      /* (value): shows it as a prompt does */
    JSValue complete;  /* (text): tells the host what may stand at its end */
};

struct guest {
    JSRuntime *runtime;
    JSContext *context;
    struct bootstrap bootstrap;
    struct guest_request request;
    char *file_name;       /* of the request, terminated; also the name of the main module */
    double time_origin_ms; /* monotonic clock at the first run of this instance; 0 = not yet read */
    uint32_t indentation;  /* columns that console.group asks for */
    bool booting;          /* modules named "internal:..." can be imported */
    bool exiting;          /* std.exit was called */
    bool memory_ran_out;   /* an allocation failed since this was last set to false */
    int exit_code;
};

extern struct guest guest;

/* ---- memory.c ---- */

extern const JSMallocFunctions guest_memory;

/* Keeps some memory for the description of an error that says there is none. */
void hold_reserve(void);

/* Fills the holes which the boot left in the heap with blocks that stay: later allocations then lie side by side above
   everything else instead of touching, and thereby copying, a page of the image each. All that is free becomes zero. */
void fill_holes(void);

/* ---- evaluate.c: from code to an exit code ---- */

int evaluate(JSContext *context);

/* Parses the code without running it and tells the host. */
int validate(JSContext *context);

/* ---- event_loop.c ---- */

void track_rejections(JSRuntime *runtime);

/* Runs jobs, timers and handlers until none is left. False: an error was reported, or the program wants to exit.
   `main` is the promise of the code itself, or undefined. */
bool run_event_loop(JSContext *context, JSValueConst main);

/* Forgets what an ended program was still waiting for, so that it does not wake up in the next run. */
void drop_pending_work(JSContext *context);

/* ---- report.c ---- */

enum origin { FROM_CODE, FROM_PROMISE };

/* Reports the pending exception on stderr and to the host. */
void report_pending(JSContext *context, const char *phase);

/* Same for a value that was thrown or that a promise was rejected with. */
void report_uncaught(JSContext *context, JSValueConst error, const char *phase, enum origin origin);

/* Whether further lines belong to a text: none do, some may (its last statement can go on), some are missing. */
enum continuation { CONTINUES_NOT, MAY_CONTINUE, MUST_CONTINUE };

/* Sends the verdict of a validation; `error` is undefined when the code is valid. */
void report_validation(JSContext *context, JSValueConst error, enum continuation continuation);

/* The line of a source file as a string, or undefined. */
JSValue source_line(JSContext *context, const char *file, uint32_t line);

/* ---- prompt.c ---- */

/* Gives the code a file name of its own and keeps it: later errors may be about it. False: no memory. */
bool name_input(void);

/* Finds the text of an input by its file name. */
bool find_input(const char *file, const char **text, size_t *length);

/* Compiles code that looks like an object as one; undefined if it is none. */
JSValue compile_object(JSContext *context, int flags);

/* Shows what the code gave; `is_main` tells that `result` is the promise of the code itself. False: an exception. */
bool echo(JSContext *context, JSValueConst result, bool is_main);

void tell_exit(void);
enum continuation continuation_of_valid(JSContext *context);

/* `place` is that of the error, as line << 32 | column. */
enum continuation continuation_of_invalid(JSContext *context, JSValueConst error, uint64_t place);

/* Tells the host what may stand where the code ends. */
int complete(JSContext *context);

/* ---- position.c: where the program is, for the host that asks ---- */

void light_beacon(void);
void begin_positions(bool steady);

/* Called where the engine asks whether it shall go on. */
void tell_position_if_wanted(void);

/* ---- console.c ---- */

void flush_all(void);
int add_console(JSContext *context, JSValue console);
JSValue js_print(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv);
JSValue js_write_line(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv);
JSValue js_indent(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv);

/* ---- modules.c ---- */

void install_module_loader(JSRuntime *runtime);

/* Clears the sources of the bootstrap, so that they do not become a part of the image. */
void forget_sources(void);

int add_native_modules(JSContext *context);

/* ---- native.c: what the bootstrap imports from "internal:native" ---- */

JSModuleDef *add_module_native(JSContext *context, const char *name);

/* ---- text.c ---- */

JSValue js_encode_utf8(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv);
JSValue js_decode_utf8(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv);

/* ---- environment.c ---- */

/* Makes working directory, environment and scriptArgs those of the request. False: no memory. */
bool enter_environment(JSContext *context, struct guest_request *request);

#endif
