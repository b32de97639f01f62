package dev.wasmsandbox.cli;

import dev.wasmsandbox.RuntimeType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the code to run and finds out its language. */
final class CodeReader {
    /** Larger code would not fit into a guest's memory beside its syntax tree. */
    static final int MAX_BYTES = 64 << 20;

    private CodeReader() {}

    /**
     * Reads the code as bytes, which need not be text.
     *
     * @throws UsageException if it cannot be read or is too large
     */
    static byte[] read(CodeSource source, InputStream standardInput) {
        return switch (source) {
            case CodeSource.Text(String code) -> code.getBytes(StandardCharsets.UTF_8);
            case CodeSource.File(Path path) -> readFile(path);
            case CodeSource.StandardInput() -> readStream(standardInput, "standard input");
        };
    }

    private static byte[] readFile(Path path) {
        if (Files.isDirectory(path)) {
            throw new UsageException(
                    "cannot read '" + path + "': it is a directory; give a file with code");
        }
        return new SourceFile(path).read((in, _) -> readStream(in, "'" + path + "'"));
    }

    private static byte[] readStream(InputStream in, String name) {
        byte[] code;
        try {
            code = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UsageException("cannot read " + name + ": " + e.getMessage(), e);
        }
        if (code.length > MAX_BYTES) {
            throw new UsageException(
                    name
                            + " holds more than "
                            + MAX_BYTES
                            + " bytes; code may have that many at most");
        }
        return code;
    }

    /**
     * Finds the language: the one that was named, else by the end of the file's name, else Python.
     *
     * @throws UsageException if the file's name tells nothing
     */
    static RuntimeType language(CodeSource source, @Nullable String named) {
        if (named != null) {
            return RuntimeType.of(named);
        }
        return switch (source) {
            case CodeSource.Text _, CodeSource.StandardInput _ -> RuntimeType.PYTHON;
            case CodeSource.File(Path path) ->
                    RuntimeType.ofFileName(path.toString())
                            .orElseThrow(() ->
                                    new UsageException(
                                            "the name '"
                                                    + path
                                                    + "' does not tell the language;"
                                                    + " add --language python or --language javascript"));
        };
    }
}
