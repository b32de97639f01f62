package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What advice knows by heart is so in the guests. */
class CatalogueIT {
    private static SandboxResult run(RuntimeType runtime, String code) throws IOException {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        Sessions sessions = Sessions.of(storage);
        sessions.open("catalogue");
        for (Map.Entry<String, byte[]> file :
                dev.wasmsandbox.guidance.GivenFiles.all().entrySet()) {
            sessions.writeFile("catalogue", file.getKey(), file.getValue(), true);
        }
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(runtime)
                        .storage(storage)
                        .sessionId("catalogue")
                        .build()) {
            return sandbox.execute(code);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_piece_of_code_runs(RuntimeType runtime) throws IOException {
        List<String> failures = new ArrayList<>();
        for (Catalogue.Entry entry : Catalogue.of(runtime == RuntimeType.PYTHON).entries()) {
            SandboxResult result = run(runtime, entry.code());
            if (!result.success()) {
                failures.add(entry.kind() + " " + entry.names() + "\n" + result.stderr());
            }
        }

        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void entries_say_what_their_kind_needs(RuntimeType runtime) {
        Set<String> kinds =
                runtime == RuntimeType.PYTHON
                        ? Set.of(
                                "package",
                                "module",
                                "removed-module",
                                "removed-name",
                                "removed-attribute",
                                "absent-attribute",
                                "process-attribute",
                                "foreign-name",
                                "foreign-method",
                                "home")
                        : Set.of("module", "global", "foreign-name", "foreign-method");
        for (Catalogue.Entry entry : Catalogue.of(runtime == RuntimeType.PYTHON).entries()) {
            assertThat(kinds).contains(entry.kind());
            assertThat(entry.names()).as(entry.toString()).isNotEmpty();
            boolean says =
                    entry.kind().equals("process-attribute")
                            || !(entry.value("use")
                                            + entry.value("now")
                                            + entry.value("names")
                                            + entry.value("type"))
                                    .isEmpty();
            assertThat(says).as(entry.toString()).isTrue();
            assertThat(entry.values().keySet())
                    .isSubsetOf("use", "now", "names", "type", "alias", "replace", "wrap");
        }
    }

    /** Every name that is said to be absent is absent, and what is said to be in a module is there. */
    @Test
    void python_has_not_what_is_said_to_be_absent() throws IOException {
        StringBuilder code =
                new StringBuilder(
                        "import builtins, importlib, warnings\nwarnings.simplefilter('ignore')\nwrong = []\n");
        for (Catalogue.Entry entry : Catalogue.of(true).entries()) {
            for (String name : entry.names()) {
                code.append(check(entry, name));
            }
        }
        code.append("print(wrong)\n");

        SandboxResult result = run(RuntimeType.PYTHON, code.toString());

        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).isEqualTo("[]\n");
    }

    private static String check(Catalogue.Entry entry, String name) {
        return switch (entry.kind()) {
            case "package", "module", "removed-module" ->
                    "try:\n    importlib.import_module('%1$s')\n    wrong.append('module %1$s is there')\nexcept ImportError:\n    pass\n"
                            .formatted(name);
            case "removed-name", "foreign-name" ->
                    "if hasattr(builtins, '%1$s'): wrong.append('name %1$s is there')\n"
                            .formatted(name);
            case "removed-attribute", "absent-attribute", "process-attribute", "foreign-method" ->
                    absentAttribute(name);
            case "home" ->
                    Arrays.stream(entry.value("names").split(" "))
                            .map(it ->
                                    "if not hasattr(importlib.import_module('%1$s'), '%2$s'): wrong.append('%1$s.%2$s is not there')\n"
                                            .formatted(name, it))
                            .reduce("", String::concat);
            default -> throw new AssertionError(entry.kind());
        };
    }

    private static String absentAttribute(String full) {
        int dot = full.lastIndexOf('.');
        return """
        try:
            owner = getattr(builtins, '%1$s', None) or importlib.import_module('%1$s')
            if hasattr(owner, '%2$s') and not '%1$s.%2$s'.startswith('PyPDF2.Pdf'):
                wrong.append('%1$s.%2$s is there')
        except ImportError:
            pass
        """
                .formatted(full.substring(0, dot), full.substring(dot + 1));
    }

    @Test
    void javascript_has_not_what_is_said_to_be_absent() throws IOException {
        StringBuilder code = new StringBuilder("const wrong = [];\n");
        for (Catalogue.Entry entry : Catalogue.of(false).entries()) {
            for (String name : entry.names()) {
                String top = name.split("\\.", 2)[0];
                switch (entry.kind()) {
                    case "global", "foreign-name" ->
                            code.append(
                                    "if (typeof %1$s !== 'undefined') wrong.push('%1$s');%n"
                                            .formatted(top)
                                            .replace("%n", "\n"));
                    case "foreign-method" ->
                            code.append(
                                    "if (typeof %1$s.prototype['%2$s'] === 'function') wrong.push('%1$s.%2$s');\n"
                                            .formatted(top, name.substring(top.length() + 1)));
                    default -> {
                        /* modules: there are none but those of the workspace */
                    }
                }
            }
        }
        code.append("console.log(JSON.stringify(wrong));\n");

        SandboxResult result = run(RuntimeType.JAVASCRIPT, code.toString());

        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).isEqualTo("[]\n");
    }

    @Test
    void the_list_of_modules_is_that_of_the_guest() throws IOException {
        Path list =
                Path.of(
                        "src",
                        "main",
                        "resources",
                        "dev",
                        "wasmsandbox",
                        "core",
                        "guidance",
                        "python-modules.txt");
        String program =
                Files.readString(Path.of("src", "test", "resources", "guidance", "modules.py"));

        String found = run(RuntimeType.PYTHON, program).stdout();

        // After a change on purpose, take the new list: -Dguidance.modules=write
        if (System.getProperty("guidance.modules", "").equals("write")) {
            Files.writeString(list, found);
        }
        assertThat(Files.readString(list)).isEqualTo(found);
    }
}
