package dev.wasmsandbox.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled main classes of all modules. */
final class ProjectClasses {
    static final String ROOT = "dev.wasmsandbox";

    /** Imported once: reading them takes longer than all the rules together. */
    static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("/testkit/"))
                    .withImportOption(location -> !location.contains("wasm-sandbox-testkit"))
                    .importPackages(ROOT);

    private ProjectClasses() {}

    /** Returns the part of the project that a class belongs to: its package below the root; empty text if it is not ours. */
    static String part(JavaClass type) {
        String name = type.getPackageName();
        if (!name.equals(ROOT) && !name.startsWith(ROOT + ".")) {
            return "";
        }
        return name.equals(ROOT) || name.startsWith(ROOT + ".core.")
                ? "core"
                : name.substring(ROOT.length() + 1);
    }
}
