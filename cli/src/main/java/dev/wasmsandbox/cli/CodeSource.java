package dev.wasmsandbox.cli;

import java.nio.file.Path;

/** Where the code to run comes from. */
sealed interface CodeSource {

    /**
     * Code given on the command line.
     *
     * @param code the code
     */
    record Text(String code) implements CodeSource {}

    /**
     * A file of the host.
     *
     * @param path the file
     */
    record File(Path path) implements CodeSource {}

    /** Standard input, to its end. */
    record StandardInput() implements CodeSource {}

    /** Reads the command line's word for code: {@code -} for standard input, else a file's name. */
    static CodeSource of(String word) {
        return word.equals("-") ? new StandardInput() : new File(Path.of(word));
    }
}
