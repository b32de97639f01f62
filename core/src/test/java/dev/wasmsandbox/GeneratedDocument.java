package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document with parts that tests write: between {@code <!-- NAME, written by a test -->} and {@code <!-- end -->}. A test fails
 * where the document says something else than the guest does; with {@code -Ddocs.write=true} it writes the part instead.
 */
final class GeneratedDocument {
    private static final String END = "<!-- end -->";

    private final Path file;

    GeneratedDocument(Path file) {
        this.file = file;
    }

    /** Docs are brought up to date instead of being compared. */
    static boolean writing() {
        return Boolean.getBoolean("docs.write");
    }

    /** Returns what stands in a part. */
    String part(String name) {
        String text = text();
        int from = begin(text, name);
        return text.substring(from, text.indexOf(END, from)).strip();
    }

    /** Compares a part with what it must be, or writes it. */
    synchronized void check(String name, String content) {
        if (writing()) {
            String text = text();
            int from = begin(text, name);
            write(
                    text.substring(0, from)
                            + "\n"
                            + content.strip()
                            + "\n\n"
                            + text.substring(text.indexOf(END, from)));
        } else {
            assertThat(part(name))
                    .as("the part '%s' of %s; -Ddocs.write=true writes it anew", name, file)
                    .isEqualTo(content.strip());
        }
    }

    private int begin(String text, String name) {
        String marker = "<!-- " + name + ", written by a test -->\n";
        int at = text.indexOf(marker);
        if (at < 0 || text.indexOf(END, at) < 0) {
            throw new AssertionError(file + " has no part '" + name + "'");
        }
        return at + marker.length();
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
