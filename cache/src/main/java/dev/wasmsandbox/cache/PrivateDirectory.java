package dev.wasmsandbox.cache;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates and checks directories that only this user may touch. What lies in them is executed (native libraries, compiled
 * code), so a directory that somebody else can write to would let him run code as this user.
 */
final class PrivateDirectory {

    private static final FileAttribute<Set<PosixFilePermission>> MODE_0700 =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> MODE_0600 =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int WRITABLE_BY_OTHERS = 0022;

    private PrivateDirectory() {}

    /** Whether the file system of this path knows owners and modes. */
    static boolean isUnix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Attributes for a new file that only this user can read and write. */
    static FileAttribute<?>[] privateFile(boolean unix) {
        return unix ? new FileAttribute<?>[] {MODE_0600} : new FileAttribute<?>[0];
    }

    /** Creates the directory with mode 0700 unless it exists, then checks it. Parents are created, but not checked. */
    static void ensure(Path directory) {
        boolean unix = isUnix(directory);
        try {
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                create(directory, unix);
            }
            if (unix) {
                checkUnix(directory);
            } else if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw refused(directory, "it is not a directory");
            }
        } catch (IOException e) {
            throw new CacheException(
                    "cannot use the cache directory " + directory + ": " + e + "; " + advice(), e);
        }
    }

    private static void create(Path directory, boolean unix) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            if (unix) {
                Files.createDirectory(directory, MODE_0700);
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; the check that follows decides whether its directory is
            // good.
            return;
        }
    }

    private static void checkUnix(Path directory) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(
                        directory,
                        "unix:mode,uid,isDirectory,isSymbolicLink",
                        LinkOption.NOFOLLOW_LINKS);
        if (Boolean.TRUE.equals(attributes.get("isSymbolicLink"))) {
            throw refused(directory, "it is a symbolic link");
        }
        if (!Boolean.TRUE.equals(attributes.get("isDirectory"))) {
            throw refused(directory, "it is not a directory");
        }
        int mode = attributes.get("mode") instanceof Integer value ? value : 0777;
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            throw refused(
                    directory,
                    "others may write to it (mode "
                            + Integer.toOctalString(mode & 07777)
                            + "); run: chmod 700 '"
                            + directory
                            + "'");
        }
        if (!ownedByThisUser(directory, attributes.get("uid"))) {
            throw refused(
                    directory,
                    "it belongs to " + owner(directory) + " and not to the user of this process");
        }
    }

    private static boolean ownedByThisUser(Path directory, @Nullable Object uid)
            throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.isDirectory(self) && Objects.equals(uid, Files.getAttribute(self, "unix:uid"))) {
            return true;
        }
        // No /proc, or a process that the kernel shows as root's (file capabilities): see whose
        // file we make ourselves.
        Path probe = Files.createTempFile(directory, "owner", ".tmp", MODE_0600);
        try {
            return Objects.equals(
                    uid, Files.getAttribute(probe, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static String owner(Path directory) throws IOException {
        UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
        return "user " + owner.getName();
    }

    private static CacheException refused(Path directory, String why) {
        return new CacheException(
                "the cache directory " + directory + " is refused: " + why + "; " + advice());
    }

    private static String advice() {
        return "set the environment variable "
                + CacheLocation.ENVIRONMENT
                + " or the system property "
                + CacheLocation.PROPERTY
                + " to use another directory";
    }
}
