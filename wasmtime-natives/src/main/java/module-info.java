/** The official libwasmtime for one platform, as resources below META-INF/native. */
module dev.wasmsandbox.wasmtime.natives {}
