package dev.wasmsandbox.wasmtime;

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

    private static final Platform CURRENT = detect();

    /** The platform of this Java runtime; unknown ones keep Java's own names, so that messages can show them. */
    static Platform current() {
        return CURRENT;
    }

    private static Platform detect() {
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

    /** A musl system has musl's loader and not glibc's; a glibc system may have both. */
    private static boolean isMusl() {
        return (exists("/lib/ld-musl-x86_64.so.1") && !exists("/lib64/ld-linux-x86-64.so.2"))
                || (exists("/lib/ld-musl-aarch64.so.1") && !exists("/lib/ld-linux-aarch64.so.1"));
    }

    private static boolean exists(String file) {
        return Files.exists(Path.of(file));
    }
}
