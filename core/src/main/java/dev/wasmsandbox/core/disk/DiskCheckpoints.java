package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.core.text.CheckpointNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one session: files in a folder of its own beside the workspaces, which is made when it is needed. Each is
 * written elsewhere and moved to its name, so it is there whole or not at all.
 */
final class DiskCheckpoints {
    /** No session can have this name, since ids do not begin with a dot. */
    static final String FOLDER = ".state";

    private static final int MOST_ATTEMPTS = 100;
    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final HostFolder top;
    private final String sessionId;

    /** Works in the folder of all sessions, which stays open. */
    DiskCheckpoints(HostFolder top, String sessionId) {
        this.top = top;
        this.sessionId = sessionId;
    }

    List<StoredCheckpoint> list() throws IOException {
        try (HostFolder folder = folder()) {
            if (folder == null) {
                return List.of();
            }
            List<StoredCheckpoint> found = new ArrayList<>();
            for (String name : folder.names()) {
                describe(folder, name).ifPresent(found::add);
            }
            found.sort(Comparator.comparing(StoredCheckpoint::name));
            return Collections.unmodifiableList(found);
        }
    }

    private static Optional<StoredCheckpoint> describe(HostFolder folder, String name)
            throws IOException {
        if (!CheckpointNames.isValid(name)) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes = folder.attributes(name);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            try (SeekableByteChannel file = folder.channel(name, READ)) {
                ContentHashTrailer trailer = ContentHashTrailer.of(file);
                return Optional.of(
                        new StoredCheckpoint(
                                name,
                                trailer.contentHash(),
                                trailer.contentBytes(),
                                attributes.lastModifiedTime().toInstant()));
            }
        } catch (NoSuchFileException e) {
            // Deleted since it was listed.
            return Optional.empty();
        }
    }

    Optional<InputStream> open(String name) throws IOException {
        try (HostFolder folder = folder()) {
            if (folder == null) {
                return Optional.empty();
            }
            // Before it is opened: opening a pipe would wait for a writer.
            if (!folder.attributes(name).isRegularFile()) {
                throw new IOException(folder.path.resolve(name) + " is no plain file");
            }
            SeekableByteChannel file = folder.channel(name, READ);
            try {
                return Optional.of(new CheckpointInput(file, ContentHashTrailer.of(file)));
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Keeps one, or replaces it at one stroke. */
    void save(DiskStaging staging, String name, String contentHash, FileContent content)
            throws IOException {
        String temporary = staging.put(ContentHashTrailer.append(content, contentHash));
        try (HostFolder folder = folderForWriting(staging)) {
            staging.folder().move(temporary, folder, name);
            if (staging.durable()) {
                folder.force();
            }
        } catch (IOException e) {
            staging.discard(temporary);
            throw e;
        }
    }

    boolean delete(String name) throws IOException {
        try (HostFolder folder = folder()) {
            if (folder == null) {
                return false;
            }
            folder.deleteFile(folder.fileName(name));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether anything is there. */
    boolean any() throws IOException {
        try (HostFolder all = top.child(FOLDER)) {
            return all.kind(sessionId) != HostFolder.Kind.NOTHING;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Takes all of them away at one stroke; what is left of them in the staging folder is its owner's to remove. */
    void deleteAll(HostFolder staging, String trash) throws IOException {
        try (HostFolder all = top.child(FOLDER)) {
            all.move(sessionId, staging, trash);
        } catch (NoSuchFileException e) {
            return;
        }
        staging.deleteTree(staging.fileName(trash));
    }

    private @Nullable HostFolder folder() throws IOException {
        try (HostFolder all = top.child(FOLDER)) {
            return all.child(sessionId);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private HostFolder folderForWriting(DiskStaging staging) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (HostFolder all = child(staging, top, FOLDER)) {
                return child(staging, all, sessionId);
            } catch (NoSuchFileException e) {
                // As long as it is empty, the folder of all sessions is replaced by that of
                // somebody
                // else who found none either: what is open here is gone then.
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Opens a folder; one that is not there is made elsewhere and moved, since no handle can make it. */
    private static HostFolder child(DiskStaging staging, HostFolder parent, String name)
            throws IOException {
        try {
            return parent.child(name);
        } catch (NoSuchFileException e) {
            String made = staging.putDirectory();
            try {
                staging.folder().move(made, parent, name);
                if (staging.durable()) {
                    parent.force();
                }
            } catch (FileSystemException raced) {
                staging.discard(made);
                // What stands in the way has no exception of its own here.
                if (parent.kind(name) != HostFolder.Kind.DIRECTORY) {
                    throw raced;
                }
            }
            return parent.child(name);
        }
    }
}
