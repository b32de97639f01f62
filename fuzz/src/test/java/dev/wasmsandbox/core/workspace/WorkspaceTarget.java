package dev.wasmsandbox.core.workspace;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.fuzz.ByteSource;
import dev.wasmsandbox.fuzz.FuzzTarget;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Tree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Workspaces that the host, or somebody who got at it, has filled with anything: odd names, links, a damaged metadata file.
 * They open, all that is shown can be read, a commit stays inside, and a file beside the workspaces is never touched.
 */
public final class WorkspaceTarget implements FuzzTarget {
    private static final String SESSION = "fuzzed";
    private static final String SECRET = "a secret of the host";
    private static final List<String> NAMES =
            List.of(
                    "a",
                    "b",
                    "dir",
                    "user_code.py",
                    ".metadata.json",
                    "é",
                    "x".repeat(255),
                    "a\\b",
                    "..a",
                    "-");
    private static final int MOST_ENTRIES = 12;

    private final Path root;
    private final Path secret;
    private final Path workspaces;

    /** Opens the target. */
    public WorkspaceTarget() throws IOException {
        root = Files.createTempDirectory("fuzz");
        secret = Files.writeString(root.resolve("secret"), SECRET);
        workspaces = root.resolve("workspaces");
    }

    @Override
    public void run(byte[] input) throws IOException {
        ByteSource source = new ByteSource(input);
        DiskStorageAdapter storage = new DiskStorageAdapter(workspaces);
        storage.create(SessionMetadata.createdAt(SESSION, Instant.EPOCH));
        Path session = workspaces.resolve(SESSION);
        fill(session, source, input);
        try {
            use(storage, source);
        } finally {
            remove(session);
        }
        if (!Files.readString(secret).equals(SECRET)) {
            throw new AssertionError("a file beside the workspaces was changed");
        }
    }

    private void fill(Path session, ByteSource source, byte[] input) throws IOException {
        int entries = source.below(MOST_ENTRIES);
        List<Path> folders = new ArrayList<>(List.of(session));
        for (int i = 0; i < entries; i++) {
            Path parent = folders.get(source.below(folders.size()));
            Path path = parent.resolve(name(source));
            if (path.getParent() == null || !path.getParent().equals(parent)) {
                continue;
            }
            boolean there = Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            switch (there ? 3 : source.below(3)) {
                case 0 -> Files.write(path, new byte[source.next()]);
                case 1 -> folders.add(Files.createDirectory(path));
                case 2 -> Files.createSymbolicLink(path, linkTarget(source));
                default -> {}
            }
        }
        if (source.below(2) == 1 && !Files.isDirectory(session.resolve(".metadata.json"))) {
            Files.deleteIfExists(session.resolve(".metadata.json"));
            int half = input.length / 2;
            Files.write(
                    session.resolve(".metadata.json"),
                    java.util.Arrays.copyOfRange(input, half, input.length));
        }
    }

    private static String name(ByteSource source) {
        int choice = source.next();
        if (choice < 200) {
            return NAMES.get(choice % NAMES.size());
        }
        byte[] bytes = new byte[1 + choice % 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) source.next();
        }
        String name = new String(bytes, StandardCharsets.UTF_8);
        try {
            return name.isBlank() || name.indexOf('/') >= 0 || Path.of(name).getNameCount() != 1
                    ? "a"
                    : name;
        } catch (InvalidPathException _) {
            return "b";
        }
    }

    private Path linkTarget(ByteSource source) {
        return switch (source.below(4)) {
            case 0 -> secret;
            case 1 -> Path.of("..", "..", "secret");
            case 2 -> Path.of("a");
            default -> Path.of("..");
        };
    }

    private static void use(DiskStorageAdapter storage, ByteSource source) throws IOException {
        storage.metadata(SESSION);
        byte[] code = new byte[source.next()];
        List<String> paths = new ArrayList<>();
        try (Workspace workspace = Workspace.open(storage, SESSION, "user_code.py", code);
                Tree tree =
                        Tree.builder()
                                .mount("/app", workspace.tree(), MountAccess.READ_WRITE)
                                .build()) {
            tree.used();
            read("", workspace.tree(), paths);
        }
        List<WorkspaceChange> changes = new ArrayList<>();
        for (String path : paths) {
            if (source.below(3) == 0) {
                changes.add(new WorkspaceChange.Delete(path));
            }
        }
        changes.add(new WorkspaceChange.CreateDirectory("made"));
        changes.add(
                new WorkspaceChange.PutFile("made/file", new BytesContent(code), Instant.EPOCH));
        changes.add(new WorkspaceChange.PutLink("made/link", "../../../secret"));
        storage.commit(SESSION, changes, Instant.EPOCH);
        try (Workspace workspace = Workspace.open(storage, SESSION, "user_code.py", code)) {
            read("", workspace.tree(), paths);
        }
    }

    private static void read(String prefix, DirectoryEntry directory, List<String> paths)
            throws IOException {
        for (Map.Entry<String, Entry> child : directory.entries().entrySet()) {
            paths.add(prefix + child.getKey());
            if (child.getValue() instanceof DirectoryEntry inner) {
                read(prefix + child.getKey() + "/", inner, paths);
            } else if (child.getValue() instanceof FileEntry file) {
                try (Secretive out = new Secretive()) {
                    file.content().transferTo(out);
                }
            }
        }
    }

    /** Fails when the secret is written to it. */
    private static final class Secretive extends OutputStream {
        private final StringBuilder seen = new StringBuilder();

        @Override
        public void write(int b) {
            seen.append((char) b);
        }

        @Override
        public void close() {
            if (seen.indexOf(SECRET) >= 0) {
                throw new AssertionError("a guest could read a file beside the workspaces");
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @org.jspecify.annotations.Nullable IOException e)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    @Override
    public List<byte[]> seeds() {
        Random random = new Random(2);
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] seed = new byte[60];
            random.nextBytes(seed);
            seeds.add(seed);
        }
        byte[] links =
                "\0\1{\"session_id\":\"fuzzed\",\"links\":{\"a\":\"b\",\"dir/c\":\"\",\"x\":\"/app\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[links.length * 2];
        padded[1] = 1;
        System.arraycopy(links, 2, padded, links.length + 2, links.length - 2);
        padded[links.length] = ' ';
        padded[links.length + 1] = ' ';
        seeds.add(padded);
        return seeds;
    }

    @Override
    public List<String> words() {
        return List.of(
                "{\"links\":{\"a\":\"",
                "\"session_id\":\"fuzzed\"",
                "\"}}",
                "\"dir/a\":",
                "\\u0000");
    }

    @Override
    public void close() throws IOException {
        remove(root);
    }
}
