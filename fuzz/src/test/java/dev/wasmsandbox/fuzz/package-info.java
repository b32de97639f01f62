/** Feeds hostile bytes to everything that reads bytes of others. */
@org.jspecify.annotations.NullMarked
package dev.wasmsandbox.fuzz;
