package dev.wasmsandbox.core.session;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a workspace has under which path. */
final class SessionIndex {
    private final TreeMap<String, WorkspaceEntry> entries = new TreeMap<>();

    SessionIndex(WorkspaceSnapshot snapshot) {
        for (WorkspaceEntry entry : snapshot.entries()) {
            entries.put(entry.path(), entry);
        }
    }

    Optional<WorkspaceEntry> find(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    /** Returns the directories that a path goes through, from the top. */
    static List<String> above(String path) {
        List<String> above = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            above.add(path.substring(0, slash));
        }
        return above;
    }

    /** Returns everything in a directory; what contains other things comes first. */
    List<WorkspaceEntry> below(String directory) {
        // '0' is the character behind '/'.
        return List.copyOf(entries.subMap(directory + "/", directory + "0").values());
    }

    /** Returns the files whose paths match, sorted by path. */
    List<WorkspaceEntry> files(Glob pattern) {
        List<WorkspaceEntry> matching = new ArrayList<>();
        Map<String, Glob.Progress> directories = new HashMap<>();
        directories.put("", pattern.start());
        for (WorkspaceEntry entry : entries.values()) {
            String path = entry.path();
            int slash = path.lastIndexOf('/');
            Glob.Progress parent = directory(directories, pattern, path.substring(0, slash + 1));
            if (entry.kind() == WorkspaceEntry.Kind.FILE
                    && !parent.isDead()
                    && pattern.accepts(pattern.after(parent, path.substring(slash + 1)))) {
                matching.add(entry);
            }
        }
        return matching;
    }

    /** Follows the pattern through a directory, which ends in a slash, once for all that is in it. */
    private static Glob.Progress directory(
            Map<String, Glob.Progress> known, Glob pattern, String directory) {
        Glob.Progress progress = known.get(directory);
        if (progress == null) {
            int slash = directory.lastIndexOf('/', directory.length() - 2);
            progress =
                    pattern.after(
                            directory(known, pattern, directory.substring(0, slash + 1)),
                            directory.substring(slash + 1));
            known.put(directory, progress);
        }
        return progress;
    }
}
