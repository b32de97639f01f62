/* UTF-8 to and from strings, as TextEncoder and TextDecoder need it. */
#include "guest.h"

static bool is_surrogate(const uint8_t *bytes)
{
    return bytes[0] == 0xED && bytes[1] >= 0xA0;
}

/* encodeUtf8(string) => ArrayBuffer; a surrogate without its partner becomes U+FFFD. */
JSValue js_encode_utf8(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    size_t length;
    const char *text = JS_ToCStringLen(context, &length, argv[0]);
    if (text == NULL) {
        return JS_EXCEPTION;
    }
    JSValue buffer = JS_NewArrayBufferCopy(context, (const uint8_t *)text, length);
    JS_FreeCString(context, text);
    size_t size;
    uint8_t *bytes = JS_IsException(buffer) ? NULL : JS_GetArrayBuffer(context, &size, buffer);
    /* The engine writes lone surrogates as three bytes, exactly the length of U+FFFD. */
    for (size_t i = 0; bytes != NULL && i + 2 < size; i++) {
        if (is_surrogate(bytes + i)) {
            memcpy(bytes + i, "\xEF\xBF\xBD", 3);
            i += 2;
        }
    }
    return buffer;
}

/*
 * Reads one character at `*at`. Returns U+FFFD and sets `*bad` for a malformed sequence, of which it takes the longest
 * part that could have begun a character, as the Encoding Standard asks. Returns -1, without moving, for a sequence
 * that is cut off by the end but right so far.
 */
static int32_t decode_one(const uint8_t **at, const uint8_t *end, bool *bad)
{
    const uint8_t *from = *at;
    uint8_t lead = *from++;
    int needed;
    uint32_t point;
    uint8_t low = 0x80;
    uint8_t high = 0xBF;
    if (lead < 0x80) {
        *at = from;
        return lead;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        needed = 1;
        point = lead & 0x1Fu;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        needed = 2;
        point = lead & 0x0Fu;
        low = lead == 0xE0 ? 0xA0 : low;
        high = lead == 0xED ? 0x9F : high;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        needed = 3;
        point = lead & 0x07u;
        low = lead == 0xF0 ? 0x90 : low;
        high = lead == 0xF4 ? 0x8F : high;
    } else {
        *at = from;
        *bad = true;
        return 0xFFFD;
    }
    for (; needed > 0; needed--, from++) {
        if (from == end) {
            return -1;
        }
        if (*from < low || *from > high) {
            *at = from;
            *bad = true;
            return 0xFFFD;
        }
        point = point << 6 | (*from & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *at = from;
    return (int32_t)point;
}

/* Whether all is well-formed; then the engine makes the string by itself, with one byte a character where that is enough. */
static bool is_utf8(const uint8_t *at, const uint8_t *end)
{
    bool bad = false;
    while (at < end && !bad) {
        if (*at < 0x80) {
            at++;
        } else if (decode_one(&at, end, &bad) < 0) {
            return false;
        }
    }
    return !bad;
}

/* [text, number of bytes that wait]; takes the text over. */
static JSValue new_pair(JSContext *context, JSValue text, int64_t waiting)
{
    JSValue pair = JS_IsException(text) ? JS_EXCEPTION : JS_NewArray(context);
    if (JS_IsException(pair)) {
        JS_FreeValue(context, text);
        return JS_EXCEPTION;
    }
    JS_DefinePropertyValueUint32(context, pair, 0, text, JS_PROP_C_W_E);
    JS_DefinePropertyValueUint32(context, pair, 1, JS_NewInt64(context, waiting), JS_PROP_C_W_E);
    return pair;
}

/*
 * decodeUtf8(buffer, offset, length, fatal, stream) => [text, number of bytes at the end that wait for more], or null
 * when `fatal` is set and the bytes are malformed.
 */
JSValue js_decode_utf8(JSContext *context, JSValueConst this_value, int argc, JSValueConst *argv)
{
    (void)this_value;
    (void)argc;
    size_t size;
    uint32_t offset;
    uint32_t length;
    uint8_t *bytes = JS_GetArrayBuffer(context, &size, argv[0]);
    if (bytes == NULL && JS_HasException(context)) {
        return JS_EXCEPTION;
    }
    if (JS_ToUint32(context, &offset, argv[1]) != 0 || JS_ToUint32(context, &length, argv[2]) != 0) {
        return JS_EXCEPTION;
    }
    if (offset > size || length > size - offset) {
        return JS_ThrowRangeError(context, "the bytes lie outside of their buffer");
    }
    bool fatal = JS_ToBool(context, argv[3]);
    bool stream = JS_ToBool(context, argv[4]);
    const uint8_t *at = bytes + offset;
    const uint8_t *end = at + length;
    if (is_utf8(at, end)) {
        return new_pair(context, JS_NewStringLen(context, (const char *)at, length), 0);
    }
    /* Never more units than bytes. */
    uint16_t *units = js_malloc(context, (size_t)length * sizeof *units);
    if (units == NULL) {
        return JS_EXCEPTION;
    }
    size_t count = 0;
    bool bad = false;
    while (at < end) {
        int32_t point = decode_one(&at, end, &bad);
        if (point < 0 && stream) {
            break;
        }
        if (point < 0) {
            at = end;
            bad = true;
            point = 0xFFFD;
        }
        if (point >= 0x10000) {
            point -= 0x10000;
            units[count++] = (uint16_t)(0xD800 | point >> 10);
            point = 0xDC00 | (point & 0x3FF);
        }
        units[count++] = (uint16_t)point;
    }
    if (bad && fatal) {
        js_free(context, units);
        return JS_NULL;
    }
    JSValue text = JS_NewStringUTF16(context, units, count);
    js_free(context, units);
    return new_pair(context, text, end - at);
}
