package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.storage.KeptContent;
import dev.wasmsandbox.core.text.WorkspacePaths;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The files of a workspace, as a value: each content once, however many files have it.
 *
 * @param entries by ascending paths, so that a directory comes before what it holds
 * @param hashes for each entry the SHA-256 of its content in hex; empty text for what is no file
 * @param contents those of the files and no others, by hash, ascending
 */
public record SavedFiles(
        List<WorkspaceEntry> entries,
        List<String> hashes,
        SequencedMap<String, KeptContent> contents) {
    /** Checks and copies the values. */
    public SavedFiles {
        entries = List.copyOf(entries);
        hashes = List.copyOf(hashes);
        contents = Collections.unmodifiableSequencedMap(used(hashes, contents));
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
            KeptContent content = contents.get(hashes.get(i));
            if (file && (content == null || content.size() != entry.size())) {
                throw new IllegalArgumentException(
                        "file " + i + " of the checkpoint has no content");
            }
        }
    }

    private static TreeMap<String, KeptContent> used(
            List<String> hashes, Map<String, KeptContent> contents) {
        TreeMap<String, KeptContent> used = new TreeMap<>();
        for (String hash : hashes) {
            KeptContent content = contents.get(hash);
            if (content != null) {
                used.put(hash, content);
            }
        }
        return used;
    }

    /** Returns the content of a file. */
    KeptContent content(int index) {
        KeptContent content = contents.get(hashes.get(index));
        if (content == null) {
            throw new IllegalArgumentException("entry " + index + " is no file");
        }
        return content;
    }
}
