/**
 * WASI preview 1 over a tree in memory. Knows neither an engine nor the host's disk: a guest's memory comes through
 * {@link dev.wasmsandbox.wasi.GuestMemory}, bytes of files through {@link dev.wasmsandbox.wasi.Blob}, so while a guest
 * runs none of its calls reaches the host's file system by a path of the guest's choice.
 *
 * <h2>Making a guest's world</h2>
 *
 * {@snippet :
 * // Immutable, thread-safe, shared by all runs that mount it:
 * DirectoryEntry workspace = DirectoryEntry.builder()
 *         .file("data/in.csv", Blob.of(bytes), modifiedNanos)
 *         .build();                                  // or DirectoryEntry.lazy(source, modifiedNanos)
 *
 * // One run:
 * CappedOutput out = new CappedOutput(2_000_000, listener);
 * try (Tree tree = Tree.builder()
 *         .limits(new TreeLimits(maxBytes, maxEntries, maxDepth, maxMemoryBytes))
 *         .scratch(scratch)                      // where large contents go; default: they stay in memory
 *         .mount("/app", workspace, MountAccess.READ_WRITE)
 *         .mount("/usr/lib/python3.13", library, MountAccess.READ_ONLY)
 *         .build()) {
 *     WasiConfig config = WasiConfig.builder()
 *             .environment(Map.of("LC_ALL", "C.UTF-8"))
 *             .clocks(clocks)                    // time; sleep(nanos) throws RunInterrupted when the run is to end
 *             .standardOutput(out)
 *             .build();
 *     try (WasiPreview1 wasi = new WasiPreview1(tree, config)) {
 *         // ... the engine runs the guest; closing closes what the guest left open ...
 *     }
 *     out.finish();
 *     Changes changes = tree.mount("/app").orElseThrow().changes();
 *     // ... commit: each ChangedFile has a path and a Blob ...
 * }
 * }
 *
 * <h2>Serving the guest's calls</h2>
 *
 * {@link dev.wasmsandbox.wasi.WasiFunction} lists every function with its import name and its parameters ({@code i} =
 * i32, {@code I} = i64); all return one i32 but {@code proc_exit}, which returns nothing. {@code function.call(wasi,
 * memory, arguments)} gives the error number. It throws {@link dev.wasmsandbox.wasi.ProcessExit} when the guest ends
 * itself and {@link dev.wasmsandbox.wasi.RunInterrupted} when the host ended the run; an out-of-bounds pointer is
 * {@code EFAULT}. {@link dev.wasmsandbox.wasi.WasiPreview1#reconfigure} gives a living guest new streams, clocks and
 * arguments for its next run.
 *
 * <h2>Rules of the tree</h2>
 *
 * <ul>
 *   <li>Exactly one directory is preopened, {@code /}, as descriptor 3. Mounts and the directories on the way to them
 *       stay where they are ({@code EBUSY}); everything that is no mount is read-only ({@code EROFS}).
 *   <li>Paths are UTF-8 ({@code EILSEQ}), at most 4095 bytes, names at most 255. An absolute path and {@code ..} above
 *       the descriptor's directory are {@code EPERM}. A link leads nowhere but into its own mount ({@code EPERM}),
 *       and one with an absolute target can neither be made nor followed.
 *   <li>Renames and hard links across mounts are {@code EXDEV}.
 *   <li>Quotas count lengths of files and of link targets, and names. A write at the quota is cut short, the next one
 *       is {@code ENOSPC}. What is deleted or cut is given back, with an open file when it is closed.
 *   <li>Reading leaves the access time alone. Times are rounded down to the clocks' resolution.
 *   <li>Rights are reported and enforced; asking for more than the directory passes on gives what there is.
 * </ul>
 *
 * <p>Entries, blobs and directory sources are immutable and thread-safe. Everything of one run ({@code Tree}, {@code
 * WasiPreview1}, outputs) belongs to one thread at a time.
 */
@NullMarked
package dev.wasmsandbox.wasi;

import org.jspecify.annotations.NullMarked;
