package dev.wasmsandbox;

/** Hears of events, in the thread in which they happen. */
@FunctionalInterface
public interface SandboxEventListener {

    /** Takes an event. What it throws is logged and goes no further. */
    void onEvent(SandboxEvent event);
}
