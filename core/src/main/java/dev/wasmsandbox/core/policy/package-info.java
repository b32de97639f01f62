/**
 * What a policy may say, and where it comes from: the rules of its fields, its form as a TOML file, the host's trees that it mounts.
 *
 * <p>{@link dev.wasmsandbox.ExecutionPolicy} asks the rules when it is built, so that every later room gets policies that keep them.
 */
@NullMarked
package dev.wasmsandbox.core.policy;

import org.jspecify.annotations.NullMarked;
