package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.Mount;
import dev.wasmsandbox.core.text.GuestPaths;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a program's paths lead, and which path it may have meant. */
final class Places {
    /** Names that stand for a place, not for something in it. */
    private static final Set<String> DIRECTORIES =
            Set.of(
                    "~",
                    "..",
                    "tmp",
                    "temp",
                    "home",
                    "data",
                    "Desktop",
                    "Documents",
                    "Downloads",
                    "uploads",
                    "outputs",
                    "content");

    private static final Set<String> PROGRAMS = Set.of("user_code.py", "user_code.js");

    private final String workspace;
    private final List<String> mounts;
    private final List<String> files;

    private Places(String workspace, List<String> mounts, List<String> files) {
        this.workspace = workspace;
        this.mounts = mounts;
        this.files = files;
    }

    static Places of(Case problem) {
        List<String> files =
                problem.failure().files().get().stream()
                        .filter(path -> !path.startsWith(".") && !PROGRAMS.contains(path))
                        .toList();
        return new Places(
                problem.workspace(),
                problem.failure().policy().mounts().stream().map(Mount::guestPath).toList(),
                files);
    }

    /** The files of the workspace that a program would name. */
    List<String> files() {
        return files;
    }

    List<String> mounts() {
        return mounts;
    }

    /** Whether a path means a place that the guest does not have, or may not change. */
    boolean isForeign(String path) {
        if (path.isEmpty()) {
            return false;
        }
        if (path.matches("(?s)(?:/app/)?[A-Za-z]:[\\\\/].*")
                || path.contains("\\")
                || isHome(path)) {
            return true;
        }
        String absolute = absolute(path);
        return !GuestPaths.isUnder(absolute, workspace)
                && mounts.stream().noneMatch(mount -> GuestPaths.isUnder(absolute, mount));
    }

    private boolean isHome(String path) {
        return path.equals("~") || path.startsWith("~/") || path.startsWith(workspace + "/~/");
    }

    /** A path from the root, without dots. */
    String absolute(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : (path.startsWith("/") ? path : workspace + "/" + path).split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /** A path within the workspace; empty if it is outside. */
    Optional<String> relative(String path) {
        String absolute = absolute(path);
        return GuestPaths.isUnder(absolute, workspace) && !absolute.equals(workspace)
                ? Optional.of(absolute.substring(workspace.length() + 1))
                : Optional.empty();
    }

    /** The file that is there and was probably meant by a foreign path: that with the longest common end. */
    Optional<String> meantByForeign(String path) {
        List<String> names = names(path).reversed();
        return files.stream()
                .filter(file -> commonEnd(file, names) > 0)
                .sorted(Comparator.comparingInt(file -> -commonEnd(file, names)))
                .findFirst()
                .or(() -> similar(path))
                .map(this::inWorkspace);
    }

    /** How many names a file ends with that a path, given from its end on, ends with as well. */
    private static int commonEnd(String file, List<String> fromEnd) {
        List<String> names = List.of(file.split("/")).reversed();
        int common = 0;
        while (common < Math.min(names.size(), fromEnd.size())
                && names.get(common).equals(fromEnd.get(common))) {
            common++;
        }
        return common;
    }

    /** Where a file of that name can be in the workspace. */
    String allowed(String path) {
        List<String> names = names(path);
        String last = names.isEmpty() ? "" : names.getLast();
        boolean directory =
                last.isEmpty()
                        || (names.size() == 1 && path.startsWith("/"))
                        || DIRECTORIES.contains(last);
        return directory ? workspace : inWorkspace(last);
    }

    String inWorkspace(String relative) {
        return workspace + "/" + relative;
    }

    private static List<String> names(String path) {
        return List.of(path.replace('\\', '/').split("/")).stream()
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    /** The file that is there and is spelt almost so. */
    Optional<String> similar(String path) {
        String wanted = relative(path).orElse(path);
        List<String> names = names(wanted);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String last = names.getLast();
        String stem = withoutExtension(last);
        return files.stream()
                .filter(file -> lastName(file).equalsIgnoreCase(last) && !file.equals(wanted))
                .findFirst()
                .or(() ->
                        Similar.best(last, files.stream().map(Places::lastName).toList())
                                .flatMap(this::named))
                .or(() ->
                        files.stream()
                                .filter(file -> withoutExtension(lastName(file)).equals(stem))
                                .findFirst());
    }

    private Optional<String> named(String name) {
        return files.stream().filter(file -> lastName(file).equals(name)).findFirst();
    }

    private static String lastName(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return (dot <= 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
    }

    /** The directory of a path in the workspace, if nothing is in it; empty if the path needs none. */
    Optional<String> missingDirectory(String path) {
        String relative = relative(path).orElse("");
        int slash = relative.lastIndexOf('/');
        if (slash <= 0) {
            return Optional.empty();
        }
        String within = relative.substring(0, slash + 1);
        return files.stream().anyMatch(file -> file.startsWith(within))
                ? Optional.empty()
                : Optional.of(relative.substring(0, slash));
    }
}
