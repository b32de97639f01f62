/** WASI preview 1 over a tree in memory; knows neither an engine nor the host's disk. */
module dev.wasmsandbox.wasi {
    requires static transitive org.jspecify;

    exports dev.wasmsandbox.wasi;
}
