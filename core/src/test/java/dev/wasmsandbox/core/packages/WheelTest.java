package dev.wasmsandbox.core.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelTest {
    private static final String PYTHON = "3.13.5";

    @TempDir private Path folder;

    @Test
    void is_laid_out_as_an_installer_would() {
        Path wheel =
                TestWheel.of("pear")
                        .file("pear/__init__.py", "")
                        .file("pear-1.0.data/purelib/seed.py", "X = 1\n")
                        .file("pear-1.0.data/scripts/pear", "#!python\n")
                        .file("pear-1.0.data/data/share/pear.conf", "")
                        .metadata("Requires-Dist: apple>=2\nRequires-Dist: plum; extra == 'all'\n")
                        .in(folder);

        PackageFiles files = Wheel.read(wheel, PYTHON);

        assertThat(files.content().keySet())
                .containsExactly(
                        "pear-1.0.dist-info/METADATA",
                        "pear-1.0.dist-info/RECORD",
                        "pear-1.0.dist-info/WHEEL",
                        "pear/__init__.py",
                        "seed.py");
        assertThat(files.about().name()).isEqualTo("pear");
        assertThat(files.about().version()).isEqualTo("1.0");
        assertThat(files.about().requirements())
                .containsExactly("apple>=2", "plum; extra == 'all'");
        assertThat(files.about().unconditionalRequirements()).containsExactly("apple");
    }

    @Test
    void a_file_that_is_not_the_listed_one_is_refused() {
        Path wheel =
                TestWheel.of("pear")
                        .file("pear.py", "X = 1\n")
                        .in(folder, Map.of("pear.py", "X = 2\n"));

        assertRefused(
                wheel, "its file pear.py is not the one that its pear-1.0.dist-info/RECORD lists");
    }

    @Test
    void a_file_that_is_not_listed_is_refused() {
        Path wheel = TestWheel.of("pear").in(folder, Map.of("evil.py", ""));

        assertRefused(wheel, "its file evil.py does not stand in its pear-1.0.dist-info/RECORD");
    }

    @Test
    void a_listed_file_that_is_missing_is_refused() {
        Path wheel = TestWheel.of("pear").record("gone.py,sha256=x,1\n").in(folder);

        assertRefused(wheel, "its file gone.py is missing");
    }

    @Test
    void a_listed_file_without_a_hash_is_refused() {
        Path wheel = TestWheel.of("pear").record("odd.py\n").in(folder, Map.of("odd.py", ""));

        assertRefused(wheel, "its file odd.py is not the one that its");
    }

    @Test
    void names_with_commas_and_quotes_are_read_from_the_list() {
        assertThat(WheelRecord.fields("\"a,b \"\"c\"\".txt\",sha256=x,3"))
                .containsExactly("a,b \"c\".txt", "sha256=x", "3");
    }

    @ParameterizedTest
    @CsvSource({
        "cp313-cp313-manylinux_2_17_x86_64, it is made for manylinux_2_17_x86_64",
        "cp313-abi3-any, it is made for any",
    })
    void a_wheel_for_a_machine_is_refused(String tag, String reason) {
        assertRefused(TestWheel.of("pear").tag(tag).in(folder), reason);
    }

    @Test
    void a_wheel_that_says_it_is_not_pure_is_refused() {
        assertRefused(TestWheel.of("pear").pure("false").in(folder), "it says that it is not pure");
    }

    @ParameterizedTest
    @CsvSource({"pear/_fast.so", "pear/_fast.cp313-win_amd64.PYD", "pear/x.dll", "pear/x.dylib"})
    void machine_code_in_a_wheel_is_refused(String path) {
        assertRefused(TestWheel.of("pear").file(path, "").in(folder), path + " is machine code");
    }

    @Test
    void a_wheel_for_another_python_is_refused() {
        Path wheel = TestWheel.of("pear").metadata("Requires-Python: >=3.14\n").in(folder);

        assertRefused(wheel, "it wants Python >=3.14, and here is 3.13.5");
    }

    @Test
    void a_wheel_that_has_a_file_twice_is_refused() {
        Path wheel =
                TestWheel.of("pear")
                        .file("pear.py", "")
                        .file("pear-1.0.data/purelib/pear.py", "")
                        .in(folder);

        assertRefused(wheel, "it has the file pear.py twice");
    }

    @ParameterizedTest
    @CsvSource({"../up.py", "/etc/absolute.py", "pear/../../up.py"})
    void names_that_leave_the_place_are_refused(String path) {
        assertRefused(
                TestWheel.of("pear").file(path, "").in(folder),
                "it has an entry that cannot be unpacked");
    }

    @Test
    void what_is_no_archive_is_refused() throws IOException {
        Path wheel = folder.resolve("pear-1.0-py3-none-any.whl");
        Files.writeString(wheel, "not a zip file");

        assertRefused(wheel, "it cannot be read as a zip file");
    }

    @Test
    void what_has_no_name_of_a_wheel_is_refused() throws IOException {
        Path wheel = Files.writeString(folder.resolve("pear.zip"), "");

        assertRefused(wheel, "a wheel is named NAME-VERSION-py3-none-any.whl");
    }

    @Test
    void a_wheel_of_more_bytes_than_allowed_is_refused() {
        Path wheel =
                TestWheel.of("pear")
                        .file("a.txt", "a".repeat((int) (SourceTree.MAX_BYTES / 2)))
                        .file("b.txt", "b".repeat((int) (SourceTree.MAX_BYTES / 2)))
                        .in(folder);

        assertRefused(wheel, "or 64 MiB; mount it with");
    }

    private void assertRefused(Path wheel, String reason) {
        assertThatThrownBy(() -> Wheel.read(wheel, PYTHON))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("cannot add the package '")
                .hasMessageContaining(reason);
    }
}
