package dev.wasmsandbox.escape;

import dev.wasmsandbox.testkit.EscapeProgram;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** On what the programs of the corpus run. */
enum EscapeGround {
    /** As runs usually are: in this process, on the usual memory image. */
    USUAL,

    /** In worker processes; in one, so that the run after a hostile one meets what that left. */
    WORKERS,

    /** On the memory image with packages, where a program starts that imports one. Only Python has it. */
    PACKAGES;

    /** Names a package where the host looks for imports, and does nothing. */
    private static final String MENTION = "\n# import openpyxl\n";

    /** The flags of the JVM that runs the programs. */
    List<String> flags() {
        return this == WORKERS
                ? List.of("-Ddev.wasmsandbox.isolation=process", "-Ddev.wasmsandbox.workers=1")
                : List.of();
    }

    /** The name in reports. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Makes a program one that runs on this ground. */
    String code(String code) {
        return this == PACKAGES ? code + MENTION : code;
    }

    /** Which programs run here: all, or of each language and vector the first. */
    List<EscapeProgram> of(List<EscapeProgram> programs, boolean all) {
        Set<String> seen = new TreeSet<>();
        return programs.stream()
                .filter(program -> this != PACKAGES || program.language().equals("python"))
                .filter(program ->
                        all
                                || this == USUAL
                                || seen.add(program.language() + program.vector().folder()))
                .toList();
    }
}
