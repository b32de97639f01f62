package dev.wasmsandbox.wasmtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Names the platform as {@code wasmtime-natives} does.
 *
 * @param name such as {@code linux-x86_64} or {@code linux-aarch64-musl}
 * @param libraryName file name of the library there
 */
record Platform(String name, String libraryName) {

    /** The platform of this Java runtime; unknown ones keep Java's own names, so that messages can show them. */
    static Platform current() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return of(os, arch, os.startsWith("linux") && isMusl());
    }

    static Platform of(String os, String arch, boolean musl) {
        String processor =
                switch (arch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "aarch64";
                    default -> arch;
                };
        if (os.startsWith("windows")) {
            return new Platform("windows-" + processor, "wasmtime.dll");
        }
        if (os.startsWith("mac")) {
            return new Platform("macos-" + processor, "libwasmtime.dylib");
        }
        String system = os.startsWith("linux") ? "linux" : os.replace(' ', '_');
        return new Platform(system + "-" + processor + (musl ? "-musl" : ""), "libwasmtime.so");
    }

    /** The one platform whose signal handling is tested in this project's gate. */
    boolean isLinuxX64() {
        return name.startsWith("linux-x86_64");
    }

    /** A musl system has its loader in /lib and glibc's loader nowhere. */
    private static boolean isMusl() {
        return hasFile("/lib", "ld-musl-*")
                && !hasFile("/lib64", "ld-linux-*")
                && !hasFile("/lib", "ld-linux-*");
    }

    private static boolean hasFile(String directory, String pattern) {
        Path path = Path.of(directory);
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, pattern)) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }
}
