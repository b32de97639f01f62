package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.DirectoryEntry;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final int MAX_REPORTED = 1_000;
    private static final int MAX_REPORTED_NAME = 255;

    private final ZipFile archive;
    private final ArchiveLimits limits;
    private final ArchiveContents contents;
    private final Map<String, ArchiveFolder> folders = new HashMap<>();
    private final Map<String, DirectoryEntry> directories = new HashMap<>();
    private final List<String> skipped = new ArrayList<>();
    private int count;

    ArchiveIndex(ZipFile archive, ArchiveLimits limits, ArchiveContents contents)
            throws ZipException {
        this.archive = archive;
        this.limits = limits;
        this.contents = contents;
        makeDirectory("", ArchiveTimes.EARLIEST_NANOS);
        Map<String, ZipEntry> files = new LinkedHashMap<>();
        Set<String> doubled = new HashSet<>();
        for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
            note(all.nextElement(), files, doubled);
        }
        for (ZipEntry file : files.values()) {
            addFile(file, doubled);
        }
    }

    Optional<DirectoryEntry> find(String path) {
        return Optional.ofNullable(directories.get(path));
    }

    List<String> skipped() {
        return List.copyOf(skipped);
    }

    /** Makes directories at once; files wait, because a later entry may show that one is not to be shown. */
    private void note(ZipEntry entry, Map<String, ZipEntry> files, Set<String> doubled)
            throws ZipException {
        String name = entry.getName();
        boolean isDirectory = entry.isDirectory();
        String path = isDirectory ? name.substring(0, name.length() - 1) : name;
        String problem = ArchiveNames.problem(path);
        if (problem.isEmpty()
                && (entry.getSize() < 0 || entry.getSize() > limits.maxEntryBytes())) {
            problem =
                    "its content of "
                            + entry.getSize()
                            + " bytes is larger than maxEntryBytes "
                            + limits.maxEntryBytes();
        }
        if (!problem.isEmpty()) {
            skip(name, problem);
        } else if (isDirectory) {
            directory(path, ArchiveTimes.modifiedNanos(entry));
        } else if (files.putIfAbsent(name, entry) != null) {
            doubled.add(name);
        } else {
            directory(ArchiveNames.parent(name), ArchiveTimes.EARLIEST_NANOS);
        }
    }

    private void addFile(ZipEntry entry, Set<String> doubled) throws ZipException {
        String path = entry.getName();
        ArchiveFolder parent = folders.get(ArchiveNames.parent(path));
        if (doubled.contains(path)) {
            skip(path, "occurs more than once");
        } else if (parent == null || folders.containsKey(path)) {
            skip(path, "is a directory too");
        } else {
            countOne();
            parent.addFile(ArchiveNames.last(path), entry);
        }
    }

    private void skip(String name, String problem) {
        if (skipped.size() < MAX_REPORTED) {
            skipped.add(
                    "\""
                            + name.substring(0, Math.min(name.length(), MAX_REPORTED_NAME))
                            + "\": "
                            + problem);
        }
    }

    /** Finds or makes a directory, and those on the way to it. */
    private ArchiveFolder directory(String path, long modifiedNanos) throws ZipException {
        ArchiveFolder known = folders.get(path);
        if (known != null) {
            return known;
        }
        ArchiveFolder parent = directory(ArchiveNames.parent(path), ArchiveTimes.EARLIEST_NANOS);
        countOne();
        ArchiveFolder made = makeDirectory(path, modifiedNanos);
        find(path).ifPresent(entry -> parent.addFolder(ArchiveNames.last(path), entry));
        return made;
    }

    private ArchiveFolder makeDirectory(String path, long modifiedNanos) {
        ArchiveFolder folder = new ArchiveFolder(archive, contents);
        folders.put(path, folder);
        directories.put(path, DirectoryEntry.lazy(folder, modifiedNanos));
        return folder;
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
