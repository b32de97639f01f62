/**
 * Places of the host as trees and contents for {@link dev.wasmsandbox.wasi WASI}: nothing here is reached by a path of
 * the guest's choice.
 *
 * <ul>
 *   <li>{@link dev.wasmsandbox.hostfs.ArchiveTree}: a zip or jar file, read on demand. {@code
 *       ArchiveTree.open(path).root()} is a {@link dev.wasmsandbox.wasi.DirectoryEntry} to mount; open it once and share
 *       it between runs.
 *   <li>{@link dev.wasmsandbox.hostfs.HostDirectory}: a directory of the host, read-only, listed and read on demand,
 *       links never followed. {@code HostDirectory.open(path).root()} is what to mount.
 *   <li>{@link dev.wasmsandbox.hostfs.ScratchDirectory}: space for large written contents. {@code
 *       Tree.builder().scratch(ScratchDirectory.in(folder))}; a commit can take a {@link
 *       dev.wasmsandbox.hostfs.HostScratchFile} over with {@code moveTo}. Call {@code ScratchDirectory.sweep(folder)}
 *       once at start-up to remove what a crash left.
 * </ul>
 */
@NullMarked
package dev.wasmsandbox.hostfs;

import org.jspecify.annotations.NullMarked;
