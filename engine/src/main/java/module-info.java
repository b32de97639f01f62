/** Runs guests from memory images, within limits. Needs native access: {@code --enable-native-access=dev.wasmsandbox.engine}. */
module dev.wasmsandbox.engine {
    requires static transitive org.jspecify;
    requires transitive dev.wasmsandbox.cache;
    requires transitive dev.wasmsandbox.wasi;
    requires dev.wasmsandbox.wasmtime;

    exports dev.wasmsandbox.engine;
}
