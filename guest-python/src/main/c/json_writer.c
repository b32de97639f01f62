#include "json_writer.h"

#include <stdio.h>
#include <string.h>

/* Room for the closing brackets that are owed and for the quote and mark of a cut string. */
static size_t room(const struct json_writer *json)
{
    size_t reserved = json->depth + 8;
    return json->capacity - json->length > reserved ? json->capacity - json->length - reserved : 0;
}

static void append(struct json_writer *json, const char *bytes, size_t length)
{
    memcpy(json->buffer + json->length, bytes, length);
    json->length += length;
}

/* Starts a member or an element when it fits with `needed` bytes of value. */
static bool start(struct json_writer *json, const char *name, size_t needed)
{
    size_t name_length = name == NULL ? 0 : strlen(name) + 3;
    if (room(json) < name_length + needed + 1) {
        return false;
    }
    if (!json->first) {
        append(json, ",", 1);
    }
    json->first = false;
    if (name != NULL) {
        append(json, "\"", 1);
        append(json, name, name_length - 3);
        append(json, "\":", 2);
    }
    return true;
}

void json_begin(struct json_writer *json, char *buffer, size_t capacity)
{
    *json = (struct json_writer){.buffer = buffer, .capacity = capacity, .depth = 1, .first = true};
    append(json, "{", 1);
}

size_t json_end(struct json_writer *json)
{
    append(json, "}", 1);
    return json->length;
}

bool json_open(struct json_writer *json, const char *name, char bracket)
{
    if (!start(json, name, 2)) {
        return false;
    }
    append(json, &bracket, 1);
    json->depth++;
    json->first = true;
    return true;
}

void json_close(struct json_writer *json, char bracket)
{
    append(json, &bracket, 1);
    json->depth--;
    json->first = false;
}

void json_integer(struct json_writer *json, const char *name, int64_t value)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)value);
    if (start(json, name, (size_t)length)) {
        append(json, digits, (size_t)length);
    }
}

void json_boolean(struct json_writer *json, const char *name, bool value)
{
    if (start(json, name, 5)) {
        append(json, value ? "true" : "false", value ? 4 : 5);
    }
}

void json_null(struct json_writer *json, const char *name)
{
    if (start(json, name, 4)) {
        append(json, "null", 4);
    }
}

/* Length of the valid UTF-8 character at `text`, 0 if there is none. */
static size_t character_length(const unsigned char *text, size_t available)
{
    unsigned char lead = text[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || length > available) {
        return 0;
    }
    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    bool overlong_or_surrogate_or_too_large = (lead == 0xE0 && text[1] < 0xA0) || (lead == 0xED && text[1] > 0x9F)
        || (lead == 0xF0 && text[1] < 0x90) || (lead == 0xF4 && text[1] > 0x8F);
    return overlong_or_surrogate_or_too_large ? 0 : length;
}

void json_string(struct json_writer *json, const char *name, const char *text, size_t length, size_t limit)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    static const char ellipsis[] = "\xE2\x80\xA6";
    const unsigned char *bytes = (const unsigned char *)text;
    if (!start(json, name, 2)) {
        return;
    }
    append(json, "\"", 1);
    for (size_t i = 0; i < length;) {
        size_t width = character_length(bytes + i, length - i);
        if (room(json) < 6 || i + (width == 0 ? 1 : width) > limit) {
            append(json, ellipsis, sizeof ellipsis - 1);
            break;
        }
        if (width == 0) {
            append(json, replacement, sizeof replacement - 1);
            i++;
            continue;
        }
        if (bytes[i] == '"' || bytes[i] == '\\') {
            append(json, "\\", 1);
            append(json, text + i, 1);
        } else if (bytes[i] < 0x20 || bytes[i] == 0x7F) {
            char escape[8];
            append(json, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", bytes[i]));
        } else {
            append(json, text + i, width);
        }
        i += width;
    }
    append(json, "\"", 1);
}
