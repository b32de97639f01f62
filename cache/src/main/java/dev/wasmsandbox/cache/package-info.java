/**
 * Content-addressed private files of this user: the native library, compiled code, memory images and archives.
 *
 * <p>{@link dev.wasmsandbox.cache.PrivateCache} is the only door. A file is named by a {@link dev.wasmsandbox.cache.CacheKey},
 * the hash of everything that decides its content, so there is no expiry and nothing to invalidate. What lies there is
 * executed, so a directory that others can write to is refused.
 */
@NullMarked
package dev.wasmsandbox.cache;

import org.jspecify.annotations.NullMarked;
