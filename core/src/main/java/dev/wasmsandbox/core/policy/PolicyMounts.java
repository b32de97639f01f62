package dev.wasmsandbox.core.policy;

import dev.wasmsandbox.Mount;
import dev.wasmsandbox.PolicyValidationException;
import dev.wasmsandbox.hostfs.ArchiveTree;
import dev.wasmsandbox.hostfs.HostDirectory;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The host's trees that a policy mounts: opened once for a sandbox, listed and read when guests look. */
public final class PolicyMounts implements AutoCloseable {
    /**
     * A mount whose source is open.
     *
     * @param guestPath where the guest sees it
     * @param tree what it shows
     * @param access what the guest may do
     * @param source closes it
     */
    public record Opened(
            String guestPath, DirectoryEntry tree, MountAccess access, AutoCloseable source) {
        /** Whether the guest may write above it. */
        public boolean privateChanges() {
            return access == MountAccess.PRIVATE_CHANGES;
        }
    }

    private final List<Opened> opened;

    private PolicyMounts(List<Opened> opened) {
        this.opened = List.copyOf(opened);
    }

    /** Returns mounts that are open already. */
    public static PolicyMounts of(List<Opened> opened) {
        return new PolicyMounts(opened);
    }

    /** Returns all mounts. */
    public List<Opened> all() {
        return opened;
    }

    /**
     * Opens the sources of mounts.
     *
     * @throws PolicyValidationException if one is not there, or is of another kind
     */
    public static PolicyMounts open(List<Mount> mounts) {
        List<Opened> opened = new ArrayList<>();
        for (Mount mount : mounts) {
            try {
                opened.add(open(mount));
            } catch (IOException e) {
                new PolicyMounts(opened).close();
                throw new PolicyValidationException(
                        "mounts",
                        mount.source().toString(),
                        (mount.kind() == Mount.Kind.ARCHIVE
                                        ? "a readable zip or jar file"
                                        : "a readable directory")
                                + " ("
                                + e.getMessage()
                                + ")");
            }
        }
        return new PolicyMounts(opened);
    }

    private static Opened open(Mount mount) throws IOException {
        MountAccess access =
                mount.privateChanges() ? MountAccess.PRIVATE_CHANGES : MountAccess.READ_ONLY;
        return switch (mount.kind()) {
            case ARCHIVE -> {
                ArchiveTree archive = ArchiveTree.open(mount.source());
                yield new Opened(mount.guestPath(), archive.root(), access, archive);
            }
            case DIRECTORY -> {
                HostDirectory directory = HostDirectory.open(mount.source());
                yield new Opened(mount.guestPath(), directory.root(), access, directory);
            }
        };
    }

    /** Mounts them. */
    public void addTo(Tree.Builder tree) {
        opened.forEach(mount -> tree.mount(mount.guestPath(), mount.tree(), mount.access()));
    }

    @Override
    public void close() {
        for (Opened mount : opened) {
            try {
                mount.source().close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close the mount " + mount.guestPath(), e);
            }
        }
    }
}
