package dev.wasmsandbox.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a file looked like when its bytes were last hashed. It lies beside the file as {@code <name>.seal}.
 *
 * <p>Why not hash each time: SHA-256 of an 18 MB file costs about 100 ms in a JVM that has just started, a third of what a
 * whole start may take. Why a stat is enough: the directory belongs to this user alone (mode 0700, checked at each start), so
 * whoever could replace a file without changing its inode, size, mtime and ctime could as well replace this program. What
 * remains are accidents (a full disk, a crash in the middle of a write, a clumsy copy or restore), and those change at least one
 * of the four: ctime cannot be set back by a program.
 */
record Seal(String sha256, String identity) {

    private static final String VERSION = "1";

    /** Reads the seal of a file; {@code null} if there is none or it cannot be understood. */
    static @Nullable Seal read(Path sealFile) throws IOException {
        if (!Files.isRegularFile(sealFile, LinkOption.NOFOLLOW_LINKS)
                || Files.size(sealFile) > 1024) {
            return null;
        }
        String[] parts = new String(Files.readAllBytes(sealFile), US_ASCII).strip().split(" ", -1);
        return parts.length == 3 && parts[0].equals(VERSION) ? new Seal(parts[1], parts[2]) : null;
    }

    /** The seal's text. */
    byte[] bytes() {
        return (VERSION + " " + sha256 + " " + identity + "\n").getBytes(US_ASCII);
    }

    /** Describes which file this is and when it was last touched; {@code null} unless it is a regular file. */
    static @Nullable String identityOf(Path file, boolean unix) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (unix) {
            Map<String, Object> a =
                    Files.readAttributes(
                            file,
                            "unix:size,lastModifiedTime,ctime,ino",
                            LinkOption.NOFOLLOW_LINKS);
            return a.get("size")
                    + ","
                    + nanos(a.get("lastModifiedTime"))
                    + ","
                    + nanos(a.get("ctime"))
                    + ","
                    + a.get("ino");
        }
        var a = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return a.size() + "," + nanos(a.lastModifiedTime()) + "," + nanos(a.creationTime());
    }

    private static long nanos(@Nullable Object time) {
        return time instanceof FileTime t ? t.to(TimeUnit.NANOSECONDS) : 0;
    }
}
