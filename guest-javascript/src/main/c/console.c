/*
 * Output. console.log of plain values is written from here, at the cost of one fd_write; everything that needs
 * formatting goes through the bootstrap.
 */
#include "guest.h"

#include <math.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <sys/uio.h>
#include <unistd.h>

/* Of the C library: the streams that are open besides the standard ones. */
FILE **__ofl_lock(void);
void __ofl_unlock(void);

/* Hands all pieces to the descriptor, usually in one call. Errors are ignored, as console ignores them. */
static void write_all(int descriptor, struct iovec *pieces, int count)
{
    while (count > 0) {
        ssize_t written = writev(descriptor, pieces, count);
        if (written <= 0) {
            return;
        }
        while (count > 0 && (size_t)written >= pieces->iov_len) {
            written -= (ssize_t)pieces->iov_len;
            pieces++;
            count--;
        }
        if (count > 0) {
            pieces->iov_base = (char *)pieces->iov_base + written;
            pieces->iov_len -= (size_t)written;
        }
    }
}

/* A stream that holds nothing is not touched: its page would be the run's own from then on. */
static void flush(FILE *stream)
{
    if (__fpending(stream) > 0) {
        fflush(stream);
    }
}

void flush_all(void)
{
    flush(stdout);
    flush(stderr);
    bool others = *__ofl_lock() != NULL;
    __ofl_unlock();
    if (others) {
        fflush(NULL);
    }
}

/* Writes text and a line end past the buffer of the stream, which is emptied first. */
static void write_line(FILE *stream, const char *text, size_t length)
{
    char newline = '\n';
    struct iovec pieces[] = {{(char *)text, length}, {&newline, 1}};
    flush(stream);
    write_all(fileno(stream), pieces, 2);
}

/* Writes each line of the text behind the indentation of console.group. */
static void write_indented(FILE *stream, const char *text, size_t length)
{
    const char *end = text + length;
    for (;;) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *line_end = newline == NULL ? end : newline;
        fprintf(stream, "%*s", (int)guest.indentation, "");
        fwrite(text, 1, (size_t)(line_end - text), stream);
        putc('\n', stream);
        if (newline == NULL) {
            return;
        }
        text = newline + 1;
    }
}

static int write_string(JSContext *context, FILE *stream, JSValueConst string)
{
    size_t length;
    const char *text = JS_ToCStringLen(context, &length, string);
    if (text == NULL) {
        return -1;
    }
    (guest.indentation > 0 ? write_indented : write_line)(stream, text, length);
    JS_FreeCString(context, text);
    return 0;
}

/* Whether console.log writes the value exactly as String() gives it. */
static bool is_plain(JSValueConst value)
{
    if (JS_VALUE_GET_NORM_TAG(value) == JS_TAG_FLOAT64) {
        double number = JS_VALUE_GET_FLOAT64(value);
        return number != 0 || !signbit(number);
    }
    return JS_IsString(value) || JS_IsNumber(value) || JS_IsBool(value) || JS_IsNull(value) || JS_IsUndefined(value);
}

static bool are_plain(JSContext *context, int argc, JSValueConst *argv)
{
    for (int i = 0; i < argc; i++) {
        if (!is_plain(argv[i])) {
            return false;
        }
    }
    if (argc < 2 || !JS_IsString(argv[0])) {
        return true;
    }
    const char *format = JS_ToCString(context, argv[0]);
    bool plain = format != NULL && strchr(format, '%') == NULL;
    JS_FreeCString(context, format);
    return plain;
}

/* Joins values by spaces into one string. */
static JSValue join(JSContext *context, int argc, JSValueConst *argv)
{
    if (argc == 1) {
        return JS_ToString(context, argv[0]);
    }
    size_t capacity = 256;
    size_t used = 0;
    char *joined = js_malloc(context, capacity);
    for (int i = 0; i < argc && joined != NULL; i++) {
        size_t length;
        const char *text = JS_ToCStringLen(context, &length, argv[i]);
        if (text == NULL) {
            js_free(context, joined);
            return JS_EXCEPTION;
        }
        if (used + length + 1 > capacity) {
            capacity = 2 * (used + length + 1);
            char *grown = js_realloc(context, joined, capacity);
            if (grown == NULL) {
                js_free(context, joined);
            }
            joined = grown;
        }
        if (joined != NULL) {
            if (i > 0) {
                joined[used++] = ' ';
            }
            memcpy(joined + used, text, length);
            used += length;
        }
        JS_FreeCString(context, text);
    }
    if (joined == NULL) {
        return JS_EXCEPTION;
    }
    JSValue string = JS_NewStringLen(context, joined, used);
    js_free(context, joined);
    return string;
}

static FILE *stream_of(int number)
{
    return number == 2 ? stderr : stdout;
}

/* console.log, info, debug (magic 1) and warn, error (magic 2). */
static JSValue js_log(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv, int stream)
{
    (void)this_value;
    JSValue line = are_plain(context, argc, argv)
        ? join(context, argc, argv)
        : JS_Call(context, guest.bootstrap.format, JS_UNDEFINED, argc, argv);
    if (JS_IsException(line)) {
        return JS_EXCEPTION;
    }
    int status = write_string(context, stream_of(stream), line);
    JS_FreeValue(context, line);
    return status == 0 ? JS_UNDEFINED : JS_EXCEPTION;
}

/* print(...values): as the shell of the interpreter has it, without formatting. */
JSValue js_print(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    JSValue line = join(context, argc, argv);
    if (JS_IsException(line)) {
        return JS_EXCEPTION;
    }
    size_t length;
    const char *text = JS_ToCStringLen(context, &length, line);
    if (text != NULL) {
        write_line(stdout, text, length);
        JS_FreeCString(context, text);
    }
    JS_FreeValue(context, line);
    return text == NULL ? JS_EXCEPTION : JS_UNDEFINED;
}

/* writeLine(stream, text) */
JSValue js_write_line(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    int stream;
    if (JS_ToInt32(context, &stream, argv[0]) != 0 || write_string(context, stream_of(stream), argv[1]) != 0) {
        return JS_EXCEPTION;
    }
    return JS_UNDEFINED;
}

/* indent(columns) for everything that console writes from now on */
JSValue js_indent(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    return JS_ToUint32(context, &guest.indentation, argv[0]) == 0 ? JS_UNDEFINED : JS_EXCEPTION;
}

static const JSCFunctionListEntry log_functions[] = {
    JS_CFUNC_MAGIC_DEF("log", 0, js_log, 1),
    JS_CFUNC_MAGIC_DEF("info", 0, js_log, 1),
    JS_CFUNC_MAGIC_DEF("debug", 0, js_log, 1),
    JS_CFUNC_MAGIC_DEF("warn", 0, js_log, 2),
    JS_CFUNC_MAGIC_DEF("error", 0, js_log, 2),
};

int add_console(JSContext *context, JSValue console)
{
    size_t count = sizeof log_functions / sizeof *log_functions;
    int status = JS_SetPropertyFunctionList(context, console, log_functions, (int)count);
    /* A function is made when it is first wanted: now, and not in every run. */
    for (size_t i = 0; i < count && status == 0; i++) {
        JSValue function = JS_GetPropertyStr(context, console, log_functions[i].name);
        status = JS_IsException(function) ? -1 : 0;
        JS_FreeValue(context, function);
    }
    return status;
}
