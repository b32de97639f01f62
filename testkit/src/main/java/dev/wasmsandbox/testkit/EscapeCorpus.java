package dev.wasmsandbox.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The hostile programs that the sandbox must withstand, one file each, by language and vector.
 *
 * <p>To add one, put a file with a header into the folder of its vector; the README.md there says what the header holds.
 */
public final class EscapeCorpus {
    private static final String FOLDER = "escapes";

    private EscapeCorpus() {}

    /**
     * Reads all programs, sorted by their place.
     *
     * @throws IllegalArgumentException if one of them has no proper header
     */
    public static List<EscapeProgram> programs() {
        URL folder = EscapeCorpus.class.getResource(FOLDER);
        if (folder == null) {
            throw new IllegalStateException("the corpus is not on the class path");
        }
        try {
            URI place = folder.toURI();
            if (!place.getScheme().equals("jar")) {
                return read(Path.of(place));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return read(jar.provider().getPath(place));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the corpus cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the corpus lies at an odd place: " + folder, e);
        }
    }

    private static List<EscapeProgram> read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).filter(EscapeCorpus::isProgram).toList();
        }
        List<EscapeProgram> programs = new ArrayList<>();
        for (Path file : files) {
            String id = folder.relativize(file).toString().replace('\\', '/');
            programs.add(EscapeProgram.parse(id, Files.readString(file)));
        }
        programs.sort(Comparator.comparing(EscapeProgram::id));
        return List.copyOf(programs);
    }

    private static boolean isProgram(Path file) {
        return !file.getFileName().toString().equals("README.md");
    }
}
