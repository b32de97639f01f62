package dev.wasmsandbox.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The source files of this checkout. */
final class Repository {
    private static final Set<String> NOT_SOURCES =
            Set.of(".git", "target", ".idea", ".vscode", "__pycache__");

    /** Where sessions are kept by default. A package may have that name as well. */
    private static final Path SESSIONS = Path.of("workspace");

    private final Path root;

    private Repository(Path root) {
        this.root = root;
    }

    /** Finds the checkout that this test runs in: Maven starts tests in their module's directory. */
    static Repository ofThisTest() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(root.resolve("sandbox"))) {
            root = root.getParent();
            if (root == null) {
                throw new IllegalStateException(
                        "no directory above this one holds the script 'sandbox'");
            }
        }
        return new Repository(root);
    }

    Path root() {
        return root;
    }

    /** Lists the files that are or could be committed, as paths relative to the root. */
    List<Path> files() {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(Repository::isSource)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(Path path) {
        if (path.startsWith(SESSIONS)) {
            return false;
        }
        for (Path name : path) {
            if (NOT_SOURCES.contains(name.toString())) {
                return false;
            }
        }
        return true;
    }

    /** Reads a file's lines; empty if it is no text. */
    Optional<List<String>> lines(Path file) {
        try {
            return Optional.of(Files.readAllLines(root.resolve(file), StandardCharsets.UTF_8));
        } catch (MalformedInputException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
