/*
 * What a prompt asks for: that the last value is shown, whether more lines may follow, and what could be typed next. Most
 * of the latter is in JavaScript, in the module internal:prompt.
 */
#include "guest.h"

#include <stdio.h>

/* Inputs whose text is kept: a function that was typed earlier than that is shown without its line in an error. */
#define MOST_INPUTS 1024

static struct input {
    uint32_t number;
    uint32_t length;
    char *text;
} inputs[MOST_INPUTS];

static uint32_t input_count;

bool name_input(void)
{
    struct guest_string code = guest.request.code;
    char name[32];
    int length = snprintf(name, sizeof name, "<input-%u>", ++input_count);
    struct input *input = &inputs[input_count % MOST_INPUTS];
    char *file_name = malloc((size_t)length + 1);
    char *text = malloc((size_t)code.length + 1);
    if (file_name == NULL || text == NULL) {
        free(file_name);
        free(text);
        return false;
    }
    memcpy(file_name, name, (size_t)length + 1);
    memcpy(text, code.bytes, code.length);
    free(guest.file_name);
    guest.file_name = file_name;
    free(input->text);
    *input = (struct input){input_count, code.length, text};
    return true;
}

bool find_input(const char *file, const char **text, size_t *length)
{
    unsigned number;
    if (sscanf(file, "<input-%u>", &number) != 1 || inputs[number % MOST_INPUTS].number != number || number == 0) {
        return false;
    }
    *text = inputs[number % MOST_INPUTS].text;
    *length = inputs[number % MOST_INPUTS].length;
    return true;
}

/* At a prompt, braces that begin an input are those of an object, if it can be one: its value is what is asked for. */
JSValue compile_object(JSContext *context, int flags)
{
    struct guest_string code = guest.request.code;
    uint32_t begin = (uint32_t)strspn(code.bytes, " \t\r\n");
    uint32_t end = code.length;
    while (end > begin && strchr(" \t\r\n", code.bytes[end - 1]) != NULL) {
        end--;
    }
    if (begin >= end || code.bytes[begin] != '{' || code.bytes[end - 1] == ';') {
        return JS_UNDEFINED;
    }
    static const char before[] = "(\n\n";
    static const char behind[] = "\n)";
    size_t length = sizeof before - 1 + code.length + sizeof behind - 1;
    char *wrapped = js_malloc(context, length + 1);
    if (wrapped == NULL) {
        return JS_EXCEPTION;
    }
    /* The line of the bracket is line -1, so that all lines of the code keep their numbers; 0 would mean 1. */
    memcpy(wrapped, before, sizeof before - 1);
    memcpy(wrapped + sizeof before - 1, code.bytes, code.length);
    memcpy(wrapped + sizeof before - 1 + code.length, behind, sizeof behind);
    JSEvalOptions options = {
        .version = JS_EVAL_OPTIONS_VERSION,
        .eval_flags = JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_COMPILE_ONLY | flags,
        .filename = guest.file_name,
        .line_num = -1,
    };
    JSValue program = JS_Eval2(context, wrapped, length, &options);
    js_free(context, wrapped);
    if (JS_IsException(program)) {
        JS_FreeValue(context, JS_GetException(context));
        return JS_UNDEFINED;
    }
    return program;
}

bool echo(JSContext *context, JSValueConst result, bool is_main)
{
    JSValue value = JS_DupValue(context, result);
    if (is_main) {
        /* A script with await gives an object with its value, a module gives none. */
        JSValue object = JS_PromiseResult(context, result);
        JS_FreeValue(context, value);
        value = JS_IsObject(object) ? JS_GetPropertyStr(context, object, "value") : JS_UNDEFINED;
        JS_FreeValue(context, object);
    }
    JSValue shown = JS_IsException(value) ? JS_EXCEPTION
                                          : JS_Call(context, guest.bootstrap.echo, JS_UNDEFINED, 1, (JSValueConst *)&value);
    JS_FreeValue(context, value);
    JS_FreeValue(context, shown);
    return !JS_IsException(shown);
}

void tell_exit(void)
{
    static const char message[] = "{\"type\":\"exit\"}";
    host_call(message, sizeof message - 1, NULL, 0);
}

/* ---- whether more lines may follow ---- */

/* Compiles the code with something behind it. */
static bool is_valid_with(JSContext *context, const char *more)
{
    struct guest_string code = guest.request.code;
    size_t length = code.length + strlen(more);
    char *text = js_malloc(context, length + 1);
    if (text == NULL) {
        JS_FreeValue(context, JS_GetException(context));
        return false;
    }
    memcpy(text, code.bytes, code.length);
    memcpy(text + code.length, more, strlen(more) + 1);
    int async = memmem(code.bytes, code.length, "await", 5) != NULL ? JS_EVAL_FLAG_ASYNC : 0;
    JSValue program =
        JS_Eval(context, text, length, guest.file_name, JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_COMPILE_ONLY | async);
    js_free(context, text);
    bool valid = !JS_IsException(program);
    JS_FreeValue(context, valid ? program : JS_GetException(context));
    return valid;
}

enum continuation continuation_of_valid(JSContext *context)
{
    /* An expression whose end is the end of the text could go on, and so could an `if`. */
    return is_valid_with(context, "\n?0:0") || is_valid_with(context, "\nelse;") ? MAY_CONTINUE : CONTINUES_NOT;
}

/* The place behind the text, as the parser counts it: lines from 1, and bytes in the line from 1. */
static uint64_t end_of(struct guest_string code)
{
    uint64_t line = 1;
    const char *start = code.bytes;
    const char *end = code.bytes + code.length;
    for (const char *position = start; position < end; position++) {
        if (*position == '\n' || (*position == '\r' && (position + 1 == end || position[1] != '\n'))) {
            line++;
            start = position + 1;
        }
    }
    return line << 32 | (uint64_t)(end - start + 1);
}

static char byte_at(struct guest_string code, uint64_t place)
{
    uint64_t line = place >> 32;
    const char *position = code.bytes;
    const char *end = code.bytes + code.length;
    while (--line > 0 && position < end) {
        const char *newline = memchr(position, '\n', (size_t)(end - position));
        position = newline == NULL ? end : newline + 1;
    }
    position += (uint32_t)place - 1;
    return position < end ? *position : '\0';
}

/* Whether the parser, having read to the end of the text, found a mistake in what it read and not that something is missing. */
static bool tells_of_mistake(const char *message)
{
    static const char *const words[] = {
        "must be inside", "label not found", "redefinition", "already declared", "uplicate", "lvalue", "operand",
        "left-hand side", "left hand-side", "is not a valid", "reserved", "variable name", "not in a function",
        "not allowed", "only valid", "only allowed", "forbidden", "cannot", "can't", "unparenthesized",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(message, words[i]) != NULL) {
            return true;
        }
    }
    return false;
}

enum continuation continuation_of_invalid(JSContext *context, JSValueConst error, uint64_t place)
{
    struct guest_string code = guest.request.code;
    JSValue value = JS_GetPropertyStr(context, error, "message");
    const char *message = JS_ToCString(context, value);
    bool needed = false;
    if (message == NULL) {
        JS_FreeValue(context, JS_GetException(context));
    } else if (strcmp(message, "unexpected end of comment") == 0) {
        needed = true;
    } else if (strcmp(message, "unexpected end of string") == 0) {
        char opening = byte_at(code, place);
        /* A template goes on in the next line; another string only behind a backslash. */
        needed = (opening != '\'' && opening != '"') || (code.length > 0 && code.bytes[code.length - 1] == '\\');
    } else {
        needed = place == end_of(code) && !tells_of_mistake(message);
    }
    JS_FreeCString(context, message);
    JS_FreeValue(context, value);
    return needed ? MUST_CONTINUE : CONTINUES_NOT;
}

int complete(JSContext *context)
{
    JSValue text = JS_NewStringLen(context, guest.request.code.bytes, guest.request.code.length);
    JSValue result = JS_IsException(text) ? JS_EXCEPTION
                                          : JS_Call(context, guest.bootstrap.complete, JS_UNDEFINED, 1, (JSValueConst *)&text);
    JS_FreeValue(context, text);
    JS_FreeValue(context, JS_IsException(result) ? JS_GetException(context) : result);
    return JS_IsException(result) ? EXIT_UNCAUGHT : 0;
}
