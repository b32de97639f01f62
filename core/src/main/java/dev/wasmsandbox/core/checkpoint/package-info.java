/**
 * Interpreters and their files as values, and as bytes ({@code docs/checkpoint-format.md}).
 *
 * <p>Bytes come from anywhere: the reader bounds all that it takes memory for, and a checkpoint gives no right that the sandbox which goes on from
 * it does not have.
 */
@NullMarked
package dev.wasmsandbox.core.checkpoint;

import org.jspecify.annotations.NullMarked;
