package dev.wasmsandbox.escape;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.testkit.EscapeProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The host's surroundings of all programs: where sessions are kept, a neighbour's session and other files that nobody may touch, a mounted
 * directory with a link out of it, an archive that is larger than it looks.
 */
final class EscapeStage implements AutoCloseable {
    private static final String NEIGHBOUR = "the-neighbour";
    private static final int BOMB_BYTES = 20 << 20;

    private final Path root;
    private final EscapeGround ground;
    private final Path sessions;
    private final Path mounted;
    private final Path bomb;
    private final HostTree outside;
    private final HostTree neighbour;
    private final DiskStorageAdapter storage;
    private final NextRun nextRun;

    EscapeStage(Path root, EscapeGround ground) throws IOException {
        this.root = root;
        this.ground = ground;
        this.sessions = Files.createDirectories(root.resolve("sessions"));
        this.outside = HostTree.plant(Files.createDirectories(root.resolve("outside")));
        this.neighbour = HostTree.plant(Files.createDirectories(sessions.resolve(NEIGHBOUR)));
        this.mounted = Files.createDirectories(root.resolve("mounted"));
        Files.writeString(mounted.resolve("public.txt"), "public\n");
        doors(mounted);
        this.bomb = root.resolve("bomb.zip");
        makeBomb(bomb);
        this.storage = new DiskStorageAdapter(sessions);
        this.nextRun = new NextRun(ground);
    }

    private static void makeBomb(Path file) throws IOException {
        byte[] zeros = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("one", "two", "folder/three")) {
                zip.putNextEntry(new ZipEntry(name));
                for (int written = 0; written < BOMB_BYTES; written += zeros.length) {
                    zip.write(zeros);
                }
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry("../outside/secret.txt"));
            zip.write("from the archive\n".getBytes(UTF_8));
            zip.closeEntry();
        }
    }

    /** Links of the host that lead out: no guest may see, follow or destroy them. */
    private void doors(Path folder) throws IOException {
        Files.createSymbolicLink(folder.resolve("door"), outside.root());
        Files.createSymbolicLink(folder.resolve("door.txt"), outside.root().resolve("secret.txt"));
    }

    /** Opens the sandboxes of one program: one session, which has some files already. */
    List<Sandbox> open(EscapeProgram program, RuntimeType runtime, String session)
            throws IOException {
        ExecutionPolicy policy = EscapePolicy.of(program, mounted, bomb);
        List<Sandbox> open = new ArrayList<>();
        for (int i = 0; i < EscapePolicy.runs(program); i++) {
            open.add(
                    Sandbox.builder()
                            .runtime(runtime)
                            .policy(policy)
                            .storage(storage)
                            .sessionId(session)
                            .logger(SandboxLogger.none())
                            .build());
        }
        Path workspace = workspace(session);
        Files.createDirectories(workspace.resolve("folder"));
        Files.writeString(workspace.resolve("given.txt"), "given by the host\n");
        Files.writeString(workspace.resolve("folder/inner.txt"), "inner\n");
        doors(workspace);
        return open;
    }

    /** Puts the host's own places into the text of a program, as somebody would who knows them. */
    String code(EscapeProgram program, String session) {
        return ground.code(program.code())
                .replace("@OUTSIDE@", outside.root().toString())
                .replace("@WORKSPACE@", workspace(session).toString())
                .replace("@NEIGHBOUR@", NEIGHBOUR);
    }

    Path workspace(String session) {
        return storage.localPath(session).orElseThrow();
    }

    /** Says what of the host's is not as it was. */
    List<String> touched(String session) throws IOException {
        List<String> faults = new ArrayList<>(outside.touched());
        faults.addAll(neighbour.touched());
        for (Path folder : List.of(mounted, workspace(session))) {
            for (String door : List.of("door", "door.txt")) {
                if (!Files.isSymbolicLink(folder.resolve(door))) {
                    faults.add("the host's link " + door + " is gone from " + folder);
                }
            }
        }
        for (Path folder : List.of(workspace(session), mounted)) {
            DeepTree tree = DeepTree.of(folder);
            if (outside.isLeakedInto(tree) || neighbour.isLeakedInto(tree)) {
                faults.add("a secret of the host was copied into " + folder);
            }
        }
        return faults;
    }

    /** Whether a text holds what only files out of reach have. */
    boolean isSecretIn(String text) {
        return text.contains(outside.secret()) || text.contains(neighbour.secret());
    }

    /** Whether the file system tells of files that were only read. */
    boolean seesReads() {
        return outside.seesReads();
    }

    NextRun nextRun() {
        return nextRun;
    }

    /** Says what runs have left beside the sessions. */
    List<String> leftovers() throws IOException {
        try (var files = Files.list(storage.stagingPath())) {
            return files.map(file ->
                            file.getFileName() + " was left in the staging folder of " + root)
                    .toList();
        }
    }

    void discard(String session) {
        storage.delete(session);
    }

    @Override
    public void close() {
        nextRun.close();
    }
}
