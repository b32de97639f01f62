package dev.wasmsandbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the pinned version of Wasmtime with the committed list of advisories. */
class AdvisoriesTest {
    private static final Path ROOT = Repository.ofThisTest().root();
    private static final Path LIST = ROOT.resolve("wasmtime-natives/build/advisories.toml");

    @TempDir private Path directory;

    private static String pinned() throws IOException {
        return Files.readAllLines(ROOT.resolve("wasmtime-natives/build/wheels.txt")).stream()
                .filter(line -> line.startsWith("# version "))
                .map(line -> line.substring("# version ".length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> touching(String version) throws IOException {
        return Advisories.read(LIST).touching(version).stream()
                .map(Advisories.Advisory::id)
                .toList();
    }

    @Test
    void the_pinned_wasmtime_has_no_advisory_that_touches_what_is_linked() throws IOException {
        Advisories list = Advisories.read(LIST);
        String version = pinned();
        List<String> affected = touching(version);
        long touches = list.all().stream().filter(Advisories.Advisory::touches).count();
        Path figures = Path.of("security/advisories.properties");
        // Tests of this module run in its target directory.
        Files.createDirectories(figures.toAbsolutePath().getParent());
        Files.write(
                figures,
                List.of(
                        "result=" + (affected.isEmpty() ? "passed" : "failed"),
                        "wasmtime=" + version,
                        "listed=" + list.all().size(),
                        "touching=" + touches,
                        "affecting=" + affected.size(),
                        "compared=" + list.compared()));

        assertThat(affected)
                .as(
                        "advisories that affect Wasmtime "
                                + version
                                + ": raise the version in wheels.txt")
                .isEmpty();
        assertThat(touches).isPositive();
    }

    /** Made-up pins, so that nobody need wonder whether the test above can fail. */
    @Test
    void a_version_inside_of_a_range_is_noticed() throws IOException {
        assertThat(touching("43.0.0")).contains("RUSTSEC-2026-0096", "RUSTSEC-2026-0114");
        assertThat(touching("43.0.1"))
                .doesNotContain("RUSTSEC-2026-0096")
                .contains("RUSTSEC-2026-0114");
        assertThat(touching("42.0.2")).doesNotContain("RUSTSEC-2026-0096");
        assertThat(touching("49.0.0")).contains("RUSTSEC-2026-0315", "RUSTSEC-2026-0326");
        assertThat(touching("49.0.1")).doesNotContain("RUSTSEC-2026-0315");
        // Component model and WASI of these versions are affected too, but not linked.
        assertThat(touching("49.0.1")).doesNotContain("RUSTSEC-2026-0327", "RUSTSEC-2026-0321");
        assertThat(touching("49.0.2")).isEmpty();
    }

    @Test
    void the_list_is_complete_in_itself() throws IOException {
        Advisories list = Advisories.read(LIST);

        assertThat(list.all()).hasSizeGreaterThan(50);
        assertThat(list.all()).extracting(Advisories.Advisory::id).doesNotHaveDuplicates();
        assertThat(list.all()).allSatisfy(advisory -> assertThat(advisory.good()).isNotEmpty());
        assertThat(list.compared())
                .isEqualTo(
                        list.all().stream()
                                .map(Advisories.Advisory::date)
                                .max(String::compareTo)
                                .orElseThrow());
    }

    @Test
    void ranges_hold_what_they_say() {
        int[] version = Advisories.version("24.0.7");

        assertThat(Advisories.holds(">= 24.0.7, < 25.0.0", version)).isTrue();
        assertThat(Advisories.holds("> 24.0.7", version)).isFalse();
        assertThat(Advisories.holds("<= 24.0.6", version)).isFalse();
        assertThat(Advisories.holds("= 24.0.7", version)).isTrue();
        assertThatThrownBy(() -> Advisories.holds("24.0.7", version))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_pin_and_the_version_of_the_build_are_the_same() throws IOException {
        assertThat(Files.readString(ROOT.resolve("pom.xml")))
                .contains("<wasmtime.version>" + pinned() + "</wasmtime.version>");
    }

    @Test
    void the_comparison_names_what_the_database_has_and_the_list_has_not() throws Exception {
        Path crate = Files.createDirectories(directory.resolve("crates/wasmtime"));
        Files.writeString(crate.resolve("RUSTSEC-2099-0001.md"), advisory(">= 99.0.1"));
        Files.writeString(crate.resolve("RUSTSEC-2026-0096.md"), advisory(">= 1.0.0"));
        Files.createDirectories(directory.resolve("crates/other"));
        Files.writeString(directory.resolve("crates/other/RUSTSEC-2099-0002.md"), advisory("x"));

        Process comparison =
                new ProcessBuilder(
                                "python3",
                                ROOT.resolve("wasmtime-natives/build/compare-advisories.py")
                                        .toString(),
                                directory.toString())
                        .redirectErrorStream(true)
                        .start();
        String output =
                new String(comparison.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(comparison.waitFor()).as(output).isEqualTo(1);
        assertThat(output)
                .contains(
                        "missing: RUSTSEC-2099-0001",
                        "changed: RUSTSEC-2026-0096",
                        "2 advisories compared")
                .doesNotContain("RUSTSEC-2099-0002");
    }

    private static String advisory(String patched) {
        return """
        ```toml
        [advisory]
        id = "x"
        [versions]
        patched = ["%s"]
        ```

        # A title
        """
                .formatted(patched);
    }
}
