package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.fuzz.wasi.Trees.Mounted;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.Changes;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.LinkEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What storage holds after a run: once by the model's tree, once by the changes that the real one tells. */
final class Commit {
    private static final String DIRECTORY = "directory";

    private Commit() {}

    static Map<String, String> contents(ModelNode mount) {
        Map<String, String> contents = new TreeMap<>();
        collect("", mount, contents);
        return contents;
    }

    private static void collect(String prefix, ModelNode directory, Map<String, String> into) {
        for (ModelNode.Child child : directory.children.values()) {
            ModelNode node = child.node();
            if (node.device == directory.device) {
                String path = prefix + child.name();
                String bytes = new String(node.content, StandardCharsets.ISO_8859_1);
                switch (node.kind) {
                    case FILE -> into.put(path, "file " + bytes);
                    case LINK -> into.put(path, "link " + node.target());
                    case DIRECTORY -> {
                        into.put(path, DIRECTORY);
                        collect(path + "/", node, into);
                    }
                }
            }
        }
    }

    static Map<String, String> committed(DirectoryEntry before, Changes changes)
            throws IOException {
        Map<String, String> contents = new TreeMap<>();
        collect("", before, contents);
        List<String> gone = new ArrayList<>(changes.deletedFiles());
        gone.addAll(changes.deletedLinks());
        gone.addAll(changes.deletedDirectories().reversed());
        for (String path : gone) {
            boolean full = contents.keySet().stream().anyMatch(name -> name.startsWith(path + "/"));
            if (full || contents.remove(path) == null) {
                throw new AssertionError(path + " can't be deleted, of " + contents);
            }
        }
        for (String path : changes.createdDirectories()) {
            create(contents, path, DIRECTORY);
        }
        for (Changes.ChangedFile file : changes.createdFiles()) {
            create(contents, file.path(), "file " + text(file.content()));
        }
        for (Changes.ChangedFile file : changes.modifiedFiles()) {
            String old = contents.put(file.path(), "file " + text(file.content()));
            if (old == null || !old.startsWith("file ")) {
                throw new AssertionError(file.path() + " was " + old + " before it was modified");
            }
        }
        for (Changes.ChangedLink link : changes.createdLinks()) {
            create(contents, link.path(), "link " + link.target());
        }
        return contents;
    }

    private static void create(Map<String, String> contents, String path, String what) {
        int slash = path.lastIndexOf('/');
        if (slash >= 0 && !DIRECTORY.equals(contents.get(path.substring(0, slash)))) {
            throw new AssertionError("no directory for " + path);
        }
        if (contents.put(path, what) != null) {
            throw new AssertionError(path + " is created, but was there");
        }
    }

    private static void collect(String prefix, DirectoryEntry directory, Map<String, String> into)
            throws IOException {
        for (Map.Entry<String, Entry> child : directory.entries().entrySet()) {
            String path = prefix + child.getKey();
            switch (child.getValue()) {
                case FileEntry file -> into.put(path, "file " + text(file.content()));
                case LinkEntry link -> into.put(path, "link " + link.target());
                case DirectoryEntry inner -> {
                    into.put(path, DIRECTORY);
                    collect(path + "/", inner, into);
                }
            }
        }
    }

    private static String text(Blob blob) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob.transferTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** Lists what of a mount another one covers: it stays as it was, and nobody sees it. */
    static List<String> withoutCovered(Mounted mount, List<Mounted> all) throws IOException {
        List<String> covered = new ArrayList<>();
        Map<String, String> before = new TreeMap<>();
        collect("", mount.content(), before);
        for (Mounted inner : all) {
            if (inner.path().startsWith(mount.path() + "/")) {
                String path = inner.path().substring(mount.path().length() + 1);
                before.keySet().stream()
                        .filter(name -> name.equals(path) || name.startsWith(path + "/"))
                        .forEach(covered::add);
            }
        }
        return covered;
    }
}
