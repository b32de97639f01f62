/** QuickJS-NG as a guest: code and memory image. */
module dev.wasmsandbox.guest.javascript {
    requires static transitive org.jspecify;
    requires transitive dev.wasmsandbox.engine;

    exports dev.wasmsandbox.guest.javascript;

    // Its resources are read by the engine.
    opens dev.wasmsandbox.guest.javascript to
            dev.wasmsandbox.engine;
}
