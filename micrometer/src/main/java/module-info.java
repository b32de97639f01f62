/** Meters of runs and sessions for Micrometer, whose jars have names and no descriptors. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.wasmsandbox.micrometer {
    requires static transitive org.jspecify;
    requires transitive dev.wasmsandbox.core;
    requires transitive micrometer.core;

    exports dev.wasmsandbox.micrometer;
}
