package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.DirectorySource;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** One directory of an archive. Its entries are described when it is first listed, most never are. */
final class ArchiveFolder implements DirectorySource {

    private final ZipFile archive;
    private final ArchiveContents contents;
    private final Map<String, ZipEntry> files = new HashMap<>();
    private final Map<String, DirectoryEntry> folders = new HashMap<>();

    ArchiveFolder(ZipFile archive, ArchiveContents contents) {
        this.archive = archive;
        this.contents = contents;
    }

    void addFile(String name, ZipEntry entry) {
        files.put(name, entry);
    }

    void addFolder(String name, DirectoryEntry entry) {
        folders.put(name, entry);
    }

    @Override
    public Map<String, Entry> list() {
        Map<String, Entry> entries = new HashMap<>(folders);
        for (Map.Entry<String, ZipEntry> file : files.entrySet()) {
            ZipEntry entry = file.getValue();
            entries.put(
                    file.getKey(),
                    new FileEntry(
                            new ArchiveBlob(archive, entry, contents),
                            ArchiveTimes.modifiedNanos(entry)));
        }
        return entries;
    }
}
