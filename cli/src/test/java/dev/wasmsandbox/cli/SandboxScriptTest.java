package dev.wasmsandbox.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a copy of the script in a project of its own, where Maven and the JDK are small scripts of this test. */
class SandboxScriptTest {
    private static final List<String> TOOLS =
            List.of(
                    "bash",
                    "awk",
                    "cat",
                    "cp",
                    "dirname",
                    "find",
                    "flock",
                    "grep",
                    "head",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "sed",
                    "sleep",
                    "touch",
                    "tr");

    @TempDir private Path directory;
    private Path project;
    private Path bin;
    private Path jdk;

    /** What a run of the script left behind. */
    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void make_a_project() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "the script needs a Unix");
        project = Files.createDirectories(directory.resolve("project"));
        bin = Files.createDirectories(directory.resolve("bin"));
        jdk = Files.createDirectories(directory.resolve("jdk"));
        Path script = project.resolve("sandbox");
        Files.copy(Path.of("..", "sandbox"), script, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.createDirectories(project.resolve("cli/src/main/java"));
        Files.writeString(project.resolve("cli/src/main/java/A.java"), "class A {}");
        for (Path source :
                List.of(
                        script,
                        project.resolve("pom.xml"),
                        project.resolve("cli/src/main/java/A.java"))) {
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(3600)));
        }
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), find(tool));
        }
        write("wasmtime-natives/build/wheels.txt", "# version 50.0.1\n");
        write("guest-python/build/pins.env", "PYTHON_VERSION=3.13.5\n");
        fakeJdk("25.0.1");
        program("python3", "exit 0");
        maven("mkdir -p cli/target/dist/lib; touch cli/target/dist/sandbox.jar");
    }

    /** Writes a source that is older than any build. */
    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this test needs " + tool));
    }

    private void fakeJdk(String version) throws IOException {
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(
                jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(jdk.resolve("bin/javac"), "exit 0");
        executable(
                jdk.resolve("bin/java"),
                """
                for word; do
                    case $word in
                    -XX:AOTCacheOutput=*) : >"${word#*=}" ;;
                    esac
                done
                echo "java $*"
                echo "locale ${LC_ALL:-none}" >&2
                """);
    }

    private void maven(String effect) throws IOException {
        program("mvn", "echo \"mvn $* with $JAVA_HOME\" >>'" + directory + "/mvn.log'\n" + effect);
    }

    private List<String> mavenRuns() throws IOException {
        Path log = directory.resolve("mvn.log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private void program(String name, String body) throws IOException {
        executable(bin.resolve(name), body);
    }

    private static void executable(Path file, String body) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(String... words) throws IOException {
        return startWith(jdk.toString(), words);
    }

    private Process startWith(String javaHome, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(project.resolve("sandbox").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("JAVA_HOME", javaHome);
        return builder.start();
    }

    private static Result finish(Process process) throws Exception {
        process.getOutputStream().close();
        CompletableFuture<String> err =
                CompletableFuture.supplyAsync(
                        () -> process.errorReader().lines().collect(Collectors.joining("\n")));
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, SECONDS)).isTrue();
        return new Result(process.exitValue(), out, err.get());
    }

    private Result run(String... words) throws Exception {
        return finish(start(words));
    }

    /** Runs the script where nobody says which JDK to take, and tells how it was started and what links it followed for that. */
    private String searched(Path java, String... words) throws Exception {
        Files.deleteIfExists(bin.resolve("java"));
        Files.createSymbolicLink(bin.resolve("java"), java);
        Path log = directory.resolve("readlink.log");
        Files.deleteIfExists(log);
        Result result = finish(startWith("", words));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out() + (Files.exists(log) ? Files.readString(log) : "");
    }

    @Test
    void the_jdk_of_the_last_search_is_taken_for_as_long_as_it_is_the_one_on_the_path()
            throws Exception {
        program(
                "readlink",
                "echo followed >>'"
                        + directory
                        + "/readlink.log'; exec '"
                        + find("readlink")
                        + "' \"$@\"");
        Path first = jdk.resolve("bin/java");
        assertThat(searched(first, "version")).contains("followed");

        assertThat(searched(first, "version")).startsWith("java ").doesNotContain("followed");

        jdk = Files.createDirectories(directory.resolve("other"));
        fakeJdk("25.0.2");
        executable(jdk.resolve("bin/java"), "echo \"other $*\"");
        Path second = jdk.resolve("bin/java");
        assertThat(searched(second, "version")).startsWith("other ").contains("followed");
        assertThat(searched(second, "version")).startsWith("other ").doesNotContain("followed");

        Files.delete(directory.resolve("jdk/release"));
        assertThat(searched(second, "version")).startsWith("other ").doesNotContain("followed");
        Files.writeString(
                project.resolve("target/jdk"),
                bin.resolve("java") + "\n" + second + "\n/nowhere\n");
        assertThat(searched(second, "version")).startsWith("other ").contains("followed");
        Files.writeString(project.resolve("target/jdk"), "cut off");
        assertThat(searched(second, "version")).startsWith("other ").contains("followed");
    }

    @Test
    void plain_runs_have_a_startup_cache_of_their_own() throws Exception {
        assertThat(run("run", "-c", "1").out()).contains("-XX:AOTCache=").contains("/startup.aot ");

        assertThat(run("run", "--json", "-c", "1").out()).contains("/full.aot ");
        assertThat(run("run", "--persist", "-c", "1").out()).contains("/full.aot ");
        assertThat(run("repl").out()).contains("/full.aot ");
        assertThat(run("version").out()).contains("/full.aot ");
    }

    @Test
    void builds_once_and_then_starts_the_program_with_the_users_words() throws Exception {
        Result first = run("run", "-c", "print('a b')");
        Result second = run("run", "-c", "print('a b')");

        assertThat(first.exitCode()).isZero();
        assertThat(first.err())
                .contains("first time: compiles CPython, QuickJS and the project", "ready");
        assertThat(second.err()).doesNotContain("first time", "module");
        assertThat(second.out())
                .startsWith("java ")
                .contains("-XX:AOTCache=")
                .endsWith("sandbox.jar run -c print('a b')\n");
        assertThat(mavenRuns()).hasSize(1);
        assertThat(mavenRuns().getFirst())
                .contains("package")
                .contains("-DskipTests")
                .endsWith(jdk.toString());
    }

    @Test
    void code_on_the_command_line_is_not_damaged_where_no_locale_is_set() throws Exception {
        run("version");

        assertThat(run("version").err()).isEqualTo("locale C.UTF-8");
    }

    @Test
    void builds_again_when_a_source_is_newer() throws Exception {
        run("version");
        Files.setLastModifiedTime(
                project.resolve("cli/src/main/java/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        Result result = run("version");

        assertThat(result.err()).contains("sources have changed");
        assertThat(mavenRuns()).hasSize(2);
    }

    @Test
    void two_at_the_same_time_build_once() throws Exception {
        Path pipe = directory.resolve("pipe");
        finish(new ProcessBuilder("mkfifo", pipe.toString()).start());
        maven(
                "cat '"
                        + pipe
                        + "'; mkdir -p cli/target/dist/lib; touch cli/target/dist/sandbox.jar");

        Process one = start("version");
        readErrorsUntil(one, "first time");
        Process two = start("version");
        readErrorsUntil(two, "another build is running");
        Files.writeString(pipe, "go on\n");

        assertThat(finish(one).exitCode()).isZero();
        assertThat(finish(two).exitCode()).isZero();
        assertThat(mavenRuns()).hasSize(1);
    }

    private static void readErrorsUntil(Process process, String words) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = process.getErrorStream().read(); b >= 0; b = process.getErrorStream().read()) {
            line.append((char) b);
            if (line.indexOf(words) >= 0) {
                return;
            }
        }
        throw new AssertionError("the process ended without saying '" + words + "', but: " + line);
    }

    @Test
    void another_jdk_gets_a_startup_cache_of_its_own() throws Exception {
        run("version");
        fakeJdk("25.0.2");

        Result result = run("version");

        assertThat(result.err()).contains("startup cache");
        assertThat(mavenRuns()).hasSize(1);
    }

    @Test
    void the_guests_progress_is_shown_while_it_builds() throws Exception {
        maven(
                """
                mkdir -p cli/target/dist/lib; touch cli/target/dist/sandbox.jar
                echo '[INFO] Building wasm-sandbox-guest-python 0.1.0-SNAPSHOT          [8/11]'
                echo '[INFO] noise'
                echo '[  12 s] CPython: compiling' >&2
                """);

        Result result = run("version");

        assertThat(result.err())
                .contains("module 8 of 11: guest-python", "CPython: compiling")
                .doesNotContain("noise");
        assertThat(Files.readString(project.resolve("target/build.log"))).contains("noise");
    }

    @Test
    void a_build_that_fails_says_why_and_where_the_rest_stands() throws Exception {
        maven("echo '[ERROR] A.java:[3,1] not a statement'; exit 1");

        Result result = run("version");

        assertThat(result.exitCode()).isEqualTo(125);
        assertThat(result.err()).contains("A.java:[3,1] not a statement", "target/build.log");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void without_maven_it_says_how_to_get_it() throws Exception {
        Files.delete(bin.resolve("mvn"));

        Result result = run("run", "-c", "x");

        assertThat(result.exitCode()).isEqualTo(125);
        assertThat(result.err()).contains("missing", "mvn", "apt-get install maven");
    }

    @Test
    void without_python_it_says_how_to_get_it() throws Exception {
        Files.delete(bin.resolve("python3"));

        Result result = run("test");

        assertThat(result.exitCode()).isEqualTo(125);
        assertThat(result.err()).contains("python3", "apt-get install python3");
    }

    @Test
    void without_a_jdk_it_says_how_to_get_one() throws Exception {
        Path script = project.resolve("sandbox");
        Files.writeString(
                script, Files.readString(script).replace("java_version=25", "java_version=99"));

        Result result = run("run", "-c", "x");

        assertThat(result.exitCode()).isEqualTo(125);
        assertThat(result.err()).contains("no JDK 99 was found", "JAVA_HOME", "apt-get install");
    }

    @Test
    void the_tests_are_summed_up_in_the_last_line() throws Exception {
        maven(report("a", 5, 0, 0, 1) + report("b", 3, 0, 0, 0));

        Result result = run("test");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).endsWith("\n7 passed, 0 failed, 1 skipped\n");
        assertThat(mavenRuns()).singleElement().asString().contains("verify");
    }

    @Test
    void the_long_mode_is_passed_on_beside_other_options() throws Exception {
        maven(report("a", 1, 0, 0, 0));

        run("test", "-pl", "a b", "--long");
        run("test");

        assertThat(mavenRuns()).hasSize(2);
        assertThat(mavenRuns().getFirst())
                .contains("verify --fail-at-end -pl a b -Dgate.long=true with");
        assertThat(mavenRuns().getLast()).doesNotContain("gate.long");
    }

    @Test
    void the_security_report_runs_the_tests_of_the_wall_and_sums_them_up() throws Exception {
        maven(report("a", 1, 0, 0, 0) + "mkdir -p testkit/target/classes\n");
        Path old = Files.createDirectories(project.resolve("fuzz/target/security"));
        Files.writeString(old.resolve("fuzz.properties"), "result=passed");
        Path reports = Files.createDirectories(project.resolve("fuzz/target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-FuzzIT.xml"), "<testsuite tests=\"1\">");

        Result result = run("security-report", "--long");

        assertThat(result.exitCode()).isZero();
        assertThat(mavenRuns())
                .singleElement()
                .asString()
                .contains("-Dtest=WasiConformanceIT,EscapeCorpusIT,", "-Dgate.long=true");
        assertThat(result.out())
                .contains("dev.wasmsandbox.testkit.SecurityReport " + project + " ")
                .contains("docs/security-report.md Commit=unknown Wasmtime=50.0.1 CPython=3.13.5");
        assertThat(old).isEmptyDirectory();
        assertThat(reports).isEmptyDirectory();
    }

    @Test
    void the_security_report_of_the_last_run_runs_nothing() throws Exception {
        Result without = run("security-report", "--last");
        Files.createDirectories(project.resolve("testkit/target/classes"));
        Result with = run("security-report", "--last");

        assertThat(without.exitCode()).isEqualTo(125);
        assertThat(without.err()).contains("there is no last run");
        assertThat(with.exitCode()).isZero();
        assertThat(with.out()).contains("testkit.SecurityReport");
        assertThat(mavenRuns()).isEmpty();
    }

    @Test
    void a_security_report_of_failed_tests_or_missing_parts_fails() throws Exception {
        maven(report("a", 1, 1, 0, 0) + "mkdir -p testkit/target/classes\nexit 1\n");

        assertThat(run("security-report").exitCode()).isEqualTo(1);

        executable(jdk.resolve("bin/java"), "exit 1");

        assertThat(run("security-report", "--last").exitCode()).isEqualTo(1);
    }

    @Test
    void failing_tests_fail_the_command() throws Exception {
        maven(report("a", 5, 1, 1, 0) + "exit 1\n");

        Result result = run("test");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).endsWith("\n3 passed, 2 failed, 0 skipped\n");
    }

    @Test
    void a_build_that_breaks_off_fails_even_if_all_tests_so_far_passed() throws Exception {
        maven(report("a", 5, 0, 0, 0) + "exit 1\n");

        Result result = run("test");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("the build failed")
                .endsWith("\n5 passed, 0 failed, 0 skipped\n");
    }

    @Test
    void no_tests_at_all_are_a_failure() throws Exception {
        maven("exit 0");

        Result result = run("test");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).endsWith("\n0 passed, 0 failed, 0 skipped\n");
    }

    @Test
    void reports_of_an_earlier_time_do_not_count() throws Exception {
        Path old =
                Files.createDirectories(project.resolve("a/target/surefire-reports"))
                        .resolve("TEST-old.xml");
        Files.writeString(old, "<testsuite tests=\"9\" errors=\"0\" skipped=\"0\" failures=\"0\">");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));
        maven(report("b", 2, 0, 0, 0));

        assertThat(run("test").out()).endsWith("\n2 passed, 0 failed, 0 skipped\n");
    }

    /** Returns shell code that writes a report as Surefire does. */
    private static String report(String module, int tests, int errors, int failures, int skipped) {
        return """
        mkdir -p %1$s/target/surefire-reports
        cat >%1$s/target/surefire-reports/TEST-some.xml <<'XML'
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" name="some.Test" time="0.1" tests="%2$d" errors="%3$d" skipped="%5$d" failures="%4$d">
          <properties>
            <property name="tests" value="77"/>
          </properties>
        </testsuite>
        XML
        touch -t 210001010000 %1$s/target/surefire-reports/TEST-some.xml
        """
                .formatted(module, tests, errors, failures, skipped);
    }
}
