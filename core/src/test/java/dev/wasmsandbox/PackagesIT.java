package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages beside Python's own library: importable at once, real, and whole. */
class PackagesIT {
    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.PYTHON)
                        .storage(new MemoryStorageAdapter())
                        .build();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static SandboxResult run(String code) {
        return quiet(sandbox.execute(code));
    }

    static Stream<Arguments> uses() {
        return Stream.of(
                Arguments.of(
                        """
                        import openpyxl
                        book = openpyxl.Workbook()
                        book.active.append(["a", 1.5])
                        book.save("/app/book.xlsx")
                        sheet = openpyxl.load_workbook("/app/book.xlsx").active
                        print([cell.value for cell in sheet[1]])
                        """,
                        "['a', 1.5]\n"),
                Arguments.of(
                        """
                        import xlsxwriter, zipfile
                        with xlsxwriter.Workbook("/app/written.xlsx") as book:
                            book.add_worksheet("Sums").write_formula("A1", "=1+1")
                        print(zipfile.is_zipfile("/app/written.xlsx"))
                        """,
                        "True\n"),
                Arguments.of(
                        """
                        import PyPDF2
                        writer = PyPDF2.PdfWriter()
                        writer.add_blank_page(width=100, height=50)
                        with open("/app/page.pdf", "wb") as file:
                            writer.write(file)
                        print(PyPDF2.PdfReader("/app/page.pdf").pages[0].mediabox.width)
                        """,
                        "100\n"),
                Arguments.of(
                        """
                        import io, mammoth, zipfile
                        xml = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' \\
                            '<w:body><w:p><w:r><w:t>Hello</w:t></w:r></w:p></w:body></w:document>'
                        relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' \\
                            '<Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/' \\
                            'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
                        file = io.BytesIO()
                        with zipfile.ZipFile(file, "w") as document:
                            document.writestr("word/document.xml", xml)
                            document.writestr("_rels/.rels", relations)
                        print(mammoth.convert_to_html(file).value)
                        """,
                        "<p>Hello</p>\n"),
                Arguments.of(
                        """
                        from odf.opendocument import OpenDocumentText, load
                        from odf.text import P
                        document = OpenDocumentText()
                        document.text.addElement(P(text="Hello"))
                        document.save("/app/text.odt")
                        print(load("/app/text.odt").text)
                        """,
                        "Hello\n"),
                Arguments.of(
                        "from tabulate import tabulate\nprint(tabulate([[1, 2]], ['a', 'b']))",
                        "  a    b\n---  ---\n  1    2\n"),
                Arguments.of(
                        "import markdown\nprint(markdown.markdown('# *Hi*'))",
                        "<h1><em>Hi</em></h1>\n"),
                Arguments.of(
                        "from jinja2 import Template\nprint(Template('{{ x|e }}').render(x='<'))",
                        "&lt;\n"),
                Arguments.of(
                        "from dateutil.parser import parse\nprint(parse('3 Feb 2024 10:00').isoformat())",
                        "2024-02-03T10:00:00\n"),
                Arguments.of(
                        "import attrs\n@attrs.define\nclass P:\n    x: int = 1\nprint(P(2))",
                        "P(x=2)\n"),
                Arguments.of(
                        "import charset_normalizer\nprint(charset_normalizer.from_bytes('Größe, Maß und Übung'.encode('utf-8')).best())",
                        "Größe, Maß und Übung\n"),
                Arguments.of(
                        "import idna\nprint(idna.encode('bücher.example'))",
                        "b'xn--bcher-kva.example'\n"),
                Arguments.of(
                        "import urllib3\nprint(urllib3.util.parse_url('http://example.org/c?d').path)",
                        "/c\n"),
                Arguments.of("import six\nprint(six.ensure_text(b'a'))", "a\n"),
                Arguments.of("import tomli\nprint(tomli.loads('a = [1]'))", "{'a': [1]}\n"),
                Arguments.of(
                        "import yaml\nprint(yaml.safe_load('a: [1, b]'))", "{'a': [1, 'b']}\n"));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void packages_do_what_they_are_for(String code, String output) {
        assertThat(run(code).stdout()).isEqualTo(output);
    }

    @Test
    void programs_that_import_no_package_start_without_them() {
        SandboxResult plain = run("import sys\nprint('openpyxl' in sys.modules)");
        SandboxResult hidden =
                run("print(__import__('importlib').import_module('open' + 'pyxl').__name__)");

        assertThat(plain.stdout()).isEqualTo("False\n");
        assertThat(hidden.stdout()).isEqualTo("openpyxl\n");
    }

    @Test
    void random_numbers_and_clocks_differ_in_programs_with_packages_too() {
        String code =
                "import jinja2, random, time, logging; print(random.random(), logging._startTime)";

        assertThat(run(code).stdout()).isNotEqualTo(run(code).stdout());
        assertThat(run("import jinja2, time; print(time.process_time() < 5)").stdout())
                .isEqualTo("True\n");
    }

    @Test
    void what_a_run_does_to_a_package_is_gone_with_it() {
        run("import jinja2; jinja2.Template = None; jinja2.spoiled = True");

        assertThat(
                        run("import jinja2; print(hasattr(jinja2, 'spoiled'), jinja2.Template is None)")
                                .stdout())
                .isEqualTo("False False\n");
    }

    @Test
    void the_place_of_packages_cannot_be_written() {
        assertThat(
                        run("""
                        try:
                            open("/data/site-packages/evil.py", "w")
                        except OSError as e:
                            print(e.errno)
                        """)
                                .stdout())
                .isIn("30\n", "69\n");
    }

    @Test
    void programs_find_the_same_path_whichever_image_they_begin_from() {
        String path = run("import sys; print(sys.path)").stdout();

        assertThat(run("import openpyxl, mammoth, sys; print(sys.path)").stdout()).isEqualTo(path);
        assertThat(
                        run("import odf.opendocument; print(odf.opendocument.OpenDocumentText)")
                                .stdout())
                .startsWith("<function OpenDocumentText");
    }

    @Test
    void a_directory_of_packages_can_be_mounted_beside_them(@TempDir Path data) throws IOException {
        Path mine = Files.createDirectories(data.resolve("packages/mine"));
        Files.writeString(mine.resolve("__init__.py"), "from . import part\nVALUE = part.VALUE\n");
        Files.writeString(mine.resolve("part.py"), "import tabulate\nVALUE = 7\n");
        try (Sandbox mounted =
                Sandbox.builder()
                        .runtime(RuntimeType.PYTHON)
                        .storage(new MemoryStorageAdapter())
                        .policy(
                                ExecutionPolicy.builder()
                                        .mount(Mount.directory(data, "/data"))
                                        .build())
                        .build()) {
            SandboxResult result =
                    mounted.execute(
                            """
                            import os, sys
                            sys.path.append("/data/packages")
                            import mine, six
                            print(mine.VALUE, mine.__file__, six.__file__, sorted(os.listdir("/data")))
                            """);

            assertThat(result.stderr()).isEmpty();
            assertThat(result.stdout())
                    .isEqualTo(
                            "7 /data/packages/mine/__init__.py /data/site-packages/six.py ['packages', 'site-packages']\n");
        }
        assertThat(mine).isDirectoryNotContaining("glob:**/__pycache__");
    }
}
