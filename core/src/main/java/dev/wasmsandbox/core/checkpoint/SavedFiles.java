package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.core.text.WorkspacePaths;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The files of a workspace, as a value: each content once, however many files have it.
 *
 * @param entries by ascending paths, so that a directory comes before what it holds
 * @param hashes for each entry the SHA-256 of its content in hex; empty text for what is no file
 * @param contents by hash, ascending
 */
public record SavedFiles(
        List<WorkspaceEntry> entries,
        List<String> hashes,
        SequencedMap<String, BytesContent> contents) {
    /** Checks and copies the values. */
    public SavedFiles {
        entries = List.copyOf(entries);
        hashes = List.copyOf(hashes);
        contents = Collections.unmodifiableSequencedMap(new TreeMap<>(contents));
        String last = "";
        for (int i = 0; i < entries.size(); i++) {
            WorkspaceEntry entry = entries.get(i);
            if (!WorkspacePaths.isValid(entry.path()) || entry.path().compareTo(last) <= 0) {
                throw new IllegalArgumentException(
                        "file " + i + " of the checkpoint has an impossible path");
            }
            last = entry.path();
            boolean link = entry.kind() == WorkspaceEntry.Kind.LINK;
            if (link && !WorkspacePaths.isLinkTarget(String.valueOf(entry.target()))) {
                throw new IllegalArgumentException(
                        "link " + i + " of the checkpoint leads nowhere at all");
            }
            boolean file = entry.kind() == WorkspaceEntry.Kind.FILE;
            BytesContent content = contents.get(hashes.get(i));
            if (file && (content == null || content.size() != entry.size())) {
                throw new IllegalArgumentException(
                        "file " + i + " of the checkpoint has no content");
            }
        }
    }

    /** Returns the content of a file. */
    BytesContent content(int index) {
        BytesContent content = contents.get(hashes.get(index));
        if (content == null) {
            throw new IllegalArgumentException("entry " + index + " is no file");
        }
        return content;
    }
}
