package dev.wasmsandbox.escape;

import dev.wasmsandbox.SandboxResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a session as they lie on the host's disk, without those that the host keeps for itself. */
record WorkspaceFiles(Map<String, byte[]> contents, int entries) {
    private static final String METADATA = ".metadata.json";

    /**
     * Looks at a session's folder.
     *
     * @param codeFile the name under which the code is kept there
     */
    static WorkspaceFiles of(Path workspace, String codeFile) throws IOException {
        DeepTree tree = DeepTree.of(workspace);
        Map<String, byte[]> contents = new TreeMap<>(tree.files());
        int entries = tree.entries();
        for (String kept : List.of(METADATA, codeFile)) {
            if (contents.remove(kept) != null) {
                entries--;
            }
        }
        return new WorkspaceFiles(contents, entries);
    }

    long bytes() {
        return contents.values().stream().mapToLong(content -> content.length).sum();
    }

    /** Says where the lists of a result do not agree with what became of the files. */
    List<String> disagreements(WorkspaceFiles after, SandboxResult result) {
        List<String> created = new ArrayList<>();
        List<String> modified = new ArrayList<>();
        after.contents.forEach((name, content) -> {
            byte[] before = contents.get(name);
            if (before == null) {
                created.add(name);
            } else if (!Arrays.equals(before, content)) {
                modified.add(name);
            }
        });
        List<String> deleted =
                contents.keySet().stream()
                        .filter(name -> !after.contents.containsKey(name))
                        .toList();
        List<String> faults = new ArrayList<>();
        compare(faults, "created", created, result.filesCreated());
        compare(faults, "modified", modified, result.filesModified());
        compare(faults, "deleted", deleted, result.filesDeleted());
        return faults;
    }

    private static void compare(
            List<String> faults, String what, List<String> real, List<String> reported) {
        if (!reported.stream().sorted().toList().equals(reported)) {
            faults.add("the list of files " + what + " is not sorted");
        }
        if (!real.stream().sorted().toList().equals(reported)) {
            faults.add("files " + what + " are " + shown(real) + ", reported " + shown(reported));
        }
    }

    private static String shown(List<String> names) {
        return names.size() <= 5 ? names.toString() : names.subList(0, 5) + "... " + names.size();
    }
}
