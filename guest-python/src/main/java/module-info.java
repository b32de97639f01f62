/** CPython as a guest: code, memory image and standard library. */
module dev.wasmsandbox.guest.python {
    requires static transitive org.jspecify;
    requires transitive dev.wasmsandbox.engine;

    exports dev.wasmsandbox.guest.python;

    // Its resources are read by the engine.
    opens dev.wasmsandbox.guest.python to
            dev.wasmsandbox.engine;
}
