package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.guest.python.PythonGuest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the packages say of themselves in the guest, and what the project says of their licences. */
class PackageMetadataIT {
    private static final String LICENCES = "/META-INF/licenses/guest-python/packages/";

    /** Of packages that name their licence in other words than by its usual identifier, or name several. */
    private static final Map<String, String> BETTER_WORDS =
            Map.of(
                    "cobble", "BSD, as its metadata says; it is published without a text",
                    "defusedxml", "PSF-2.0",
                    "Jinja2", "BSD-3-Clause",
                    "odfpy", "Apache-2.0 (of the three that it may be used under)",
                    "PyPDF2", "BSD-3-Clause",
                    "python-dateutil", "Apache-2.0 or BSD-3-Clause");

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

    private static String output(String code) {
        return quiet(sandbox.execute(code)).stdout();
    }

    /** Names, versions and licences of the packages from elsewhere, as the build wrote them down. */
    private static List<List<String>> index() throws IOException {
        return text("index.tsv").lines().map(line -> Arrays.asList(line.split("\t"))).toList();
    }

    private static String text(String name) throws IOException {
        try (InputStream in = PythonGuest.class.getResourceAsStream(LICENCES + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void every_package_has_its_version_and_its_files() throws IOException {
        Map<String, String> expected = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        index().forEach(row -> expected.put(row.get(0), row.get(1)));
        expected.put("sandbox_utils", "1.0.0");

        String found =
                output(
                        """
                        import importlib.metadata as metadata, os
                        for one in metadata.distributions():
                            files = one.files
                            for file in files:
                                assert os.path.getsize(file.locate()) == (file.size or 0) or file.name == "RECORD", file
                            assert len(files) > 4, one.name
                            print(one.name, metadata.version(one.name), sep="\\t")
                        """);

        Map<String, String> versions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        found.lines().map(line -> line.split("\t")).forEach(row -> versions.put(row[0], row[1]));
        assertThat(versions).isEqualTo(expected).hasSize(22);
        assertThat(PythonGuest.bundle().versions().entrySet())
                .containsAll(
                        expected.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                entry ->
                                                        "package."
                                                                + entry.getKey()
                                                                        .toLowerCase(Locale.ROOT),
                                                Map.Entry::getValue))
                                .entrySet());
    }

    @Test
    void entry_points_lead_to_what_is_there() {
        assertThat(
                        output(
                                """
                                from importlib.metadata import entry_points
                                extensions = entry_points(group="markdown.extensions")
                                print(len(extensions) > 10, extensions["tables"].load().__name__)
                                for point in entry_points():
                                    if point.group != "babel.extractors":
                                        point.load()
                                import markdown
                                print(markdown.markdown("a | b\\n--|--\\n1 | 2", extensions=["tables", "toc"])[:7])
                                """))
                .isEqualTo("True TableExtension\n<table>\n");
    }

    @Test
    void resources_are_there() {
        assertThat(
                        output(
                                """
                                import certifi, importlib.resources, openpyxl
                                print(certifi.where(), certifi.contents().count("BEGIN CERTIFICATE") > 100)
                                print(importlib.resources.files("certifi").joinpath("py.typed").is_file())
                                with importlib.resources.as_file(importlib.resources.files("certifi") / "cacert.pem") as path:
                                    print(path)
                                print(len(importlib.resources.read_binary("tabulate", "__init__.py")) > 1000)
                                print(openpyxl.__file__)
                                """))
                .isEqualTo(
                        """
                        /data/site-packages/certifi/cacert.pem True
                        True
                        /data/site-packages/certifi/cacert.pem
                        True
                        /data/site-packages/openpyxl/__init__.py
                        """);
    }

    @Test
    void the_place_of_packages_comes_first_on_the_path() {
        assertThat(output("import sys; print(sys.path)"))
                .isEqualTo("['/data/site-packages', '/app', '/usr/lib/python3.13']\n");
    }

    @Test
    void every_licence_is_listed_and_packed() throws IOException {
        Map<String, String> listed = listed();
        for (List<String> row : index()) {
            String name = row.get(0);
            assertThat(listed.get(name))
                    .as("THIRD-PARTY.md about " + name)
                    .isEqualTo(BETTER_WORDS.getOrDefault(name, row.get(2)));
            for (String file : row.subList(3, row.size())) {
                assertThat(text(name.toLowerCase(Locale.ROOT) + '/' + file))
                        .as(name + " " + file)
                        .hasSizeGreaterThan(50);
            }
        }
        assertThat(listed).hasSize(index().size());
    }

    /** The rows of THIRD-PARTY.md about packages. */
    private static Map<String, String> listed() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../THIRD-PARTY.md"));
        return lines.stream()
                .skip(lines.indexOf("| Package | Licence |") + 2L)
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(cells -> cells[1].strip(), cells -> cells[2].strip()));
    }
}
