package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What imports cost, however they are written, and what they read. Fuel is counted exactly, so that a bound can be tested. */
class PackageImportsIT {
    /** What an import may cost in a fresh interpreter. */
    private static final long MOST_FUEL = 20_000_000;

    /** What the guide names, and what comes with it. */
    private static final List<String> MODULES =
            List.of(
                    "json, csv, re, os",
                    "tabulate",
                    "markdown",
                    "dateutil.parser",
                    "dateutil.relativedelta, dateutil.rrule, dateutil.tz",
                    "jinja2, markupsafe",
                    "openpyxl",
                    "openpyxl.styles, openpyxl.chart, openpyxl.utils",
                    "PyPDF2",
                    "xlsxwriter",
                    "mammoth",
                    "odf.opendocument, odf.text, odf.table, odf.style, odf.draw",
                    "attr, attrs",
                    "certifi",
                    "charset_normalizer",
                    "idna",
                    "urllib3",
                    "six",
                    "tomli",
                    "yaml",
                    "defusedxml.ElementTree",
                    "et_xmlfile",
                    "cobble",
                    "sandbox_utils");

    private static Sandbox usual;
    private static Sandbox narrow;

    @BeforeAll
    static void open() {
        usual = open(_ -> {});
        narrow = open(builder -> builder.policy(memory(32 << 20)));
    }

    @AfterAll
    static void close() {
        usual.close();
        narrow.close();
    }

    private static Sandbox open(Consumer<SandboxBuilder> more) {
        SandboxBuilder builder =
                Sandbox.builder().runtime(RuntimeType.PYTHON).storage(new MemoryStorageAdapter());
        more.accept(builder);
        return builder.build();
    }

    private static ExecutionPolicy memory(long bytes) {
        return ExecutionPolicy.builder().memoryBytes(bytes).build();
    }

    private static long fuel(Sandbox sandbox, String code) {
        SandboxResult result = run(sandbox, code);
        return result.fuelConsumed().getAsLong();
    }

    private static SandboxResult run(Sandbox sandbox, String code) {
        return quiet(sandbox.execute(code));
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void an_import_costs_next_to_nothing(String modules) {
        assertThat(fuel(usual, "import " + modules)).isLessThan(MOST_FUEL);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void an_import_costs_next_to_nothing_in_32_mebibytes(String modules) {
        SandboxResult result = run(narrow, "import " + modules);

        assertThat(result.fuelConsumed().getAsLong()).isLessThan(MOST_FUEL);
        assertThat(result.memoryUsedBytes()).isLessThanOrEqualTo(28 << 20);
    }

    @Test
    void an_import_costs_next_to_nothing_in_an_interpreter_that_lives_on() {
        try (Sandbox live = open(builder -> builder.autoPersistGlobals(true))) {
            assertThat(fuel(live, "first = 1")).isLessThan(MOST_FUEL);
            for (String modules : MODULES) {
                assertThat(fuel(live, "import " + modules)).as(modules).isLessThan(MOST_FUEL);
            }
        }
    }

    @Test
    void an_interpreter_that_lives_on_in_little_memory_has_what_its_first_program_imports() {
        try (Sandbox live =
                open(builder -> builder.autoPersistGlobals(true).policy(memory(32 << 20)))) {
            assertThat(fuel(live, "import openpyxl; book = openpyxl.Workbook()"))
                    .isLessThan(MOST_FUEL);
            assertThat(fuel(live, "import xlsxwriter; book.active.append([1])"))
                    .isLessThan(MOST_FUEL);
        }
    }

    @Test
    void what_an_interpreter_has_imported_lives_on_elsewhere() {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        Checkpoint checkpoint;
        try (Sandbox live =
                open(builder ->
                        builder.autoPersistGlobals(true).storage(storage).sessionId("lives-on"))) {
            fuel(live, "import openpyxl; book = openpyxl.Workbook(); book.active['A1'] = 5");
            checkpoint = Checkpoint.of(live.checkpoint().toBytes());
            try (Sandbox copy = live.fork()) {
                assertThat(run(copy, "print(book.active['A1'].value)").stdout()).isEqualTo("5\n");
            }
        }
        String look = "import mammoth; print(book.active['A1'].value)";
        try (Sandbox again =
                open(builder ->
                        builder.autoPersistGlobals(true).storage(storage).sessionId("lives-on"))) {
            SandboxResult result = run(again, look);
            assertThat(result.stdout()).isEqualTo("5\n");
            assertThat(result.fuelConsumed().getAsLong()).isLessThan(MOST_FUEL);
        }
        try (Sandbox restored = open(builder -> builder.restore(checkpoint))) {
            assertThat(run(restored, look).stdout()).isEqualTo("5\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import openpyxl",
                "import json, openpyxl as excel, jinja2",
                "from openpyxl import Workbook, load_workbook",
                "from openpyxl.styles import (\n    Font,\n    Alignment,\n)",
                "from openpyxl \\\n    import Workbook",
                "import json, \\\n    openpyxl",
                "import json; import openpyxl",
                "def work():\n    import openpyxl\n    return openpyxl\nwork()",
                "try:\n    import openpyxl\nexcept ImportError:\n    raise",
                "import importlib\nimportlib.import_module('openpyxl')",
                "from importlib import import_module as load\nload('openpyxl.styles')",
                "import importlib\nname = \"openpyxl\"\nimportlib.import_module(name)",
                "for name in ('json', 'openpyxl'):\n    __import__(name)",
                "__import__('openpyxl')",
                "exec('import openpyxl')",
                "import sys\nsys.path.insert(0, '/data/site-packages')\nimport openpyxl",
                "\ufeffimport openpyxl",
                "import\topenpyxl",
            })
    void every_form_of_import_is_seen(String code) {
        assertThat(fuel(usual, code + "\nimport sys; assert 'openpyxl' in sys.modules"))
                .isLessThan(MOST_FUEL);
    }

    @Test
    void modules_of_the_workspace_import_at_the_same_cost() {
        String helper = "open('helper.py', 'w').write('import openpyxl, PyPDF2')";
        String parts =
                "import os; os.mkdir('parts'); open('parts/__init__.py', 'w').write('from .one import x');"
                        + " open('parts/one.py', 'w').write('import jinja2\\nx = 1')";
        try (Sandbox sandbox = open(builder -> builder.sessionId("modules"))) {
            run(sandbox, helper + "; " + parts);

            assertThat(fuel(sandbox, "import helper; print(helper.openpyxl)"))
                    .isLessThan(MOST_FUEL);
            assertThat(fuel(sandbox, "from parts import x")).isLessThan(MOST_FUEL);
        }
    }

    @Test
    void an_import_that_nothing_foretells_works_from_files() {
        String hidden = "__import__('importlib').import_module('open' + 'pyxl').Workbook()";

        assertThat(fuel(usual, hidden)).isGreaterThan(MOST_FUEL);
        assertThat(fuel(narrow, hidden)).isGreaterThan(MOST_FUEL);
    }

    /** From the image that has none of the packages, so that all has to come from files. */
    @Test
    void no_import_compiles_source_or_reads_more_than_the_modules_it_needs() {
        try (Sandbox sandbox =
                open(builder ->
                        builder.policy(
                                ExecutionPolicy.builder().fuelBudget(50_000_000_000L).build()))) {
            assertThat(run(sandbox, AUDIT).stdout().lines())
                    .containsExactly(
                            "[]",
                            "['OpenSSL', '_ctypes', '_ssl', '_yaml', 'h2', 'js', 'lxml', 'numpy', 'socks', 'yaml._yaml']",
                            "from bytecode, but not once: []",
                            "nothing else: ['METADATA']",
                            "no source");
        }
    }

    private static final String AUDIT =
            """
            import sys, warnings
            opened, compiled, before = [], set(), set(sys.modules)

            def hook(event, arguments):
                if event == "open":
                    opened.append(arguments[0])
                elif event == "compile":
                    compiled.add(arguments[1])

            sys.addaudithook(hook)
            warnings.simplefilter("ignore")
            finder = __import__("import" + "lib")
            walker = finder.import_module("pkg" + "util")
            absent, broken = set(), []

            def walk(path, prefix):
                for found in walker.iter_modules(path, prefix):
                    if found.name.endswith("__main__"):
                        continue
                    try:
                        module = finder.import_module(found.name)
                    except ModuleNotFoundError as error:
                        absent.add(error.name or str(error).split("'")[1])
                    except Exception as error:
                        broken.append((found.name, error))
                    else:
                        if found.ispkg:
                            walk(module.__path__, found.name + ".")

            assert "open" "pyxl" not in before
            walk(["/data/site-packages"], "")
            print(broken)
            print(sorted(absent))
            new = [module for name, module in sys.modules.items() if name not in before]
            cached = [module.__cached__ for module in new if getattr(module, "__cached__", None)]
            assert len(cached) > 500
            print("from bytecode, but not once:", [path for path in cached if opened.count(path) != cached.count(path)])
            print("nothing else:", [path.rpartition("/")[2] for path in opened if not path.endswith(".pyc")])
            # What dataclasses and the like make as text while they are imported has no file.
            print("no source" if not [path for path in compiled if path.startswith("/")] else compiled)
            """;
}
