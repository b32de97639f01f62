package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.text.SessionIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The saved interpreters of all sessions below one root, in a folder beside the workspaces. */
final class DiskStates {
    /** No session can have this name, since ids do not begin with a dot. */
    static final String FOLDER = ".state";

    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE =
            Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    LinkOption.NOFOLLOW_LINKS);

    private final Path root;

    DiskStates(Path root) {
        this.root = root;
    }

    Optional<InputStream> open(String sessionId, RuntimeType runtime) throws IOException {
        String name = name(sessionId, runtime);
        try (HostFolder top = HostFolder.open(root);
                HostFolder states = top.child(FOLDER)) {
            // Before it is opened: opening a pipe would wait for a writer.
            if (!states.attributes(name).isRegularFile()) {
                throw new IOException(states.path.resolve(name) + " is no plain file");
            }
            return Optional.of(Channels.newInputStream(states.channel(name, READ)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void save(
            String sessionId,
            RuntimeType runtime,
            WorkspaceChange.FileContent content,
            HostFolder staging)
            throws IOException {
        Files.createDirectories(root.resolve(FOLDER));
        String temporary = UUID.randomUUID() + ".tmp";
        try (HostFolder top = HostFolder.open(root);
                HostFolder states = top.child(FOLDER)) {
            try (InputStream in = content.open();
                    SeekableByteChannel file = staging.channel(temporary, CREATE);
                    OutputStream out = Channels.newOutputStream(file)) {
                in.transferTo(out);
            }
            staging.move(temporary, states, name(sessionId, runtime));
        } catch (IOException e) {
            discard(staging, temporary);
            throw e;
        }
    }

    /** What cannot be removed now is swept later. */
    private static void discard(HostFolder staging, String temporary) {
        try {
            staging.deleteFile(staging.fileName(temporary));
        } catch (IOException e) {
            // The failure that led here is the one to tell of.
        }
    }

    boolean delete(String sessionId, RuntimeType runtime) throws IOException {
        try (HostFolder top = HostFolder.open(root);
                HostFolder states = top.child(FOLDER)) {
            states.deleteFile(states.fileName(name(sessionId, runtime)));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    void deleteAll(String sessionId) throws IOException {
        for (RuntimeType runtime : RuntimeType.values()) {
            boolean _ = delete(sessionId, runtime);
        }
    }

    /** The language comes last, and has no dot: no two sessions share a name. */
    private static String name(String sessionId, RuntimeType runtime) {
        return SessionIds.check(sessionId, true) + "." + runtime.id();
    }
}
