package dev.wasmsandbox.guest.javascript;

import dev.wasmsandbox.engine.GuestBundle;

/** QuickJS-NG, booted, with its console, timers and modules. */
public final class JavaScriptGuest {
    private JavaScriptGuest() {}

    /**
     * The guest as it is shipped with this module.
     *
     * @throws dev.wasmsandbox.engine.EngineException when its resources are missing
     */
    public static GuestBundle bundle() {
        return GuestBundle.beside(JavaScriptGuest.class);
    }
}
