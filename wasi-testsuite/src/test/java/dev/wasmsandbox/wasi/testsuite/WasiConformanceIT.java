package dev.wasmsandbox.wasi.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.engine.RunEnd.TrapKind;
import dev.wasmsandbox.wasi.Changes;
import dev.wasmsandbox.wasi.WasiFunction;
import dev.wasmsandbox.wasi.testsuite.SuiteGuest.CaseRun;
import dev.wasmsandbox.wasi.testsuite.SuiteWorld.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every case of the suite, each named {@code function/what} after the functions of WASI preview 1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WasiConformanceIT {

    private static final Path MANUAL = Path.of("../docs/wasi.md");
    private static final Path DIFFERENCES = Path.of("differs-on-wasmtime.txt");
    private static final Pattern CASE_IN_MANUAL = Pattern.compile("`([a-z_]+/[A-Za-z0-9_]+)`");

    private final Path scratch;
    private final SuiteGuest guest;
    private final ConformanceReport report = new ConformanceReport();
    private List<String> names = List.of();

    WasiConformanceIT(@TempDir Path scratch) {
        this.scratch = scratch;
        this.guest = new SuiteGuest(scratch);
    }

    @BeforeAll
    void list() {
        names = guest.names();
    }

    @AfterAll
    void writeReport() throws IOException {
        report.write();
        guest.close();
    }

    @TestFactory
    Stream<DynamicContainer> the_functions_behave_as_specified() {
        return families(Contents.IN_MEMORY);
    }

    @TestFactory
    Stream<DynamicContainer> the_functions_behave_the_same_over_files_in_scratch_space() {
        return families(Contents.SPILLED);
    }

    @Test
    void contents_are_where_they_shall_be() throws IOException {
        String name = "fd_write/gathers_one_vector_after_the_other";
        int before = guest.spilled();

        CaseRun kept = guest.run(name, Contents.IN_MEMORY);
        int between = guest.spilled();
        CaseRun spilled = guest.run(name, Contents.SPILLED);

        assertThat(between).isEqualTo(before);
        assertThat(kept.contentMemory()).isPositive();
        assertThat(guest.spilled()).isGreaterThan(between);
        assertThat(spilled.contentMemory()).isZero();
        try (Stream<Path> left = Files.walk(scratch)) {
            assertThat(left.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
                    .containsOnly("lock");
        }
    }

    private Stream<DynamicContainer> families(Contents contents) {
        Map<String, List<String>> families =
                names.stream()
                        .collect(
                                Collectors.groupingBy(
                                        WasiConformanceIT::function,
                                        TreeMap::new,
                                        Collectors.toList()));
        return families.entrySet().stream()
                .map(family ->
                        DynamicContainer.dynamicContainer(
                                family.getKey(),
                                family.getValue().stream().map(name -> test(name, contents))));
    }

    private DynamicTest test(String name, Contents contents) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    boolean passed = false;
                    try {
                        Expectation.of(name).check(guest.run(name, contents));
                        passed = true;
                    } finally {
                        report.add(
                                contents == Contents.IN_MEMORY
                                        ? function(name)
                                        : ConformanceReport.SPILLED,
                                passed);
                    }
                });
    }

    @Test
    void every_function_has_cases_and_no_two_cases_share_a_name() {
        List<String> functions =
                Arrays.stream(WasiFunction.values()).map(WasiFunction::importName).toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(600);
        assertThat(names.stream().map(WasiConformanceIT::function).distinct())
                .containsExactlyInAnyOrderElementsOf(functions);
        assertThat(names).containsAll(Expectation.names());
    }

    @Test
    void a_check_that_fails_is_told_with_its_place() {
        CaseRun run = guest.runFailingCheck();

        assertThat(run.end())
                .isInstanceOfSatisfying(
                        RunEnd.Trapped.class,
                        trap -> assertThat(trap.kind()).isEqualTo(TrapKind.UNREACHABLE));
        assertThat(run.messages())
                .singleElement()
                .asString()
                .matches("./suite.c:\\d+: wasi_sched_yield\\(\\) is SUCCESS, not EBADF");
    }

    @Test
    void a_case_that_is_not_there_does_not_pass() {
        assertThat(guest.run("fd_read/never_written", Contents.IN_MEMORY).end())
                .isEqualTo(new RunEnd.Returned(2));
    }

    @Test
    void what_a_case_changed_is_there_to_be_committed() {
        Changes changes =
                guest.run("proc_exit/what_was_written_before_has_arrived", Contents.IN_MEMORY)
                        .changes()
                        .getOrDefault("/app", NO_CHANGES);

        assertThat(changes.createdFiles())
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.path()).isEqualTo("left");
                    assertThat(file.content().size()).isEqualTo("behind".length());
                });
        assertThat(changes.deletedFiles()).isEmpty();
    }

    private static final Changes NO_CHANGES =
            new Changes(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    @Test
    void the_list_of_differences_to_wasmtime_names_cases_that_exist() throws IOException {
        assertThat(names).containsAll(Files.readAllLines(DIFFERENCES));
    }

    @Test
    void the_manual_names_cases_that_exist() throws IOException {
        List<String> named =
                CASE_IN_MANUAL
                        .matcher(Files.readString(MANUAL))
                        .results()
                        .map(match -> match.group(1))
                        .toList();

        assertThat(named).isNotEmpty();
        assertThat(names).containsAll(named);
    }

    private static String function(String name) {
        return name.substring(0, name.indexOf('/'));
    }
}
