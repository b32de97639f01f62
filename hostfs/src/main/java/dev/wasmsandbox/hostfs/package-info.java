/**
 * Places of the host as trees and contents for {@link dev.wasmsandbox.wasi WASI}: nothing here is reached by a path of
 * the guest's choice.
 *
 * <ul>
 *   <li>{@link dev.wasmsandbox.hostfs.ArchiveTree}: a zip or jar file, read on demand. {@code
 *       ArchiveTree.open(path).root()} is a {@link dev.wasmsandbox.wasi.DirectoryEntry} to mount; open it once and share
 *       it between runs.
 * </ul>
 */
@NullMarked
package dev.wasmsandbox.hostfs;

import org.jspecify.annotations.NullMarked;
