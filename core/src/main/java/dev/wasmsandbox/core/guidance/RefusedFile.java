package dev.wasmsandbox.core.guidance;

/**
 * A file that the guest could not open.
 *
 * @param path from the root, as the guest gave it
 * @param errno why not, by WASI's number
 */
public record RefusedFile(String path, int errno) {}
