/** Host directories, archives and scratch files as trees for WASI. */
module dev.wasmsandbox.hostfs {
    requires static transitive org.jspecify;
    requires transitive dev.wasmsandbox.wasi;

    exports dev.wasmsandbox.hostfs;
}
