package dev.wasmsandbox.guest.python;

import dev.wasmsandbox.engine.GuestBundle;

/** CPython, booted, with the modules that programs usually import. */
public final class PythonGuest {
    private PythonGuest() {}

    /**
     * The guest as it is shipped with this module.
     *
     * @throws dev.wasmsandbox.engine.EngineException when its resources are missing
     */
    public static GuestBundle bundle() {
        return GuestBundle.beside(PythonGuest.class);
    }
}
