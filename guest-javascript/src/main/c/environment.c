/* Working directory, environment variables and arguments of a run. */
#include "guest.h"

#include <limits.h>
#include <unistd.h>

extern char **environ;

/* The array and the strings of the environment that a request brought. */
static char **environment;

static char *copy_string(char *to, struct guest_string string)
{
    memcpy(to, string.bytes, string.length);
    to[string.length] = '\0';
    return to + string.length + 1;
}

static bool set_file_name(struct guest_string name)
{
    char *copy = realloc(guest.file_name, (size_t)name.length + 1);
    if (copy == NULL) {
        return false;
    }
    copy_string(copy, name);
    guest.file_name = copy;
    return true;
}

/* Whether the working directory has this path, with a NUL behind it. */
static bool is_working_directory(const char *path, size_t length)
{
    char current[256];
    if (length < sizeof current) {
        return getcwd(current, length + 1) != NULL && strcmp(current, path) == 0;
    }
    return false;
}

/* The request has the length of the next field behind the path, which was read; so the terminator costs no copy. */
static void set_working_directory(struct guest_string directory)
{
    char *path = (char *)directory.bytes;
    if (directory.length == 0 || directory.length >= PATH_MAX) {
        return;
    }
    path[directory.length] = '\0';
    if (!is_working_directory(path, directory.length)) {
        /* The directory may be absent; the program then stays where it is. */
        (void)chdir(path);
    }
}

static bool set_environment(struct guest_strings variables)
{
    size_t size = (variables.count + 1) * sizeof(char *);
    struct guest_strings measured = variables;
    while (measured.count > 0) {
        size += guest_next_string(&measured).length + 1;
    }
    char **block = malloc(size);
    if (block == NULL) {
        return false;
    }
    char *text = (char *)(block + variables.count + 1);
    uint32_t used = 0;
    while (variables.count > 0) {
        struct guest_string variable = guest_next_string(&variables);
        if (memchr(variable.bytes, '=', variable.length) != NULL) {
            block[used++] = text;
            text = copy_string(text, variable);
        }
    }
    block[used] = NULL;
    environ = block;
    free(environment);
    environment = block;
    return true;
}

static bool set_arguments(JSContext *context, struct guest_strings arguments)
{
    JSValue array = JS_NewArray(context);
    for (uint32_t i = 0; arguments.count > 0 && !JS_IsException(array); i++) {
        struct guest_string argument = guest_next_string(&arguments);
        JSValue string = JS_NewStringLen(context, argument.bytes, argument.length);
        if (JS_IsException(string) || JS_DefinePropertyValueUint32(context, array, i, string, JS_PROP_C_W_E) < 0) {
            JS_FreeValue(context, array);
            array = JS_EXCEPTION;
        }
    }
    if (JS_IsException(array)) {
        return false;
    }
    JSValue global = JS_GetGlobalObject(context);
    int flags = JS_PROP_CONFIGURABLE | JS_PROP_WRITABLE;
    int status = JS_DefinePropertyValueStr(context, global, "scriptArgs", array, flags);
    JS_FreeValue(context, global);
    return status >= 0;
}

bool enter_environment(JSContext *context, struct guest_request *request)
{
    set_working_directory(request->working_directory);
    bool entered = set_file_name(request->file_name)
        && (!request->replaces_environment || set_environment(request->environment))
        && set_arguments(context, request->arguments);
    if (!entered) {
        JS_FreeValue(context, JS_GetException(context));
    }
    return entered;
}
