/** The product: sandboxes, policies, results and sessions. */
module dev.wasmsandbox.core {
    exports dev.wasmsandbox;

    requires static transitive org.jspecify;
    requires dev.wasmsandbox.engine;
    requires dev.wasmsandbox.guest.javascript;
    requires dev.wasmsandbox.guest.python;
    requires dev.wasmsandbox.hostfs;
    requires dev.wasmsandbox.wasi;
    requires org.slf4j;
    requires org.tomlj;
    requires tools.jackson.core;
}
