/* Jobs, timers, handlers and unhandled rejections. */
#include "guest.h"

#include "quickjs-libc.h"

/* Promises that were rejected while nobody handled them, in that order. */
struct rejection {
    JSValue promise;
    JSValue reason;
};

static struct rejection *rejections;
static uint32_t rejection_count;
static uint32_t rejection_capacity;

static void forget_rejection(JSContext *context, uint32_t index)
{
    JS_FreeValue(context, rejections[index].promise);
    JS_FreeValue(context, rejections[index].reason);
    rejection_count--;
    memmove(&rejections[index], &rejections[index + 1], (rejection_count - index) * sizeof *rejections);
}

static void forget_all_rejections(JSContext *context)
{
    while (rejection_count > 0) {
        forget_rejection(context, rejection_count - 1);
    }
}

static void on_rejection(JSContext *context, JSValueConst promise, JSValueConst reason, bool is_handled, void *opaque)
{
    (void)opaque;
    if (is_handled) {
        /* Mostly it is the latest one. */
        for (uint32_t i = rejection_count; i-- > 0;) {
            if (JS_IsSameValue(context, rejections[i].promise, promise)) {
                forget_rejection(context, i);
                return;
            }
        }
        return;
    }
    if (rejection_count == rejection_capacity) {
        uint32_t capacity = rejection_capacity == 0 ? 8 : 2 * rejection_capacity;
        struct rejection *grown = realloc(rejections, capacity * sizeof *grown);
        if (grown == NULL) {
            return;
        }
        rejections = grown;
        rejection_capacity = capacity;
    }
    rejections[rejection_count++] = (struct rejection){JS_DupValue(context, promise), JS_DupValue(context, reason)};
}

void track_rejections(JSRuntime *runtime)
{
    JS_SetHostPromiseRejectionTracker(runtime, on_rejection, NULL);
}

/* Runs the jobs that wait. False: one of them left an exception. */
static bool run_jobs(JSContext *context)
{
    int status;
    do {
        JSContext *of_job;
        status = JS_ExecutePendingJob(JS_GetRuntime(context), &of_job);
    } while (status > 0);
    return status == 0;
}

/* False: a rejection had no handler when the jobs had run, and was reported. */
static bool check_rejections(JSContext *context, JSValueConst main)
{
    if (rejection_count == 0) {
        return true;
    }
    struct rejection first = rejections[0];
    JSValue reason = JS_DupValue(context, first.reason);
    bool of_main = JS_IsSameValue(context, first.promise, main);
    forget_all_rejections(context);
    report_uncaught(context, reason, "run", of_main ? FROM_CODE : FROM_PROMISE);
    JS_FreeValue(context, reason);
    return false;
}

bool run_event_loop(JSContext *context, JSValueConst main)
{
    for (;;) {
        bool ran = run_jobs(context);
        if (guest.exiting) {
            return false;
        }
        if (!ran) {
            report_pending(context, "run");
            return false;
        }
        if (!check_rejections(context, main)) {
            return false;
        }
        if (js_std_poll(context) != 0) {
            if (guest.exiting) {
                return false;
            }
            if (JS_HasException(context)) {
                report_pending(context, "run");
                return false;
            }
            if (!JS_IsJobPending(JS_GetRuntime(context))) {
                return true;
            }
        }
    }
}

void drop_pending_work(JSContext *context)
{
    JSRuntime *runtime = JS_GetRuntime(context);
    js_std_cmd(ENGINE_DROP_PENDING_JOBS, runtime);
    js_std_free_handlers(runtime);
    forget_all_rejections(context);
}
