/* What the bootstrap cannot see or do in JavaScript alone. */
#include "guest.h"

#include <time.h>

/* className(value): the name of an object's class inside the engine, whatever its prototype says; "" for others. */
static JSValue js_class_name(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    if (!JS_IsObject(argv[0])) {
        return JS_NewString(context, "");
    }
    if (JS_IsProxy(argv[0])) {
        return JS_NewString(context, "Proxy");
    }
    JSAtom name = JS_GetClassName(JS_GetRuntime(context), JS_GetClassID(argv[0]));
    JSValue string = JS_AtomToString(context, name);
    JS_FreeAtom(context, name);
    return string;
}

/* proxyTarget(proxy), without running any trap */
static JSValue js_proxy_target(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    return JS_GetProxyTarget(context, argv[0]);
}

/* promiseState(promise) => [0 pending, 1 fulfilled, 2 rejected; the result] */
static JSValue js_promise_state(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    JSPromiseStateEnum state = JS_PromiseState(context, argv[0]);
    JSValue pair = JS_NewArray(context);
    if (!JS_IsException(pair)) {
        int number = state == JS_PROMISE_FULFILLED ? 1 : state == JS_PROMISE_REJECTED ? 2 : 0;
        JS_DefinePropertyValueUint32(context, pair, 0, JS_NewInt32(context, number), JS_PROP_C_W_E);
        JS_DefinePropertyValueUint32(context, pair, 1,
            number == 0 ? JS_UNDEFINED : JS_PromiseResult(context, argv[0]), JS_PROP_C_W_E);
    }
    return pair;
}

static double milliseconds(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* now(): milliseconds since an instance first asked; a clock that was started in the image would be the builder's. */
static JSValue js_now(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    (void)argv;
    double now = milliseconds(CLOCK_MONOTONIC);
    if (guest.time_origin_ms == 0) {
        guest.time_origin_ms = now;
    }
    return JS_NewFloat64(context, now - guest.time_origin_ms);
}

/* timeOrigin(): the wall clock when now() was 0 */
static JSValue js_time_origin(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    JSValue now = js_now(context, this_value, argc, argv);
    double elapsed;
    JS_ToFloat64(context, &elapsed, now);
    return JS_NewFloat64(context, milliseconds(CLOCK_REALTIME) - elapsed);
}

/* sourceLine(file, line) */
static JSValue js_source_line(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    uint32_t line;
    const char *file = JS_ToCString(context, argv[0]);
    if (file == NULL || JS_ToUint32(context, &line, argv[1]) != 0) {
        JS_FreeCString(context, file);
        return JS_EXCEPTION;
    }
    JSValue text = source_line(context, file, line);
    JS_FreeCString(context, file);
    return text;
}

/* globalLexicals(): the object that holds what let, const and class declared globally */
static JSValue js_global_lexicals(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    (void)argv;
    JSValue object = JS_UNDEFINED;
    js_std_cmd(ENGINE_GLOBAL_LEXICALS, context, &object);
    return object;
}

/* isEngineError(value): whether the engine threw this error, and not a program */
static JSValue js_is_engine_error(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    return JS_NewBool(context, js_std_cmd(ENGINE_IS_ENGINE_ERROR, &argv[0]) != 0);
}

/* hintsOf(error) => [whose, ...names], or undefined */
static JSValue js_hints_of(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    JSValue hints = argv[0];
    js_std_cmd(ENGINE_HINTS, context, &hints);
    return hints;
}

/* install(format, uncaught, invalid): hands the functions to C that it will call */
static JSValue js_install(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    guest.bootstrap.format = JS_DupValue(context, argv[0]);
    guest.bootstrap.uncaught = JS_DupValue(context, argv[1]);
    guest.bootstrap.invalid = JS_DupValue(context, argv[2]);
    return JS_UNDEFINED;
}

/* installPrompt(echo, complete): the same for what a prompt asks for */
static JSValue js_install_prompt(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    guest.bootstrap.echo = JS_DupValue(context, argv[0]);
    guest.bootstrap.complete = JS_DupValue(context, argv[1]);
    return JS_UNDEFINED;
}

/* addLogFunctions(console) */
static JSValue js_add_log_functions(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    return add_console(context, argv[0]) == 0 ? JS_UNDEFINED : JS_EXCEPTION;
}

static const JSCFunctionListEntry native_functions[] = {
    JS_CFUNC_DEF("className", 1, js_class_name),
    JS_CFUNC_DEF("proxyTarget", 1, js_proxy_target),
    JS_CFUNC_DEF("promiseState", 1, js_promise_state),
    JS_CFUNC_DEF("now", 0, js_now),
    JS_CFUNC_DEF("timeOrigin", 0, js_time_origin),
    JS_CFUNC_DEF("sourceLine", 2, js_source_line),
    JS_CFUNC_DEF("globalLexicals", 0, js_global_lexicals),
    JS_CFUNC_DEF("hintsOf", 1, js_hints_of),
    JS_CFUNC_DEF("isEngineError", 1, js_is_engine_error),
    JS_CFUNC_DEF("install", 3, js_install),
    JS_CFUNC_DEF("installPrompt", 2, js_install_prompt),
    JS_CFUNC_DEF("addLogFunctions", 1, js_add_log_functions),
    JS_CFUNC_DEF("print", 0, js_print),
    JS_CFUNC_DEF("writeLine", 2, js_write_line),
    JS_CFUNC_DEF("indent", 1, js_indent),
    JS_CFUNC_DEF("encodeUtf8", 1, js_encode_utf8),
    JS_CFUNC_DEF("decodeUtf8", 5, js_decode_utf8),
};

#define NATIVE_COUNT (sizeof native_functions / sizeof *native_functions)

static int init_native(JSContext *context, JSModuleDef *module)
{
    return JS_SetModuleExportList(context, module, native_functions, NATIVE_COUNT);
}

JSModuleDef *add_module_native(JSContext *context, const char *name)
{
    JSModuleDef *module = JS_NewCModule(context, name, init_native);
    if (module == NULL || JS_AddModuleExportList(context, module, native_functions, NATIVE_COUNT) != 0) {
        return NULL;
    }
    return module;
}
