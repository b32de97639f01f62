/**
 * What all storages share: contents, scratch space, seats of sessions, the order of a commit; and the storage in memory.
 *
 * <p>Everybody else works with {@link dev.wasmsandbox.StorageAdapter} and asks not which one it is.
 */
@NullMarked
package dev.wasmsandbox.core.storage;

import org.jspecify.annotations.NullMarked;
