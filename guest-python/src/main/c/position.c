/*
 * Where the program is: for a host that wants to know where its fuel goes. The host asks through the evaluation breaker, and
 * one of our patches then calls the hook here, at a loop or a call, where everything is in order. After a run that was ended
 * in its midst nothing need be in order any more: then nothing is looked at but frames and code, and nothing allocates.
 */
#include "python_host.h"

#include "guest_position.h"

#include "internal/pycore_ceval.h"
#include "internal/pycore_code.h"
#include "internal/pycore_frame.h"
#include "internal/pycore_opcode_metadata.h"
#include "internal/pycore_pystate.h"

/* Checks of the evaluation breaker in a unit of work: some million instructions. */
#define CHECKS_PER_UNIT 4000

/* The units before a program that tells its position by itself does so for the first time. */
#define FIRST_UNITS 2

/* Of a deep recursion only the ends are looked at closely. */
#define INNER_FRAMES 12
#define OUTER_FRAMES 12
#define MOST_FRAMES 3000
#define MOST_CODE 30000
#define MOST_VARIABLES 6
#define MOST_NAMES 24
#define UNKNOWN (-1)

struct guest_beacon guest_beacon __attribute__((used));

static bool steady;
static struct guest_position position;

struct place {
    _PyInterpreterFrame *frame;
    PyCodeObject *code;
    int line;
    int loop;          /* first line of the innermost loop, 0 = none */
    int outer;         /* first line of the outermost loop */
    bool counts;       /* whether the outermost one is a for loop */
};

bool is_library(PyObject *file)
{
    static const char *const places[] = {STANDARD_LIBRARY "/", SITE_PACKAGES "/", "<frozen "};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(places); i++) {
        Py_ssize_t size = (Py_ssize_t)strlen(places[i]);
        if (PyUnicode_IS_COMPACT_ASCII(file) && PyUnicode_GET_LENGTH(file) >= size
            && memcmp(PyUnicode_1BYTE_DATA(file), places[i], (size_t)size) == 0) {
            return true;
        }
    }
    return false;
}

/* A loop: all jumps backward to one place. */
struct loop {
    int target;
    int first;
    int last;
};

static void add_jump(struct loop *loop, int target, int jump, bool better)
{
    if (loop->target < 0 || better) {
        loop->target = target;
        loop->first = jump;
    }
    if (loop->target == target) {
        loop->last = jump;
    }
}

static int line_at(PyCodeObject *code, int unit)
{
    int line = PyCode_Addr2Line(code, unit * (int)sizeof(_Py_CODEUNIT));
    return line > 0 ? line : INT_MAX;
}

/* The first line of a loop: of what it goes over, or of its condition, which is compiled behind the body as well. */
static int first_line(PyCodeObject *code, const struct loop *loop)
{
    if (loop->target < 0) {
        return 0;
    }
    int line = Py_MIN(line_at(code, loop->target), line_at(code, loop->first));
    line = loop->last == loop->first ? line : Py_MIN(line, line_at(code, loop->last));
    return line == INT_MAX ? 0 : line;
}

/* Loops are jumps backward over where the frame is. */
static void find_loops(struct place *place)
{
    PyCodeObject *code = place->code;
    int at = _PyInterpreterFrame_LASTI(place->frame);
    int count = (int)Py_SIZE(code);
    unsigned extended = 0;
    struct loop inner = {.target = -1}, outer = {.target = -1};
    if (count > MOST_CODE || at < 0 || at >= count) {
        return;
    }
    for (int i = 0; i < count;) {
        _Py_CODEUNIT *unit = &_PyCode_CODE(code)[i];
        unsigned opcode = _PyOpcode_Deopt[unit->op.code];
        unsigned argument = extended << 8 | unit->op.arg;
        int next = i + 1 + _PyOpcode_Caches[opcode];
        extended = opcode == EXTENDED_ARG ? argument : 0;
        int target = next - (int)argument;
        if ((opcode == JUMP_BACKWARD || opcode == JUMP_BACKWARD_NO_INTERRUPT) && target >= 0 && target <= at && at <= i) {
            add_jump(&inner, target, i, target > inner.target);
            add_jump(&outer, target, i, target < outer.target);
        }
        i = next;
    }
    place->loop = first_line(code, &inner);
    place->outer = first_line(code, &outer);
    place->counts = outer.target >= 0 && _PyOpcode_Deopt[_PyCode_CODE(code)[outer.target].op.code] == FOR_ITER;
}

/* How many elements an iterator of a built-in type still gives: of those types that ask no other object, which may be of the
   program's own. */
static long long elements_left(PyObject *iterator, int depth)
{
    PyTypeObject *const counting[] = {&PyRangeIter_Type, &PyLongRangeIter_Type, &PyListIter_Type, &PyListRevIter_Type,
        &PyTupleIter_Type, &PyUnicodeIter_Type, &PyDictIterKey_Type, &PyDictIterValue_Type, &PyDictIterItem_Type, &PySetIter_Type};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(counting); i++) {
        if (Py_IS_TYPE(iterator, counting[i])) {
            Py_ssize_t left = PyObject_LengthHint(iterator, UNKNOWN);
            PyErr_Clear();
            return left;
        }
    }
    if (depth == 0 || (!Py_IS_TYPE(iterator, &PyEnum_Type) && !Py_IS_TYPE(iterator, &PyZip_Type))) {
        return UNKNOWN;
    }
    /* What these are made of they tell by way of pickle: (type, (iterator, ...)). */
    long long left = UNKNOWN;
    PyObject *parts = PyObject_CallMethod(iterator, "__reduce__", NULL);
    PyObject *inner = parts != NULL && PyTuple_CheckExact(parts) && PyTuple_GET_SIZE(parts) > 1 ? PyTuple_GET_ITEM(parts, 1) : NULL;
    Py_ssize_t count = inner == NULL || !PyTuple_CheckExact(inner) ? 0 : PyTuple_GET_SIZE(inner);
    for (Py_ssize_t i = 0; i < (Py_IS_TYPE(iterator, &PyEnum_Type) ? count > 0 : count); i++) {
        long long of_one = elements_left(PyTuple_GET_ITEM(inner, i), depth - 1);
        left = of_one == UNKNOWN ? UNKNOWN : i == 0 || of_one < left ? of_one : left;
        if (of_one == UNKNOWN) {
            break;
        }
    }
    Py_XDECREF(parts);
    PyErr_Clear();
    return left;
}

/* The outermost loop's iterator is the lowest one on the frame's stack. */
static long long rounds_left(const struct place *place)
{
    _PyInterpreterFrame *frame = place->frame;
    if (!place->counts || frame->stacktop <= place->code->co_nlocalsplus) {
        return UNKNOWN;
    }
    for (int i = place->code->co_nlocalsplus; i < frame->stacktop; i++) {
        PyObject *value = frame->localsplus[i];
        if (value != NULL && PyIter_Check(value)) {
            return elements_left(value, 2);
        }
    }
    return UNKNOWN;
}

static void add_text(PyObject *value, char end)
{
    bool plain = value != NULL && PyUnicode_Check(value) && PyUnicode_IS_COMPACT_ASCII(value);
    const char *bytes = plain ? (const char *)PyUnicode_1BYTE_DATA(value) : "?";
    guest_add_text(&position, bytes, plain ? (size_t)PyUnicode_GET_LENGTH(value) : 1, end);
}

static void add_place(const struct place *place, bool in_order)
{
    guest_add(&position, "@", 1);
    guest_add_number(&position, place->line, ' ');
    guest_add_number(&position, place->loop, ' ');
    guest_add_number(&position, place->outer, ' ');
    guest_add_number(&position, in_order ? rounds_left(place) : UNKNOWN, ' ');
    add_text(place->code->co_filename, '\t');
    add_text(place->code->co_qualname, '\n');
}

/* Borrowed. */
static PyObject *variable(const struct place *place, PyObject *name)
{
    PyObject *names = place->code->co_localsplusnames;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); i++) {
        if (PyUnicode_Compare(PyTuple_GET_ITEM(names, i), name) == 0) {
            PyObject *value = place->frame->localsplus[i];
            return value != NULL && PyCell_Check(value) ? PyCell_GET(value) : value;
        }
    }
    PyObject *globals = place->frame->f_globals;
    return globals != NULL && PyDict_CheckExact(globals) ? PyDict_GetItemWithError(globals, name) : NULL;
}

static void add_variable(PyObject *name, PyObject *value)
{
    int overflow = 0;
    long long number = 0;
    char kind = '#';
    if (PyLong_CheckExact(value)) {
        kind = '=';
        number = PyLong_AsLongLongAndOverflow(value, &overflow);
    } else if (PyList_CheckExact(value) || PyTuple_CheckExact(value)) {
        number = Py_SIZE(value);
    } else if (PyUnicode_CheckExact(value)) {
        number = PyUnicode_GET_LENGTH(value);
    } else {
        return;
    }
    if (overflow == 0) {
        guest_add(&position, &kind, 1);
        add_text(name, ' ');
        guest_add_number(&position, number, '\n');
    }
}

/* The variables that the first line of the outermost loop names. */
static void add_variables(const struct place *place)
{
    PyObject *line = program_line(place->code->co_filename, place->outer, NULL);
    const char *at = line == NULL ? NULL : PyUnicode_AsUTF8(line);
    int count = 0, names = 0;
    while (at != NULL && *at != '\0' && count < MOST_VARIABLES && names < MOST_NAMES) {
        size_t size = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
        if (size == 0) {
            at++;
            continue;
        }
        PyObject *name = size > GUEST_LONGEST_NAME ? NULL : PyUnicode_FromStringAndSize(at, (Py_ssize_t)size);
        PyObject *value = name == NULL ? NULL : variable(place, name);
        if (value != NULL) {
            add_variable(name, value);
            count++;
        }
        Py_XDECREF(name);
        names++;
        at += size;
    }
    PyErr_Clear();
    Py_XDECREF(line);
}

static bool is_of_program(_PyInterpreterFrame *frame)
{
    return frame->owner != FRAME_OWNED_BY_CSTACK && !_PyFrame_IsIncomplete(frame)
        && PyCode_Check(frame->f_executable) && !is_library(((PyCodeObject *)frame->f_executable)->co_filename);
}

/* What was found on the stack. */
struct places {
    int found;
    struct place outermost;     /* the outermost that is in a loop */
    bool is_told;               /* whether it is among those that were told already */
};

static void look_at(struct places *places, _PyInterpreterFrame *frame, bool in_order)
{
    struct place place = {.frame = frame, .code = _PyFrame_GetCode(frame)};
    place.line = PyCode_Addr2Line(place.code, _PyInterpreterFrame_LASTI(frame) * (int)sizeof(_Py_CODEUNIT));
    find_loops(&place);
    if (places->found < GUEST_PLACES) {
        add_place(&place, in_order);
    }
    if (place.outer > 0) {
        places->outermost = place;
        places->is_told = places->found < GUEST_PLACES;
    }
    places->found++;
}

static uint32_t tell(bool in_order)
{
    struct places places = {0};
    _PyInterpreterFrame *outer[OUTER_FRAMES];
    int count = 0, depth = 0;
    position.length = 0;
    if (in_order) {
        (void)host_position(position.text, 0);
    }
    /* There is one thread, which need not be the current one: it lets go of the interpreter while it waits. */
    PyThreadState *thread = PyInterpreterState_ThreadHead(PyInterpreterState_Main());
    for (_PyInterpreterFrame *frame = thread->current_frame; frame != NULL && depth < MOST_FRAMES; depth++) {
        if (is_of_program(frame)) {
            if (count < INNER_FRAMES) {
                look_at(&places, frame, in_order);
            } else {
                outer[count % OUTER_FRAMES] = frame;
            }
            count++;
        }
        frame = frame->previous;
    }
    for (int i = Py_MAX(count - OUTER_FRAMES, INNER_FRAMES); i < count; i++) {
        look_at(&places, outer[i % OUTER_FRAMES], in_order);
    }
    if (places.outermost.outer > 0 && !places.is_told) {
        add_place(&places.outermost, in_order);
    }
    if (in_order && places.outermost.outer > 0) {
        add_variables(&places.outermost);
    }
    return host_position(position.text, position.length);
}

/* The hook is called after so much work. */
static void count_down(uint32_t units)
{
    _Py_SampleCountdown = (int)units * CHECKS_PER_UNIT;
    _Py_set_eval_breaker_bit(PyThreadState_Get(), _PY_SAMPLE_BIT);
}

void end_positions(void)
{
    _Py_unset_eval_breaker_bit(PyThreadState_Get(), _PY_SAMPLE_BIT);
    _Py_SampleCountdown = 0;
}

/* Nobody is asked while he answers: what is looked up there may run the program's code. */
static void sample(PyThreadState *thread)
{
    bool by_itself = steady;
    (void)thread;
    end_positions();
    uint32_t units = tell(true);
    if (by_itself && units > 0 && units < INT32_MAX / CHECKS_PER_UNIT) {
        count_down(units);
    }
}

void light_beacon(void)
{
    _Py_SampleHook = sample;
    guest_beacon = (struct guest_beacon){(uint32_t)(uintptr_t)&PyThreadState_Get()->eval_breaker, _PY_SAMPLE_BIT};
}

void begin_positions(bool by_itself)
{
    steady = by_itself;
    if (steady) {
        count_down(FIRST_UNITS);
    }
}

GUEST_EXPORT(guest_position) void guest_position(void)
{
    (void)tell(false);
}
