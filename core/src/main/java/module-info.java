/** The product: sandboxes, policies, results and sessions. */
module dev.wasmsandbox.core {
    exports dev.wasmsandbox;

    requires static transitive org.jspecify;
    requires dev.wasmsandbox.wasi;
    requires org.slf4j;
    requires org.tomlj;
    requires tools.jackson.core;
}
