package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The directories of an archive, found in one pass over its central directory.
 *
 * <p>Left out, each with a reason: names that are absolute or contain backslashes, NUL, {@code .}, {@code ..} or empty
 * parts, or are too long or too deep; contents that are too large; names that occur twice (which of them counts differs
 * between programs, and that has been used to smuggle contents past checks); files with the name of a directory.
 */
final class ArchiveIndex {

    private static final int MAX_PATH_LENGTH = 4095;
    private static final int MAX_NAME_LENGTH = 255;
    private static final int MAX_DEPTH = 128;
    private static final int MAX_REPORTED = 1_000;

    private final ZipFile archive;
    private final ArchiveLimits limits;
    private final ContentCache cache;
    private final Map<String, Map<String, Entry>> directories = new HashMap<>();
    private final Map<String, DirectoryEntry> entries = new HashMap<>();
    private final List<String> skipped = new ArrayList<>();
    private int count;

    ArchiveIndex(ZipFile archive, ArchiveLimits limits, ContentCache cache) throws ZipException {
        this.archive = archive;
        this.limits = limits;
        this.cache = cache;
        entries.put("", makeDirectory("", 0));
        Map<String, Optional<ZipEntry>> files = new LinkedHashMap<>();
        for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            String problem = problem(entry);
            if (!problem.isEmpty()) {
                skip(name, problem);
            } else if (entry.isDirectory()) {
                directory(name.substring(0, name.length() - 1), ArchiveTimes.modifiedNanos(entry));
            } else if (files.containsKey(name)) {
                files.put(name, Optional.empty());
            } else {
                directory(parent(name), 0);
                files.put(name, Optional.of(entry));
            }
        }
        for (Map.Entry<String, Optional<ZipEntry>> file : files.entrySet()) {
            addFile(file.getKey(), file.getValue());
        }
    }

    Optional<DirectoryEntry> find(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    List<String> skipped() {
        return List.copyOf(skipped);
    }

    private void addFile(String path, Optional<ZipEntry> entry) throws ZipException {
        if (entry.isEmpty()) {
            skip(path, "occurs more than once");
        } else if (directories.containsKey(path)) {
            skip(path, "is a directory too");
        } else {
            countOne();
            ArchiveBlob content = new ArchiveBlob(archive, entry.get(), cache);
            contentsOf(parent(path))
                    .put(
                            path.substring(path.lastIndexOf('/') + 1),
                            new FileEntry(content, ArchiveTimes.modifiedNanos(entry.get())));
        }
    }

    private String problem(ZipEntry entry) {
        String name = entry.getName();
        if (name.length() > MAX_PATH_LENGTH || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            return "its name is too long, or contains a backslash or NUL";
        }
        String path = entry.isDirectory() ? name.substring(0, name.length() - 1) : name;
        String[] parts = path.split("/", -1);
        if (parts.length > MAX_DEPTH) {
            return "it is deeper than " + MAX_DEPTH + " directories";
        }
        for (String part : parts) {
            if (part.isEmpty()
                    || part.equals(".")
                    || part.equals("..")
                    || part.length() > MAX_NAME_LENGTH) {
                return "its name is not relative and normal, or a part of it is too long";
            }
        }
        if (entry.getSize() < 0 || entry.getSize() > limits.maxEntryBytes()) {
            return "its content of "
                    + entry.getSize()
                    + " bytes is larger than maxEntryBytes "
                    + limits.maxEntryBytes();
        }
        return "";
    }

    private void skip(String name, String problem) {
        if (skipped.size() < MAX_REPORTED) {
            skipped.add(
                    "\""
                            + name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH))
                            + "\": "
                            + problem);
        }
    }

    /** Finds or makes a directory, and those on the way to it. */
    private void directory(String path, long modifiedNanos) throws ZipException {
        if (directories.containsKey(path)) {
            return;
        }
        directory(parent(path), 0);
        countOne();
        DirectoryEntry made = makeDirectory(path, modifiedNanos);
        entries.put(path, made);
        contentsOf(parent(path)).put(path.substring(path.lastIndexOf('/') + 1), made);
    }

    private DirectoryEntry makeDirectory(String path, long modifiedNanos) {
        Map<String, Entry> contents = new HashMap<>();
        directories.put(path, contents);
        return DirectoryEntry.lazy(() -> contents, modifiedNanos);
    }

    private Map<String, Entry> contentsOf(String directory) {
        return directories.getOrDefault(directory, Map.of());
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private void countOne() throws ZipException {
        if (++count > limits.maxEntries()) {
            throw new ZipException(
                    "the archive "
                            + archive.getName()
                            + " has more than "
                            + limits.maxEntries()
                            + " files and directories; raise ArchiveLimits.maxEntries if that is right");
        }
    }
}
