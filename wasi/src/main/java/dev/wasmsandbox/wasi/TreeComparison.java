package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds how a directory of a run differs from the immutable one at the same path. Only what the guest looked up, added
 * or removed is visited: the rest is the same by construction.
 */
final class TreeComparison {

    private static final int PIECE_BYTES = 1 << 16;

    private final Mount mount;
    private final Map<String, Changes.ChangedFile> createdFiles = new TreeMap<>();
    private final Map<String, Changes.ChangedFile> modifiedFiles = new TreeMap<>();
    private final Set<String> deletedFiles = new TreeSet<>();
    private final Set<String> createdDirectories = new TreeSet<>();
    private final Set<String> deletedDirectories = new TreeSet<>();
    private final Map<String, Changes.ChangedLink> createdLinks = new TreeMap<>();
    private final Set<String> deletedLinks = new TreeSet<>();

    private TreeComparison(Mount mount) {
        this.mount = mount;
    }

    static Changes of(DirectoryEntry before, Directory now) throws IOException {
        TreeComparison comparison = new TreeComparison(now.mount());
        comparison.compareDirectories("", before, now);
        return comparison.result();
    }

    private Changes result() {
        return new Changes(
                List.copyOf(createdFiles.values()),
                List.copyOf(modifiedFiles.values()),
                List.copyOf(deletedFiles),
                List.copyOf(createdDirectories),
                List.copyOf(deletedDirectories),
                List.copyOf(createdLinks.values()),
                List.copyOf(deletedLinks));
    }

    private void compareDirectories(String prefix, DirectoryEntry before, Directory now)
            throws IOException {
        Map<String, @Nullable Node> current = now.known();
        Listing listing = before.listing();
        if (now.source() != before) {
            // The directory came from elsewhere, so names that nobody touched differ too.
            addUntouched(now, current);
            for (int i = 0; i < listing.size(); i++) {
                current.putIfAbsent(listing.name(i), null);
            }
        }
        for (Map.Entry<String, @Nullable Node> child : current.entrySet()) {
            Entry old = listing.find(child.getKey());
            Node node = child.getValue();
            if (node != null && node.mount() != mount) {
                // Another mount's root covers the name; what is below it did not change.
                continue;
            }
            compare(prefix + child.getKey(), old, node);
        }
    }

    private static void addUntouched(Directory directory, Map<String, @Nullable Node> names) {
        Effort unpaid = new Effort(() -> {});
        for (Directory.Listed child = directory.next(0, unpaid);
                child != null;
                child = directory.next(child.sequence() + 1, unpaid)) {
            names.put(child.name(), directory.lookup(child.name()));
        }
    }

    private void compare(String path, @Nullable Entry old, @Nullable Node now) throws IOException {
        if (old instanceof FileEntry before && now instanceof RegularFile file) {
            if (differs(before, file)) {
                modifiedFiles.put(
                        path, new Changes.ChangedFile(path, file.snapshot(), file.modified()));
            }
        } else if (old instanceof DirectoryEntry before && now instanceof Directory directory) {
            compareDirectories(path + "/", before, directory);
        } else if (!(old instanceof LinkEntry before
                && now instanceof SymbolicLink link
                && before.target().equals(link.target()))) {
            if (old != null) {
                deleted(path, old);
            }
            if (now != null) {
                created(path, now);
            }
        }
    }

    private void deleted(String path, Entry old) throws IOException {
        if (old instanceof FileEntry) {
            deletedFiles.add(path);
        } else if (old instanceof DirectoryEntry directory) {
            deletedDirectories.add(path);
            Listing listing = directory.listing();
            for (int i = 0; i < listing.size(); i++) {
                deleted(path + "/" + listing.name(i), listing.entry(i));
            }
        } else {
            deletedLinks.add(path);
        }
    }

    private void created(String path, Node node) {
        if (node instanceof RegularFile file) {
            createdFiles.put(path, new Changes.ChangedFile(path, file.snapshot(), file.modified()));
        } else if (node instanceof SymbolicLink link) {
            createdLinks.put(path, new Changes.ChangedLink(path, link.target()));
        } else if (node instanceof Directory directory) {
            createdDirectories.add(path);
            Effort unpaid = new Effort(() -> {});
            Directory.Listed child = directory.next(0, unpaid);
            while (child != null) {
                Node inner = directory.lookup(child.name());
                if (inner != null && inner.mount() == mount) {
                    created(path + "/" + child.name(), inner);
                }
                child = directory.next(child.sequence() + 1, unpaid);
            }
        }
    }

    private static boolean differs(FileEntry before, RegularFile file) {
        if (file.isStill(before)) {
            return false;
        }
        Blob old = before.content();
        Blob now = file.snapshot();
        if (old.size() != now.size()) {
            return true;
        }
        byte[] oldPiece = new byte[(int) Math.min(PIECE_BYTES, old.size())];
        byte[] newPiece = new byte[oldPiece.length];
        for (long position = 0; position < old.size(); position += oldPiece.length) {
            int length = (int) Math.min(oldPiece.length, old.size() - position);
            try {
                old.read(position, oldPiece, 0, length);
                now.read(position, newPiece, 0, length);
            } catch (IOException e) {
                // Whoever stores it finds out what is wrong, and with this file alone.
                return true;
            }
            if (!Arrays.equals(oldPiece, 0, length, newPiece, 0, length)) {
                return true;
            }
        }
        return false;
    }
}
