package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.core.packages.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that the host adds: wheels and directories. */
class AddedPackagesIT {
    @TempDir private Path folder;

    @Test
    void a_wheel_can_be_imported_with_its_resources_and_metadata() {
        Packages packages = Packages.of(pear());

        SandboxResult result =
                run(
                        packages,
                        """
                        import importlib.metadata, importlib.resources, pear, pear.part
                        print(pear.NAME, pear.part.weigh(2), pear.__file__)
                        print(importlib.resources.files("pear").joinpath("note.txt").read_text())
                        print(importlib.metadata.version("pear"))
                        """);

        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout())
                .isEqualTo(
                        """
                        pear 300 /data/packages/pear-1.0/pear/__init__.py
                        a note
                        1.0
                        """);
        assertThat(packages.list())
                .singleElement()
                .satisfies(added -> {
                    assertThat(added.name()).isEqualTo("pear");
                    assertThat(added.version()).isEqualTo("1.0");
                    assertThat(added.guestPath()).isEqualTo("/data/packages/pear-1.0");
                    assertThat(added.files()).isEqualTo(6);
                });
    }

    @Test
    void no_import_compiles_and_errors_name_the_line() {
        SandboxResult result =
                run(
                        Packages.of(pear()),
                        """
                        import builtins
                        def compile(*arguments, **options): raise AssertionError("compiled")
                        builtins.compile = compile
                        import pear.part
                        print(pear.part.__cached__, pear.part.__spec__.loader.__class__.__name__)
                        pear.part.weigh("much")
                        """);

        assertThat(result.stdout())
                .isEqualTo(
                        "/data/packages/pear-1.0/pear/__pycache__/part.cpython-313.pyc SourceFileLoader\n");
        assertThat(result.stderr())
                .contains("File \"/data/packages/pear-1.0/pear/part.py\", line 2, in weigh")
                .contains("return 150 + number * 75");
    }

    @Test
    void a_directory_can_be_added_and_is_left_as_it_is() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.createDirectories(mine.resolve("plum"));
        Files.writeString(mine.resolve("plum/__init__.py"), "from fig import FIG\n");
        Files.writeString(mine.resolve("fig.py"), "FIG = 'fig'\n");
        Files.writeString(mine.resolve("old.py"), "print 'of another Python'\n");

        SandboxResult result =
                run(Packages.of(mine, pear()), "import plum, pear; print(plum.FIG, pear.NAME)");

        assertThat(result.stdout()).isEqualTo("fig pear\n");
        try (var left = Files.walk(mine)) {
            assertThat(left).hasSize(5);
        }
    }

    @Test
    void packages_stand_behind_the_program_and_before_the_library() {
        SandboxResult result = run(Packages.of(pear()), "import sys; print(sys.path[:4])");

        assertThat(result.stdout())
                .startsWith("['/data/site-packages', '/app', '/data/packages/pear-1.0', '/usr/lib");
    }

    @Test
    void an_interpreter_that_lives_on_has_them_with_each_policy_that_says_so() {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        String id;
        try (Sandbox without = live(storage, Packages.none(), null)) {
            id = without.sessionId();
            without.execute("x = 7");
        }
        try (Sandbox with = live(storage, Packages.of(pear()), id)) {
            assertThat(with.execute("import pear; print(pear.NAME, x)").stdout())
                    .isEqualTo("pear 7\n");
        }
        try (Sandbox without = live(storage, Packages.none(), id)) {
            assertThat(
                            without.execute(
                                            "import sys; print(pear.NAME, [p for p in sys.path if '/data/packages' in p])")
                                    .stdout())
                    .isEqualTo("pear []\n");
        }
    }

    @Test
    void a_worker_process_has_them_too() {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .storage(new MemoryStorageAdapter())
                        .isolation(Isolation.PROCESS)
                        .policy(policy(Packages.of(pear())))
                        .build()) {
            assertThat(sandbox.execute("import pear; print(pear.NAME)").stdout())
                    .isEqualTo("pear\n");
        }
    }

    @Test
    void a_module_cannot_take_a_name_that_is_there() {
        assertThatThrownBy(() -> Packages.of(TestWheel.of("shadow").file("json.py", "").in(folder)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Python has a module json here already");
        assertThatThrownBy(() -> Packages.of(TestWheel.of("again").file("six.py", "").in(folder)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Python has a module six here already");
    }

    @Test
    void a_package_given_twice_and_one_that_is_not_there_are_refused() {
        Path pear = pear();
        assertThatThrownBy(() -> Packages.of(pear, pear))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("the package pear 1.0 is given twice");
        assertThatThrownBy(() -> Packages.of(folder.resolve("none.whl")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("there is no such wheel or directory");
    }

    @Test
    void tells_what_is_missing() {
        Path wheel =
                TestWheel.of("basket")
                        .file("basket.py", "")
                        .metadata(
                                """
                                Requires-Dist: Pear
                                Requires-Dist: PyYAML>=6
                                Requires-Dist: straw_hat (>=1)
                                Requires-Dist: wood; extra == 'hard'
                                """)
                        .in(folder);

        assertThat(Packages.of(wheel).missing()).containsExactly("pear", "straw-hat");
        assertThat(Packages.of(wheel, pear()).missing()).containsExactly("straw-hat");
    }

    @Test
    void the_search_path_of_the_environment_is_kept() {
        ExecutionPolicy policy =
                ExecutionPolicy.builder()
                        .environment("PYTHONPATH", "/app/lib")
                        .packages(Packages.of(pear()))
                        .build();

        assertThat(policy.environment())
                .containsEntry("PYTHONPATH", "/app/lib:/data/packages/pear-1.0");
        assertThat(policy.toBuilder().build()).isEqualTo(policy);
        try (Sandbox sandbox =
                Sandbox.builder().storage(new MemoryStorageAdapter()).policy(policy).build()) {
            sandbox.execute("import os; os.mkdir('lib'); open('lib/own.py', 'w').write('OWN = 1')");
            assertThat(sandbox.execute("import own, pear; print(own.OWN)").stdout())
                    .isEqualTo("1\n");
        }
    }

    private Path pear() {
        return TestWheel.of("pear")
                .file("pear/__init__.py", "NAME = 'pear'\n")
                .file("pear/part.py", "def weigh(number):\n    return 150 + number * 75\n")
                .file("pear/note.txt", "a note")
                .in(folder);
    }

    private static ExecutionPolicy policy(Packages packages) {
        return ExecutionPolicy.builder().packages(packages).build();
    }

    private static SandboxResult run(Packages packages, String code) {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .storage(new MemoryStorageAdapter())
                        .policy(policy(packages))
                        .build()) {
            return sandbox.execute(code);
        }
    }

    private static Sandbox live(
            MemoryStorageAdapter storage, Packages packages, @Nullable String session) {
        SandboxBuilder builder =
                Sandbox.builder()
                        .storage(storage)
                        .policy(policy(packages))
                        .autoPersistGlobals(true);
        return (session == null ? builder : builder.sessionId(session)).build();
    }
}
