package dev.wasmsandbox.core.packages;

import dev.wasmsandbox.hostfs.ArchiveLimits;
import dev.wasmsandbox.hostfs.ArchiveTree;
import dev.wasmsandbox.hostfs.HostDirectory;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads all files of an archive or a directory into memory, within bounds, whoever made it. */
final class SourceTree {
    /** What one wheel or directory may hold; the largest pure packages have some ten megabytes. */
    static final long MAX_BYTES = 64L << 20;

    static final int MAX_FILES = 10_000;
    private static final int MAX_DEPTH = 64;

    private final Path source;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private long bytes;

    private SourceTree(Path source) {
        this.source = source;
    }

    /** Reads a zip file; one with entries that cannot be shown as they are is refused. */
    static SortedMap<String, byte[]> ofArchive(Path source) {
        ArchiveLimits limits = new ArchiveLimits(MAX_BYTES, 2 * MAX_FILES, 0);
        try (ArchiveTree archive = ArchiveTree.open(source, limits)) {
            if (!archive.skipped().isEmpty()) {
                throw PackageProblem.of(
                        source,
                        "it has an entry that cannot be unpacked: "
                                + archive.skipped().getFirst()
                                + "; get the file again from where it was published");
            }
            return new SourceTree(source).read(archive.root());
        } catch (IOException e) {
            throw PackageProblem.of(source, "it cannot be read as a zip file: " + e.getMessage());
        }
    }

    /** Reads a directory; links and what is no file are left out. */
    static SortedMap<String, byte[]> ofDirectory(Path source) {
        try (HostDirectory directory = HostDirectory.open(source)) {
            return new SourceTree(source).read(directory.root());
        } catch (IOException e) {
            throw PackageProblem.of(source, "it cannot be read: " + e.getMessage());
        }
    }

    private SortedMap<String, byte[]> read(DirectoryEntry root) throws IOException {
        collect("", root, 0);
        return files;
    }

    private void collect(String prefix, DirectoryEntry directory, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw PackageProblem.of(source, "its directories are deeper than " + MAX_DEPTH);
        }
        for (Map.Entry<String, Entry> named : directory.entries().entrySet()) {
            String path = prefix + named.getKey();
            if (named.getValue() instanceof DirectoryEntry inner) {
                // Bytecode is made here, for the interpreter that is here.
                if (!named.getKey().equals("__pycache__")) {
                    collect(path + "/", inner, depth + 1);
                }
            } else if (named.getValue() instanceof FileEntry file) {
                add(path, file.content());
            }
        }
    }

    private void add(String path, Blob content) throws IOException {
        bytes += content.size();
        if (bytes > MAX_BYTES || files.size() == MAX_FILES) {
            throw PackageProblem.of(
                    source,
                    "it has more than "
                            + MAX_FILES
                            + " files or "
                            + (MAX_BYTES >> 20)
                            + " MiB; mount it with Mount.directory or Mount.archive instead");
        }
        byte[] all = new byte[(int) content.size()];
        content.read(0, all, 0, all.length);
        files.put(path, all);
    }
}
