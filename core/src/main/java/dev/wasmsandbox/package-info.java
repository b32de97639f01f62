/**
 * The product: run untrusted Python and JavaScript in a sandbox, and get the result as a value.
 *
 * <p>{@link dev.wasmsandbox.Sandbox} is the door. What a run may use is an {@link
 * dev.wasmsandbox.ExecutionPolicy}, what came of it a {@link dev.wasmsandbox.SandboxResult}; the
 * files of a session live behind a {@link dev.wasmsandbox.StorageAdapter}. What a guest does never
 * throws here: exceptions mean that the host was asked for something it cannot do.
 */
@NullMarked
package dev.wasmsandbox;

import org.jspecify.annotations.NullMarked;
