package dev.wasmsandbox;

import dev.wasmsandbox.core.packages.PackageStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Packages of pure Python that the host adds to those that are there anyway. Immutable and thread-safe.
 *
 * {@snippet :
 * Packages packages = Packages.of(Path.of("wheels/humanize-4.12.3-py3-none-any.whl"));
 * ExecutionPolicy policy = ExecutionPolicy.builder().packages(packages).build();
 * }
 *
 * <p>A wheel is checked: each file against the hash in its list, its name and tags (only {@code *-none-any.whl} without
 * machine code can run), and the version of Python that it asks for. A directory holds modules and packages as {@code
 * site-packages} does; links in it are not followed. Both are read whole when they are added (up to 64 MiB and 10,000 files
 * each), compiled by the interpreter that will import them, in a sandbox, and kept in this user's cache by the hash of their
 * content: later it takes some milliseconds, in this process and in others. What is changed in a directory afterwards is
 * seen when it is added again.
 *
 * <p>Programs see each in a folder of its own below {@code /data/packages}, read-only, and import its modules at once. No
 * code of a package runs before a program imports it, {@code .pth} files are not looked at, and scripts, headers and data
 * files of wheels have no place here. A module cannot take the name of one that Python or the packages under {@code
 * /data/site-packages} have.
 */
public final class Packages {
    private static final Packages NONE = new Packages(List.of());

    private final List<Added> added;

    private Packages(List<Added> added) {
        this.added = List.copyOf(added);
    }

    /** Returns no packages. */
    public static Packages none() {
        return NONE;
    }

    /** Adds wheels and directories; see {@link #of(List)}. */
    public static Packages of(Path... sources) {
        return of(Arrays.asList(sources));
    }

    /**
     * Adds wheels ({@code .whl} files) and directories. Compiling takes some milliseconds for a small package and seconds for
     * a large one, once.
     *
     * @throws InvalidRequestException if one of them is missing, damaged, not of pure Python, for other versions of Python,
     *     too large, given twice, or has a module whose name is taken
     * @throws SandboxUnavailableException if Python cannot be started
     */
    public static Packages of(List<Path> sources) {
        List<Added> added = sources.stream().map(PackageStore::add).toList();
        Set<String> places = new HashSet<>();
        for (Added one : added) {
            if (!places.add(one.guestPath())) {
                throw new InvalidRequestException(
                        ErrorCode.INVALID_REQUEST,
                        "the package " + one.name() + " " + one.version() + " is given twice");
            }
        }
        return new Packages(added);
    }

    /** Returns the packages in the order in which they were given. */
    public List<Added> list() {
        return added;
    }

    /**
     * Returns the names of packages that these need in every case and that are neither among them nor here anyway, sorted.
     * Requirements with conditions, and the versions that they ask for, are not looked at.
     */
    public List<String> missing() {
        return PackageStore.missing(added);
    }

    /** Returns the folders in which programs find the modules. */
    List<String> searchPath() {
        return added.stream().map(Added::guestPath).toList();
    }

    /** Returns what is to be mounted for them. */
    List<Mount> mounts() {
        return added.stream().map(one -> Mount.archive(one.archive(), one.guestPath())).toList();
    }

    /**
     * A wheel or directory that was added.
     *
     * @param name what it calls itself; a directory its own name
     * @param version its version; empty for a directory
     * @param sha256 the hash of all its names and contents
     * @param files how many files it has, without bytecode
     * @param bytes how large they are together
     * @param requirements what it needs, as it says it, e.g. {@code attrs>=22.2; extra == "dev"}
     * @param archive where it is kept on the host, compiled; owned by the cache
     * @param guestPath where programs see it
     */
    public record Added(
            String name,
            String version,
            String sha256,
            int files,
            long bytes,
            List<String> requirements,
            Path archive,
            String guestPath) {
        /** Copies the list. */
        public Added {
            requirements = List.copyOf(requirements);
        }
    }
}
