/*
 * Uncaught errors. The bootstrap describes them; when it cannot (no memory left, hostile objects, std.exit in a
 * getter), a plainer description is made here, so that there always is one.
 */
#include "guest.h"

#include <stdio.h>

#include "quickjs-libc.h"

/* Longest source file that is read to show one of its lines. */
#define MAX_SOURCE (1u << 20)

static void send(const char *message, size_t length)
{
    if (length <= HOST_CALL_MAX_MESSAGE) {
        host_call(message, (uint32_t)length, NULL, 0);
    }
}

/* Writes element `index` of `pair` to `sink`; false if it is no string. */
static bool with_text(JSContext *context, JSValueConst pair, uint32_t index, void (*sink)(const char *, size_t))
{
    JSValue element = JS_GetPropertyUint32(context, pair, index);
    size_t length;
    const char *text = JS_IsString(element) ? JS_ToCStringLen(context, &length, element) : NULL;
    if (text != NULL) {
        sink(text, length);
    }
    JS_FreeCString(context, text);
    JS_FreeValue(context, element);
    return text != NULL;
}

static void write_error(const char *text, size_t length)
{
    fwrite(text, 1, length, stderr);
}

static void swallow_exception(JSContext *context)
{
    JS_FreeValue(context, JS_GetException(context));
}

/* Longest part of a name or a message in a plain report. */
#define PLAIN_LENGTH 400

/* Appends JSON-escaped text; there must be room for six times its length. */
static char *append_escaped(char *to, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\') {
            /* Bytes of other characters become question marks: a text may have been cut within one. */
            to += sprintf(to, "\\u%04x", byte < 0x80 ? byte : '?');
        } else {
            *to++ = (char)byte;
        }
    }
    return to;
}

/* Copies the start of a property that is a string, and else of `otherwise`. */
static size_t copy_property(JSContext *context, JSValueConst error, const char *key, const char *otherwise, char *to)
{
    JSValue value = JS_IsError(error) ? JS_GetPropertyStr(context, error, key) : JS_UNDEFINED;
    const char *text = JS_IsString(value) ? JS_ToCString(context, value) : NULL;
    size_t length = strnlen(text == NULL ? otherwise : text, PLAIN_LENGTH);
    memcpy(to, text == NULL ? otherwise : text, length);
    JS_FreeCString(context, text);
    JS_FreeValue(context, value);
    if (JS_HasException(context)) {
        swallow_exception(context);
    }
    return length;
}

/* What can be said with hardly any memory and without the bootstrap. */
static void report_plainly(JSContext *context, JSValueConst error, const char *phase)
{
    char name[PLAIN_LENGTH];
    char message[PLAIN_LENGTH];
    size_t name_length = copy_property(context, error, "name", "Error", name);
    size_t message_length = copy_property(context, error, "message", "a value that cannot be described", message);
    fprintf(stderr, "%.*s: %.*s\n", (int)name_length, name, (int)message_length, message);

    char report[2 * 6 * PLAIN_LENGTH + 200];
    char *end = report + sprintf(report, "{\"type\":\"error\",\"phase\":\"%s\",\"name\":\"", phase);
    end = append_escaped(end, name, name_length);
    end += sprintf(end, "\",\"message\":\"");
    end = append_escaped(end, message, message_length);
    end += sprintf(end, "\",\"file\":null,\"line\":null,\"column\":null,\"attributes\":{}}");
    send(report, (size_t)(end - report));
}

void report_uncaught(JSContext *context, JSValueConst error, const char *phase, enum origin origin)
{
    JSValue backtrace = JS_UNDEFINED;
    js_std_cmd(ENGINE_TAKE_BACKTRACE, context, &backtrace);
    fflush(stdout);
    JSValue name = JS_NewString(context, phase);
    /* A promise is rejected somewhere else than where the last backtrace was taken. */
    bool in_promise = origin == FROM_PROMISE;
    JSValueConst arguments[] = {error, name, JS_NewBool(context, in_promise), in_promise ? JS_UNDEFINED : backtrace};
    JSValue pair = JS_Call(context, guest.bootstrap.uncaught, JS_UNDEFINED, 4, arguments);
    bool described = JS_IsObject(pair) && with_text(context, pair, 0, write_error) && with_text(context, pair, 1, send);
    if (JS_HasException(context)) {
        swallow_exception(context);
    }
    JS_FreeValue(context, pair);
    JS_FreeValue(context, name);
    JS_FreeValue(context, backtrace);
    if (!described) {
        report_plainly(context, error, phase);
    }
    hold_reserve();
}

void report_pending(JSContext *context, const char *phase)
{
    JSValue error = JS_GetException(context);
    report_uncaught(context, error, phase, FROM_CODE);
    JS_FreeValue(context, error);
}

void report_validation(JSContext *context, JSValueConst error, enum continuation continuation)
{
    static const char *const words[] = {"none", "possible", "needed"};
    if (JS_IsUndefined(error)) {
        char valid[80];
        int size = snprintf(valid, sizeof valid, "{\"type\":\"validation\",\"valid\":true,\"continuation\":\"%s\"}",
            words[continuation]);
        send(valid, (size_t)size);
        return;
    }
    JSValue word = JS_NewString(context, words[continuation]);
    JSValueConst arguments[] = {error, word};
    JSValue message = JS_Call(context, guest.bootstrap.invalid, JS_UNDEFINED, 2, arguments);
    JS_FreeValue(context, word);
    size_t length;
    const char *text = JS_IsString(message) ? JS_ToCStringLen(context, &length, message) : NULL;
    if (text == NULL) {
        text = "{\"type\":\"validation\",\"valid\":false,\"message\":\"SyntaxError\"}";
        send(text, strlen(text));
    } else {
        send(text, length);
        JS_FreeCString(context, text);
    }
    JS_FreeValue(context, message);
    if (JS_HasException(context)) {
        swallow_exception(context);
    }
}

static JSValue line_of(JSContext *context, const char *text, size_t length, uint32_t line)
{
    const char *end = text + length;
    for (uint32_t i = 1; i < line && text < end; i++) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        text = newline == NULL ? end : newline + 1;
    }
    const char *newline = memchr(text, '\n', (size_t)(end - text));
    size_t size = (size_t)((newline == NULL ? end : newline) - text);
    if (size > 0 && text[size - 1] == '\r') {
        size--;
    }
    return JS_NewStringLen(context, text, size);
}

JSValue source_line(JSContext *context, const char *file, uint32_t line)
{
    if (guest.file_name != NULL && strcmp(file, guest.file_name) == 0) {
        return line_of(context, guest.request.code.bytes, guest.request.code.length, line);
    }
    const char *input;
    size_t length;
    if (find_input(file, &input, &length)) {
        return line_of(context, input, length, line);
    }
    FILE *source = fopen(file, "rb");
    if (source == NULL) {
        return JS_UNDEFINED;
    }
    JSValue result = JS_UNDEFINED;
    char *text = js_malloc(context, MAX_SOURCE);
    if (text != NULL) {
        result = line_of(context, text, fread(text, 1, MAX_SOURCE, source), line);
        js_free(context, text);
    } else {
        swallow_exception(context);
    }
    fclose(source);
    return result;
}
