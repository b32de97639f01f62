/*
 * Where the program is: for a host that wants to know where its fuel goes. The engine calls its interrupt handler once for
 * so many loops and calls, at any rate; if the host has lit the beacon meanwhile, it is told then. After a run that was ended
 * in its midst nothing need be in order any more: then only frames and bytecode are looked at.
 */
#include "guest.h"

#include "guest_position.h"

/* The calls of the interrupt handler before a program that tells its position by itself does so for the first time. A call is
   the unit of work: some million instructions. */
#define FIRST_UNITS 2

/* Of a deep recursion only the ends are looked at closely. */
#define INNER_FRAMES 12
#define OUTER_FRAMES 12
#define MOST_FRAMES 3000

#define MOST_VARIABLES 6
#define MOST_NAMES 24
#define LONGEST_LINE 500

struct JSStackFrame;

struct guest_beacon guest_beacon __attribute__((used));

static volatile uint32_t wanted;
static bool steady;
static int32_t countdown;
static struct guest_position position;

static bool is_library(const char *file)
{
    return strncmp(file, "internal:", 9) == 0 || strncmp(file, "/data_js/", 9) == 0 || file[0] == '<';
}

static void add_place(const JSPosition *place)
{
    const char *function = place->function[0] == '\0' ? "?" : place->function;
    guest_add(&position, "@", 1);
    guest_add_number(&position, place->line, ' ');
    guest_add_number(&position, place->loop, ' ');
    guest_add_number(&position, place->outer, ' ');
    guest_add_number(&position, place->left, ' ');
    guest_add_text(&position, place->file, strlen(place->file), '\t');
    guest_add_text(&position, function, strlen(function), '\n');
}

/* A line of the program, cut and terminated. */
static void copy_line(uint32_t line, char *to, size_t size)
{
    const char *begin = guest.request.code.bytes;
    const char *end = begin + guest.request.code.length;
    while (--line > 0 && begin < end) {
        const char *newline = memchr(begin, '\n', (size_t)(end - begin));
        begin = newline == NULL ? end : newline + 1;
    }
    const char *newline = memchr(begin, '\n', (size_t)(end - begin));
    size_t width = (size_t)((newline == NULL ? end : newline) - begin);
    width = width < size ? width : size - 1;
    memcpy(to, begin, width);
    to[width] = '\0';
}

/* The variables that the first line of the outermost loop names. */
static void add_variables(struct JSStackFrame *frame, const JSPosition *place)
{
    char line[LONGEST_LINE];
    if (guest.file_name == NULL || strcmp(place->file, guest.file_name) != 0) {
        return;
    }
    copy_line((uint32_t)place->outer, line, sizeof line);
    int count = 0, names = 0;
    for (char *name = line; *name != '\0' && count < MOST_VARIABLES && names < MOST_NAMES;) {
        size_t size = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$");
        char behind = name[size];
        int64_t number;
        if (size > 0) {
            name[size] = '\0';
            char kind = (char)js_std_cmd(ENGINE_VARIABLE, guest.context, frame, name, &number);
            if (kind != 0) {
                guest_add(&position, &kind, 1);
                guest_add_text(&position, name, size, ' ');
                guest_add_number(&position, number, '\n');
                count++;
            }
            name[size] = behind;
            names++;
        }
        name += size + (behind != '\0');
    }
}

/* What was found on the stack. */
struct places {
    int found;
    JSPosition last;
    JSPosition outermost;           /* the outermost that is in a loop */
    struct JSStackFrame *looping;   /* its frame */
    bool is_told;                   /* whether it is among those that were told already */
};

static void look_at(struct places *places, struct JSStackFrame *frame, bool in_order)
{
    JSPosition *last = &places->last;
    js_std_cmd(ENGINE_POSITION_OF, guest.context, frame, in_order, last);
    if (is_library(last->file)) {
        return;
    }
    if (places->found < GUEST_PLACES) {
        add_place(last);
    }
    if (last->outer > 0) {
        places->outermost = *last;
        places->looping = frame;
        places->is_told = places->found < GUEST_PLACES;
    }
    places->found++;
}

static uint32_t tell(bool in_order)
{
    struct places places = {0};
    struct JSStackFrame *outer[OUTER_FRAMES], *frame = NULL;
    int depth = 0;
    position.length = 0;
    if (in_order) {
        (void)host_position(position.text, 0);
    }
    while (depth < MOST_FRAMES && (frame = (void *)js_std_cmd(ENGINE_NEXT_FRAME, guest.context, frame)) != NULL) {
        if (depth < INNER_FRAMES) {
            look_at(&places, frame, in_order);
        } else {
            outer[depth % OUTER_FRAMES] = frame;
        }
        depth++;
    }
    for (int i = depth - OUTER_FRAMES < INNER_FRAMES ? INNER_FRAMES : depth - OUTER_FRAMES; i < depth; i++) {
        look_at(&places, outer[i % OUTER_FRAMES], in_order);
    }
    if (places.looping != NULL && !places.is_told) {
        add_place(&places.outermost);
    }
    if (in_order && places.looping != NULL) {
        add_variables(places.looping, &places.outermost);
    }
    return host_position(position.text, position.length);
}

void light_beacon(void)
{
    guest_beacon = (struct guest_beacon){(uint32_t)(uintptr_t)&wanted, 1};
}

void begin_positions(bool by_itself)
{
    steady = by_itself;
    countdown = FIRST_UNITS;
    wanted = 0;
}

void tell_position_if_wanted(void)
{
    if (steady ? countdown > 0 && --countdown == 0 : wanted != 0) {
        wanted = 0;
        uint32_t units = tell(true);
        countdown = units < INT32_MAX ? (int32_t)units : 0;
    }
}

GUEST_EXPORT(guest_position) void guest_position(void)
{
    if (guest.context != NULL) {
        (void)tell(false);
    }
}
