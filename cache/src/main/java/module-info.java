/** Content-addressed private files of this user. */
module dev.wasmsandbox.cache {
    requires static transitive org.jspecify;

    exports dev.wasmsandbox.cache;
}
