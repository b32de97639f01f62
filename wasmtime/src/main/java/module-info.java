/** Binding of the Wasmtime C library; the module that needs native access. */
module dev.wasmsandbox.wasmtime {
    requires static transitive org.jspecify;
    requires dev.wasmsandbox.cache;
    requires dev.wasmsandbox.wasmtime.natives;

    exports dev.wasmsandbox.wasmtime;
}
