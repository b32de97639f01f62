/*
 * Runs the code of a request.
 *
 * Code is a script, whose variables stay for the next run, unless it cannot be one:
 *   - where the word `await` occurs, the script is parsed with top-level await;
 *   - where a script does not parse and `import` or `export` occurs, the code is parsed as an ES module.
 * If neither parses, the error that lies further down in the code is the one that its author wants to see.
 */
#include "guest.h"

#include <stdio.h>

#include "quickjs-libc.h"

static bool at_prompt(void)
{
    return (guest.request.flags & GUEST_FLAG_ECHO) != 0;
}

static bool contains(struct guest_string code, const char *word)
{
    return memmem(code.bytes, code.length, word, strlen(word)) != NULL;
}

/* The place of a syntax error as a number that grows with it; 0 = unknown. */
static uint64_t place_of(JSContext *context, JSValueConst error)
{
    unsigned line = 0;
    unsigned column = 0;
    JSValue stack = JS_GetPropertyStr(context, error, "stack");
    const char *text = JS_ToCString(context, stack);
    const char *frame = text == NULL ? NULL : strstr(text, guest.file_name);
    if (frame != NULL && sscanf(frame + strlen(guest.file_name), ":%u:%u", &line, &column) < 1) {
        line = 0;
    }
    JS_FreeCString(context, text);
    JS_FreeValue(context, stack);
    return (uint64_t)line << 32 | column;
}

static JSValue compile_as(JSContext *context, int flags)
{
    struct guest_string code = guest.request.code;
    guest.memory_ran_out = false;
    JSValue program = JS_Eval(context, code.bytes, code.length, guest.file_name, flags | JS_EVAL_FLAG_COMPILE_ONLY);
    if (JS_IsException(program) && guest.memory_ran_out) {
        /* The parser may take what it could not store for what is not there, and blame the syntax. */
        JS_FreeValue(context, JS_GetException(context));
        JS_ThrowOutOfMemory(context);
    }
    return program;
}

static bool is_named(JSContext *context, JSValueConst error, const char *wanted)
{
    JSValue name = JS_GetPropertyStr(context, error, "name");
    const char *text = JS_ToCString(context, name);
    bool same = text != NULL && strcmp(text, wanted) == 0;
    JS_FreeCString(context, text);
    JS_FreeValue(context, name);
    return same;
}

static JSValue compile(JSContext *context)
{
    struct guest_string code = guest.request.code;
    if (at_prompt()) {
        JSValue object = compile_object(context, contains(code, "await") ? JS_EVAL_FLAG_ASYNC : 0);
        if (!JS_IsUndefined(object)) {
            return object;
        }
    }
    JSValue script = compile_as(context, JS_EVAL_TYPE_GLOBAL | (contains(code, "await") ? JS_EVAL_FLAG_ASYNC : 0));
    if (!JS_IsException(script) || (!contains(code, "import") && !contains(code, "export"))) {
        return script;
    }
    JSValue script_error = JS_GetException(context);
    JSValue module = compile_as(context, JS_EVAL_TYPE_MODULE);
    if (JS_IsException(module)) {
        JSValue module_error = JS_GetException(context);
        /* An error in a module that this one imports has no place here. */
        uint64_t place = is_named(context, module_error, "SyntaxError") ? place_of(context, module_error) : 0;
        bool keep = place != 0 && place_of(context, script_error) > place;
        JS_Throw(context, JS_DupValue(context, keep ? script_error : module_error));
        JS_FreeValue(context, module_error);
    }
    JS_FreeValue(context, script_error);
    return module;
}

/* Ends the run with the exit code that it has earned so far. */
static int finish(JSContext *context, int exit_code)
{
    if (guest.exiting) {
        JS_FreeValue(context, JS_GetException(context));
        exit_code = guest.exit_code;
        if (at_prompt()) {
            tell_exit();
        }
    }
    drop_pending_work(context);
    guest.exiting = false;
    return exit_code;
}

/* A top-level await still waits, and nothing is left that could settle it; returns the exit code. */
static int tell_unsettled(JSContext *context)
{
    if (at_prompt()) {
        /* A code of its own would say that the program asked to end. */
        JS_ThrowPlainError(context, "the await waits for what nothing settles any more");
        report_pending(context, "run");
        return EXIT_UNCAUGHT;
    }
    fputs("Warning: the program ended while a top-level await was still waiting\n", stderr);
    return EXIT_UNSETTLED_AWAIT;
}

int evaluate(JSContext *context)
{
    JSValue program = at_prompt() && !name_input() ? JS_ThrowOutOfMemory(context) : compile(context);
    if (JS_IsException(program)) {
        report_pending(context, "compile");
        return finish(context, EXIT_UNCAUGHT);
    }
    if (JS_VALUE_GET_TAG(program) == JS_TAG_MODULE
        && js_module_set_import_meta(context, program, false, true) != 0) {
        JS_FreeValue(context, program);
        report_pending(context, "compile");
        return finish(context, EXIT_UNCAUGHT);
    }
    /* Whether evaluation gives a promise of its own; otherwise a promise is only the value of the last statement. */
    bool is_async = JS_VALUE_GET_TAG(program) == JS_TAG_MODULE || contains(guest.request.code, "await");
    JSValue result = JS_EvalFunction(context, program);
    if (JS_IsException(result)) {
        if (!guest.exiting) {
            report_pending(context, "run");
        }
        return finish(context, EXIT_UNCAUGHT);
    }
    bool is_main = is_async && JS_IsPromise(result);
    int exit_code = 0;
    if (!run_event_loop(context, is_main ? result : JS_UNDEFINED)) {
        exit_code = EXIT_UNCAUGHT;
    } else if (is_main && JS_PromiseState(context, result) == JS_PROMISE_PENDING) {
        exit_code = tell_unsettled(context);
    } else if (at_prompt() && !echo(context, result, is_main)) {
        exit_code = EXIT_UNCAUGHT;
        if (!guest.exiting) {
            report_pending(context, "run");
        }
    }
    JS_FreeValue(context, result);
    return finish(context, exit_code);
}

int validate(JSContext *context)
{
    JSValue program = compile(context);
    if (!JS_IsException(program)) {
        bool is_script = JS_VALUE_GET_TAG(program) != JS_TAG_MODULE;
        JS_FreeValue(context, program);
        report_validation(context, JS_UNDEFINED, is_script ? continuation_of_valid(context) : CONTINUES_NOT);
        return 0;
    }
    JSValue error = JS_GetException(context);
    /* A module's imports are loaded while it is compiled; what is wrong with them says nothing about this code. */
    bool valid = is_named(context, error, "ReferenceError")
        || (is_named(context, error, "SyntaxError") && place_of(context, error) == 0);
    if (valid) {
        report_validation(context, JS_UNDEFINED, CONTINUES_NOT);
    } else {
        report_validation(context, error, continuation_of_invalid(context, error, place_of(context, error)));
    }
    JS_FreeValue(context, error);
    return valid ? 0 : EXIT_UNCAUGHT;
}
