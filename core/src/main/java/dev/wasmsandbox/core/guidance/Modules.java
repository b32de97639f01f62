package dev.wasmsandbox.core.guidance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The modules that Python programs can import, besides those of their workspace; a test compares them with the guest. */
final class Modules {
    private static final class Loaded {
        static final Set<String> ALL = read();
    }

    private Modules() {}

    /** Returns the names, with those of submodules such as {@code collections.abc}. */
    static Set<String> importable() {
        return Loaded.ALL;
    }

    private static Set<String> read() {
        try (InputStream in = Modules.class.getResourceAsStream("python-modules.txt")) {
            if (in == null) {
                throw new IllegalStateException("the resource python-modules.txt is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
