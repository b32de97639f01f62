/*
 * Where modules come from: "std", "os" and "_host" are compiled in ("qjs:std" is the same as "std"), everything else is
 * a file. Relative names start at the importing module, bare names at the current directory.
 */
#include "guest.h"

#include <stdio.h>

#include "quickjs-libc.h"

/* The bootstrap: JavaScript sources compiled into the guest, until they have run. */
struct source {
    const char *name;
    char *text;
    size_t length;
};

static char clone_js[] = {
#embed "clone.js"
    , 0};
static char console_js[] = {
#embed "console.js"
    , 0};
static char encoding_js[] = {
#embed "encoding.js"
    , 0};
static char errors_js[] = {
#embed "errors.js"
    , 0};
static char format_js[] = {
#embed "format.js"
    , 0};
static char help_js[] = {
#embed "help.js"
    , 0};
static char helpers_js[] = {
#embed "helpers.js"
    , 0};
static char inspect_js[] = {
#embed "inspect.js"
    , 0};
static char layout_js[] = {
#embed "layout.js"
    , 0};
static char main_js[] = {
#embed "main.js"
    , 0};
static char paint_js[] = {
#embed "paint.js"
    , 0};
static char primitives_js[] = {
#embed "primitives.js"
    , 0};
static char prompt_js[] = {
#embed "prompt.js"
    , 0};
static char scan_js[] = {
#embed "scan.js"
    , 0};
static char timers_js[] = {
#embed "timers.js"
    , 0};
static char web_js[] = {
#embed "web.js"
    , 0};

static const struct source bootstrap_sources[] = {
    {"internal:clone", clone_js, sizeof clone_js - 1},
    {"internal:console", console_js, sizeof console_js - 1},
    {"internal:encoding", encoding_js, sizeof encoding_js - 1},
    {"internal:errors", errors_js, sizeof errors_js - 1},
    {"internal:format", format_js, sizeof format_js - 1},
    {"internal:help", help_js, sizeof help_js - 1},
    {"internal:helpers", helpers_js, sizeof helpers_js - 1},
    {"internal:inspect", inspect_js, sizeof inspect_js - 1},
    {"internal:layout", layout_js, sizeof layout_js - 1},
    {"internal:main", main_js, sizeof main_js - 1},
    {"internal:paint", paint_js, sizeof paint_js - 1},
    {"internal:primitives", primitives_js, sizeof primitives_js - 1},
    {"internal:prompt", prompt_js, sizeof prompt_js - 1},
    {"internal:scan", scan_js, sizeof scan_js - 1},
    {"internal:timers", timers_js, sizeof timers_js - 1},
    {"internal:web", web_js, sizeof web_js - 1},
};

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Resolves "." and ".." of `name` against the directory of `base`, as a path and without looking at the disk. */
static char *resolve(JSContext *context, const char *base, const char *name)
{
    const char *slash = strrchr(base, '/');
    size_t directory = slash == NULL ? 0 : (size_t)(slash - base) + 1;
    char *path = js_malloc(context, directory + strlen(name) + 1);
    if (path == NULL) {
        return NULL;
    }
    memcpy(path, base, directory);
    char *end = path + directory;
    for (const char *part = name; *part != '\0';) {
        size_t length = strcspn(part, "/");
        bool is_last = part[length] == '\0';
        if (length == 2 && memcmp(part, "..", 2) == 0) {
            /* Takes back one directory; above the root is the root. */
            if (end - path > 1) {
                end--;
                while (end > path && end[-1] != '/') {
                    end--;
                }
            }
        } else if (length > 0 && !(length == 1 && *part == '.')) {
            memcpy(end, part, length);
            end += length;
            if (!is_last) {
                *end++ = '/';
            }
        }
        part += length + !is_last;
    }
    *end = '\0';
    return path;
}

static char *normalize(JSContext *context, const char *base, const char *name, void *opaque)
{
    (void)opaque;
    if (starts_with(name, "internal:") && !guest.booting) {
        JS_ThrowReferenceError(context, "could not load module '%s'", name);
        return NULL;
    }
    if (strcmp(name, "qjs:std") == 0 || strcmp(name, "qjs:os") == 0) {
        name += strlen("qjs:");
    } else if (starts_with(name, "file:///")) {
        name += strlen("file://");
    } else if (starts_with(name, "./") || starts_with(name, "../")) {
        return resolve(context, starts_with(base, "file://") ? base + strlen("file://") : base, name);
    }
    return js_strdup(context, name);
}

static JSModuleDef *load_source(JSContext *context, const struct source *source)
{
    JSValue module = JS_Eval(context, source->text, source->length, source->name,
        JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
    if (JS_IsException(module)) {
        return NULL;
    }
    JSModuleDef *definition = JS_VALUE_GET_PTR(module);
    /* The context owns its modules. */
    JS_FreeValue(context, module);
    return definition;
}

static JSModuleDef *load(JSContext *context, const char *name, void *opaque, JSValueConst attributes)
{
    if (guest.booting) {
        for (size_t i = 0; i < sizeof bootstrap_sources / sizeof *bootstrap_sources; i++) {
            if (strcmp(name, bootstrap_sources[i].name) == 0) {
                return load_source(context, &bootstrap_sources[i]);
            }
        }
    }
    return js_module_load(context, name, opaque, attributes, js_load_file);
}

void forget_sources(void)
{
    for (size_t i = 0; i < sizeof bootstrap_sources / sizeof *bootstrap_sources; i++) {
        memset(bootstrap_sources[i].text, 0, bootstrap_sources[i].length);
    }
}

void install_module_loader(JSRuntime *runtime)
{
    JS_SetModuleLoaderFunc2(runtime, normalize, load, js_module_check_attributes, NULL);
}

/* call(message) sends a JSON text to the host and returns its answer; for modules that are built on it. */
static JSValue js_host_call(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    size_t length;
    const char *message = JS_ToCStringLen(context, &length, argv[0]);
    if (message == NULL) {
        return JS_EXCEPTION;
    }
    char small[256];
    char *response = small;
    int32_t size = length > HOST_CALL_MAX_MESSAGE ? HOST_CALL_MALFORMED
                                                  : host_call(message, (uint32_t)length, small, sizeof small);
    JS_FreeCString(context, message);
    if (size < 0) {
        return size == HOST_CALL_UNKNOWN_TYPE
            ? JS_ThrowTypeError(context, "the host does not know this type of message")
            : JS_ThrowTypeError(context, "the host refused the message: it must be a JSON object of at most %u bytes",
                HOST_CALL_MAX_MESSAGE);
    }
    if ((uint32_t)size > sizeof small) {
        response = js_malloc(context, (size_t)size);
        if (response == NULL) {
            return JS_EXCEPTION;
        }
        if (host_call(NULL, 0, response, (uint32_t)size) != size) {
            js_free(context, response);
            return JS_ThrowInternalError(context, "the host's answer changed its length");
        }
    }
    JSValue text = JS_NewStringLen(context, response, (size_t)size);
    if (response != small) {
        js_free(context, response);
    }
    return text;
}

static const JSCFunctionListEntry host_functions[] = {
    JS_CFUNC_DEF("call", 1, js_host_call),
};

static int init_host(JSContext *context, JSModuleDef *module)
{
    return JS_SetModuleExportList(context, module, host_functions, 1);
}

int add_native_modules(JSContext *context)
{
    JSModuleDef *host = JS_NewCModule(context, "_host", init_host);
    bool added = host != NULL && JS_AddModuleExportList(context, host, host_functions, 1) == 0
        && js_init_module_std(context, "std") != NULL && js_init_module_os(context, "os") != NULL
        && add_module_native(context, "internal:native") != NULL;
    return added ? 0 : -1;
}
