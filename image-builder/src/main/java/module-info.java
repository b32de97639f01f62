/** Builds the resources of guests from their modules. */
module dev.wasmsandbox.image {
    requires static transitive org.jspecify;
    requires dev.wasmsandbox.engine;
    requires dev.wasmsandbox.hostfs;
    requires dev.wasmsandbox.wasi;
    requires run.endive.wasm;

    exports dev.wasmsandbox.image;
}
