package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The package {@code sandbox_utils}, whose functions are tested where they run: by Python programs in the guest. */
class SandboxUtilsIT {
    private static final Path PROGRAMS =
            Path.of("../guest-python/src/test/resources/sandbox_utils");

    private static final List<String> FUNCTIONS =
            List.of(
                    "find",
                    "tree",
                    "walk",
                    "copy_tree",
                    "remove_tree",
                    "grep",
                    "sed",
                    "head",
                    "tail",
                    "wc",
                    "diff",
                    "group_by",
                    "filter_by",
                    "map_items",
                    "sort_by",
                    "unique",
                    "chunk",
                    "csv_to_json",
                    "json_to_csv",
                    "yaml_to_json",
                    "json_to_yaml",
                    "xml_to_dict",
                    "dict_to_xml",
                    "ls",
                    "cat",
                    "touch",
                    "mkdir",
                    "rm",
                    "cp",
                    "mv",
                    "echo");

    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = open(ExecutionPolicy.builder());
    }

    private static Sandbox open(ExecutionPolicy.Builder policy) {
        return Sandbox.builder()
                .runtime(RuntimeType.PYTHON)
                .storage(new MemoryStorageAdapter())
                .policy(policy.fuelBudget(50_000_000_000L).build())
                .build();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static SandboxResult run(Sandbox sandbox, String code) {
        return quiet(sandbox.execute(code));
    }

    private static String program(String name) throws IOException {
        return Files.readString(PROGRAMS.resolve("harness.py"))
                + Files.readString(PROGRAMS.resolve(name));
    }

    @TestFactory
    Stream<DynamicContainer> functions_do_what_they_should_at_every_edge() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("test_"))
                            .sorted()
                            .toList();
            assertThat(names).hasSizeGreaterThan(4);
            return names.stream().map(SandboxUtilsIT::tests);
        }
    }

    private static DynamicContainer tests(String name) {
        try {
            String output = run(sandbox, program(name)).stdout();
            List<String[]> results = output.lines().map(line -> line.split("\t", 2)).toList();
            assertThat(results).hasSizeGreaterThan(5);
            return DynamicContainer.dynamicContainer(
                    name,
                    results.stream()
                            .map(result ->
                                    DynamicTest.dynamicTest(
                                            result[0],
                                            () ->
                                                    assertThat(result[1].translateEscapes())
                                                            .isEmpty())));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }

    @Test
    void every_function_explains_itself_by_an_example_that_is_true() throws IOException {
        assertThat(run(sandbox, program("documentation.py")).stdout())
                .matches("31 functions, \\d\\d+ examples\n");
    }

    @Test
    void every_promised_function_is_there() {
        assertThat(
                        run(sandbox, "import sandbox_utils; print(*sandbox_utils.__all__)")
                                .stdout()
                                .strip()
                                .split(" "))
                .containsExactlyInAnyOrderElementsOf(FUNCTIONS);
        assertThat(run(sandbox, "from sandbox_utils import grep; help(grep)").stdout())
                .contains("ignore_case: bool = False", "context: so many lines", ">>> grep(");
    }

    @Test
    void its_import_costs_nothing_and_its_text_can_be_read() {
        SandboxResult nothing = run(sandbox, "pass");
        SandboxResult imported = run(sandbox, "from sandbox_utils import find, yaml_to_json");

        assertThat(imported.fuelConsumed().getAsLong() - nothing.fuelConsumed().getAsLong())
                .isLessThan(1_000_000);
        assertThat(
                        run(
                                        sandbox,
                                        """
                                        import inspect, importlib.metadata, sandbox_utils
                                        place = "/data/site-packages/sandbox_utils/text.py"
                                        print(inspect.getsource(sandbox_utils.grep) in open(place).read())
                                        print(importlib.metadata.version("sandbox_utils") == sandbox_utils.__version__)
                                        """)
                                .stdout())
                .isEqualTo("True\nTrue\n");
    }

    @Test
    void a_full_disk_is_told_and_nothing_is_half_written() {
        try (Sandbox narrow = open(ExecutionPolicy.builder().diskQuotaBytes(100_000))) {
            SandboxResult result =
                    run(
                            narrow,
                            """
                            import errno, os
                            from sandbox_utils import *
                            echo("a,b\\n" + "1,2\\n" * 12_000, "rows.csv")
                            echo("old", "rows.json")
                            os.mkdir("d")
                            echo("x" * 30_000, "d/x")
                            calls = [
                                lambda: csv_to_json("rows.csv", "rows.json"),
                                lambda: sed("1", "one", "rows.csv", in_place=True),
                                lambda: copy_tree("d", "e"),
                                lambda: cp("rows.csv", "copy.csv"),
                                lambda: echo("y" * 90_000, "new.txt"),
                                lambda: echo("y" * 90_000, "d/x", append=True),
                            ]
                            for call in calls:
                                try:
                                    call()
                                except OSError as error:
                                    print(error.errno == errno.ENOSPC, error.strerror)
                            print(find(exclude="user_code.py"), cat("rows.json").strip(), wc("rows.csv")["lines"], wc("d/x")["bytes"])
                            """);

            String told =
                    "the disk quota of the sandbox is used up; rm() makes room, or the caller allows more";
            assertThat(result.stdout().lines())
                    .containsExactly(
                            "True csv_to_json: " + told,
                            "True sed: " + told,
                            "True copy_tree: " + told,
                            "True cp: " + told,
                            "True echo: " + told,
                            "True echo: " + told,
                            "['d/x', 'rows.csv', 'rows.json'] old 12002 30001");
        }
    }

    @Test
    void too_many_files_are_told_like_a_full_disk() {
        try (Sandbox narrow = open(ExecutionPolicy.builder().maxFiles(5))) {
            SandboxResult result =
                    run(
                            narrow,
                            """
                            from sandbox_utils import *
                            try:
                                for number in range(9):
                                    touch(f"{number}.txt")
                            except OSError as error:
                                print(error.strerror[:30], len(find("*.txt")) <= 5)
                            """);

            assertThat(result.stdout()).isEqualTo("touch: the disk quota of the s True\n");
        }
    }

    @Test
    void the_workspace_is_where_the_policy_puts_it() {
        try (Sandbox elsewhere = open(ExecutionPolicy.builder().guestMountPath("/space/here"))) {
            SandboxResult result =
                    run(
                            elsewhere,
                            """
                            import os
                            from sandbox_utils import *
                            os.mkdir("inner")
                            os.chdir("inner")
                            echo("x", "/space/here/inner/a.txt")
                            for path in ("/app/b.txt", "/space/b.txt", "../../b.txt"):
                                try:
                                    echo("x", path)
                                except PermissionError as error:
                                    print(error.strerror)
                            """);

            assertThat(result.stdout().lines())
                    .hasSize(3)
                    .containsOnly(
                            "echo: only /space/here can be written to; use a path in it, such as /space/here/b.txt");
            assertThat(result.filesCreated()).containsExactly("inner/a.txt");
        }
    }

    @Test
    void interpreters_that_live_on_have_it_too() {
        try (Sandbox live =
                Sandbox.builder()
                        .runtime(RuntimeType.PYTHON)
                        .storage(new MemoryStorageAdapter())
                        .autoPersistGlobals(true)
                        .build()) {
            run(live, "from sandbox_utils import *; echo('a: 1', 'a.yaml')");

            assertThat(
                            run(live, "print(yaml_to_json('a.yaml', indent=None), find('*.yaml'))")
                                    .stdout())
                    .isEqualTo("{\"a\": 1} ['a.yaml']\n");
        }
    }
}
