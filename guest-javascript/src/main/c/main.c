/* The exports of the guest ABI. */
#include "guest.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "quickjs-libc.h"

/*
 * Room for the C stack below the top of the shadow stack (--stack-first, size given to the linker). The limit is what
 * turns endless recursion into a RangeError; it is chosen so that the native stack of the engine, of which each C frame
 * takes a share that cannot be seen from here, does not end first. The build's tests hold the two together.
 */
#define STACK_LIMIT (GUEST_STACK_SIZE - 64 * 1024)

/* Cycles are collected once this much was allocated: later than by default, because the collector visits, and so
   copies, every page that holds an object. */
#define COLLECTION_THRESHOLD (8u << 20)

/* A request buffer beyond this size is given back when a smaller one is asked for. */
#define LARGE_REQUEST (256u << 10)

struct guest guest;

static char *request_buffer;
static uint32_t request_capacity;

/* Names that most programs use lie where the first of everything lies: a run counts their uses, and so copies their pages. */
static void keep_common_names(JSContext *context)
{
    static const char *const names[] = {"console", "log", "scriptArgs"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        JS_NewAtom(context, names[i]);
    }
}

static JSContext *new_context(JSRuntime *runtime)
{
    JSContext *context = JS_NewContextRaw(runtime);
    if (context == NULL) {
        return NULL;
    }
    keep_common_names(context);
    /* All of JS_NewContext but its `performance`, which would keep the time of the build as its origin. */
    if (JS_AddIntrinsicBaseObjects(context) || JS_AddIntrinsicDate(context) || JS_AddIntrinsicEval(context)
        || JS_AddIntrinsicRegExp(context) || JS_AddIntrinsicJSON(context) || JS_AddIntrinsicProxy(context)
        || JS_AddIntrinsicMapSet(context) || JS_AddIntrinsicTypedArrays(context) || JS_AddIntrinsicPromise(context)
        || JS_AddIntrinsicWeakRef(context) || JS_AddIntrinsicAToB(context) || JS_AddIntrinsicDOMException(context)) {
        JS_FreeContext(context);
        return NULL;
    }
    return context;
}

/* std.exit makes every later call and loop throw, so that even code which swallows the first exception (a promise
   executor does) gets nowhere. */
static int interrupt(JSRuntime *runtime, void *opaque)
{
    (void)runtime;
    (void)opaque;
    if (!guest.booting) {
        tell_position_if_wanted();
    }
    if (guest.exiting) {
        js_std_cmd(ENGINE_REQUEST_INTERRUPT, guest.context);
    }
    return guest.exiting;
}

JSValue js_std_request_exit(JSContext *context, int status)
{
    guest.exiting = true;
    guest.exit_code = status & 0xFF;
    js_std_cmd(ENGINE_REQUEST_INTERRUPT, context);
    JSValue error = JS_NewError(context);
    JS_SetUncatchableError(context, error);
    return JS_Throw(context, error);
}

static bool import_module(JSContext *context, const char *source)
{
    JSValue promise = JS_Eval(context, source, strlen(source), "internal:boot", JS_EVAL_TYPE_MODULE);
    bool idle = !JS_IsException(promise) && run_event_loop(context, promise);
    JSPromiseStateEnum state = JS_PromiseState(context, promise);
    if (JS_IsException(promise)) {
        js_std_dump_error(context);
    }
    JS_FreeValue(context, promise);
    return idle && state == JS_PROMISE_FULFILLED;
}

/*
 * The helpers, which most programs do not use, are there in memory before anything of what every program uses: finding what
 * a run has changed costs more the further that lies apart.
 */
static int run_bootstrap(JSContext *context)
{
    guest.booting = true;
    js_std_cmd(ENGINE_FORGET_SOURCES, true);
    bool imported = import_module(context, "import 'internal:helpers'") && import_module(context, "import 'internal:main'");
    js_std_cmd(ENGINE_FORGET_SOURCES, false);
    forget_sources();
    guest.booting = false;
    return imported && JS_IsFunction(context, guest.bootstrap.uncaught) ? 0 : -1;
}

GUEST_EXPORT(guest_boot) int32_t guest_boot(void)
{
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    /* Has the C library find the preopened root now and not in every instance. */
    struct stat root;
    stat("/", &root);

    guest.runtime = JS_NewRuntime2(&guest_memory, NULL);
    if (guest.runtime == NULL) {
        return GUEST_BROKEN_INTERPRETER;
    }
    JS_SetMaxStackSize(guest.runtime, STACK_LIMIT);
    JS_SetInterruptHandler(guest.runtime, interrupt, NULL);
    light_beacon();
    js_std_init_handlers(guest.runtime);
    install_module_loader(guest.runtime);
    track_rejections(guest.runtime);
    guest.context = new_context(guest.runtime);
    if (guest.context == NULL || add_native_modules(guest.context) != 0 || run_bootstrap(guest.context) != 0) {
        return GUEST_BROKEN_INTERPRETER;
    }
    JS_RunGC(guest.runtime);
    JS_SetGCThreshold(guest.runtime, COLLECTION_THRESHOLD);
    js_std_cmd(ENGINE_COMPACT_ARENAS, guest.runtime);
    fill_holes();
    hold_reserve();
    return 0;
}

GUEST_EXPORT(guest_alloc) int32_t guest_alloc(int32_t length)
{
    uint32_t wanted = (uint32_t)length;
    if (wanted > request_capacity || request_buffer == NULL
        || (request_capacity > LARGE_REQUEST && wanted < LARGE_REQUEST / 2)) {
        free(request_buffer);
        request_capacity = 0;
        /* One more byte, for the NUL that the parser wants behind the code. */
        request_buffer = wanted < UINT32_MAX ? malloc((size_t)wanted + 1) : NULL;
        if (request_buffer != NULL) {
            request_capacity = wanted;
        }
    }
    return (int32_t)(uintptr_t)request_buffer;
}

GUEST_EXPORT(guest_run) int32_t guest_run(int32_t address, int32_t length)
{
    JSContext *context = guest.context;
    if (context == NULL) {
        return GUEST_BROKEN_INTERPRETER;
    }
    char *bytes = (char *)(uintptr_t)(uint32_t)address;
    if (bytes != request_buffer || (uint32_t)length > request_capacity
        || !guest_parse_request(bytes, (uint32_t)length, &guest.request)) {
        return GUEST_BROKEN_REQUEST;
    }
    JS_UpdateStackTop(guest.runtime);
    guest.exiting = false;
    guest.exit_code = 0;
    if (!enter_environment(context, &guest.request)) {
        return GUEST_BROKEN_INTERPRETER;
    }
    /* The code is followed by the length of the next string, which was read; so its terminator costs no copy. */
    bytes[guest.request.code.bytes - bytes + guest.request.code.length] = '\0';

    begin_positions((guest.request.flags & GUEST_FLAG_STEADY) != 0);
    int exit_code;
    switch (guest.request.operation) {
    case GUEST_VALIDATE:
        exit_code = validate(context);
        break;
    case GUEST_COMPLETE:
        exit_code = complete(context);
        break;
    default:
        exit_code = evaluate(context);
    }
    flush_all();
    return exit_code;
}
