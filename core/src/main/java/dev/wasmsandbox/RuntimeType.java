package dev.wasmsandbox;

import java.util.Locale;
import java.util.Optional;

/** Names the language that a sandbox runs. */
public enum RuntimeType {
    /** CPython. */
    PYTHON("python", "user_code.py"),
    /** QuickJS-NG. */
    JAVASCRIPT("javascript", "user_code.js");

    private final String id;
    private final String codeFileName;

    RuntimeType(String id, String codeFileName) {
        this.id = id;
        this.codeFileName = codeFileName;
    }

    /** Returns the lower-case name used in JSON, in TOML and on the command line. */
    public String id() {
        return id;
    }

    /** Returns the name under which the workspace keeps the code that ran last. */
    public String codeFileName() {
        return codeFileName;
    }

    /**
     * Finds a language by its name, in any case; {@code py} and {@code js} are understood too.
     *
     * @throws InvalidRequestException if no language has that name
     */
    public static RuntimeType of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "python", "py" -> PYTHON;
            case "javascript", "js" -> JAVASCRIPT;
            default ->
                    throw new InvalidRequestException(
                            ErrorCode.UNKNOWN_LANGUAGE,
                            "unknown language '" + name + "': use python or javascript");
        };
    }

    /** Guesses the language from the end of a file name; empty if the name tells nothing. */
    public static Optional<RuntimeType> ofFileName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".py")) {
            return Optional.of(PYTHON);
        }
        if (name.endsWith(".js") || name.endsWith(".mjs")) {
            return Optional.of(JAVASCRIPT);
        }
        return Optional.empty();
    }
}
