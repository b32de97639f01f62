package dev.wasmsandbox.escape;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Canaries: a tree of the host that no guest may touch, and what tells that one did. Who writes, renames, links or removes cannot hide it from
 * the times and numbers that the file system keeps; who only reads is seen by the access times, where they are recorded.
 *
 * <p>The access times lie before the modification times, which makes file systems that record them sparingly record the next access.
 */
final class HostTree {
    /** What Linux keeps of a file; elsewhere what Java knows everywhere. */
    private static final List<String> UNIX =
            List.of("ino", "mode", "nlink", "uid", "gid", "size", "lastModifiedTime", "ctime");

    private static final String ACCESS = "lastAccessTime";

    private final Path root;
    private final String secret = "canary-" + UUID.randomUUID();
    private final boolean unix;
    private final Map<Path, Map<String, Object>> facts = new TreeMap<>();
    private final Map<Path, String> contents = new TreeMap<>();
    private final boolean seesReads;

    private HostTree(Path root) throws IOException {
        this.root = root;
        this.unix = root.getFileSystem().supportedFileAttributeViews().contains("unix");
        Files.createDirectories(root.resolve("nested/deep"));
        for (String file : List.of("secret.txt", ".hidden", "nested/key.pem", "nested/deep/data")) {
            Files.writeString(root.resolve(file), secret + " of " + file + "\n");
        }
        Files.createSymbolicLink(root.resolve("link"), Path.of("secret.txt"));
        for (Path path : paths()) {
            contents.put(path, content(path));
        }
        arm();
        String read = Files.readString(root.resolve("secret.txt"));
        this.seesReads = read.startsWith(secret) && !differences().isEmpty();
        arm();
    }

    /** Makes the tree. */
    static HostTree plant(Path root) throws IOException {
        return new HostTree(root);
    }

    /** What stands in each of its files, and must stand nowhere else. */
    String secret() {
        return secret;
    }

    Path root() {
        return root;
    }

    /** Whether this file system tells of files that were only read. */
    boolean seesReads() {
        return seesReads;
    }

    /** Says what is not as it was; looks at the contents last, because that is an access too. */
    List<String> touched() throws IOException {
        List<String> faults = new ArrayList<>(differences());
        for (Map.Entry<Path, String> file : contents.entrySet()) {
            if (!Files.exists(file.getKey(), LinkOption.NOFOLLOW_LINKS)) {
                faults.add(file.getKey() + " is gone");
            } else if (!content(file.getKey()).equals(file.getValue())) {
                faults.add("the content of " + file.getKey() + " changed");
            }
        }
        arm();
        return faults;
    }

    private List<String> differences() throws IOException {
        List<String> faults = new ArrayList<>();
        Set<Path> all = new TreeSet<>(facts.keySet());
        all.addAll(paths());
        for (Path path : all) {
            Map<String, Object> before = facts.get(path);
            if (before == null) {
                faults.add(path + " is new");
            } else if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                faults.add(path + " is gone");
            } else {
                Map<String, Object> now = facts(path);
                before.forEach((name, value) -> {
                    if (!Objects.equals(value, now.get(name))) {
                        faults.add(name + " of " + path + " changed");
                    }
                });
            }
        }
        return faults;
    }

    /** Puts the access times back, and remembers what is there now. */
    private void arm() throws IOException {
        FileTime modified = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        FileTime accessed = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
        List<Path> all = paths();
        for (Path path : all.reversed()) {
            Files.getFileAttributeView(
                            path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(modified, accessed, null);
        }
        facts.clear();
        for (Path path : all) {
            facts.put(path, facts(path));
        }
    }

    private Map<String, Object> facts(Path path) throws IOException {
        String names =
                unix
                        ? "unix:" + String.join(",", UNIX) + "," + ACCESS
                        : "size,fileKey,lastModifiedTime," + ACCESS;
        Map<String, Object> found =
                new TreeMap<>(Files.readAttributes(path, names, LinkOption.NOFOLLOW_LINKS));
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path)) {
            // Listing the tree to look at it is an access of these.
            found.remove(ACCESS);
        }
        return found;
    }

    private static String content(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return Files.readSymbolicLink(path).toString();
        }
        return Files.isDirectory(path) ? "" : Files.readString(path, UTF_8);
    }

    private List<Path> paths() throws IOException {
        List<Path> all = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        all.add(directory);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        all.add(file);
                        return FileVisitResult.CONTINUE;
                    }
                });
        all.sort(null);
        return all;
    }

    /** Whether a file of another tree contains the secret. */
    boolean isLeakedInto(DeepTree tree) {
        // One character for each byte, whatever a file holds.
        return tree.files().values().stream()
                .anyMatch(content -> new String(content, ISO_8859_1).contains(secret));
    }
}
