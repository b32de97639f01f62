package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helpers of JavaScript programs where files are scarce, strange, or not theirs. */
class JavaScriptWorkspaceIT {
    private static final String SESSION = "workspace";
    private static final String TELL =
            "function tell(f) { try { return String(f()); } catch (e) { return e.code + ' ' + e.message; } }\n";

    private MemoryStorageAdapter storage;

    @TempDir private Path host;

    @BeforeEach
    void create() {
        storage = new MemoryStorageAdapter();
    }

    private Sandbox open(ExecutionPolicy.Builder policy) {
        return Sandbox.builder()
                .runtime(RuntimeType.JAVASCRIPT)
                .storage(storage)
                .sessionId(SESSION)
                .policy(policy.build())
                .logger(SandboxLogger.none())
                .build();
    }

    private SandboxResult execute(ExecutionPolicy.Builder policy, String code) {
        try (Sandbox sandbox = open(policy)) {
            return sandbox.execute(TELL + code);
        }
    }

    private String printed(ExecutionPolicy.Builder policy, String code) {
        return quiet(execute(policy, code)).stdout();
    }

    private Sessions sessions() {
        return Sessions.of(storage, SandboxLogger.none());
    }

    @Test
    void a_full_disk_leaves_every_file_as_it_was() {
        assertThat(
                        printed(
                                ExecutionPolicy.builder().diskQuotaBytes(100_000),
                                """
                                writeText('old', 'o'.repeat(40_000));
                                for (const f of [
                                  () => writeText('old', 'n'.repeat(100_001)),
                                  () => appendText('old', 'n'.repeat(60_001)),
                                  () => copyFile('old', 'big') + copyFile('old', 'bigger'),
                                  () => writeJson('new', 'x'.repeat(70_000)),
                                  () => writeLines('lines', ['x'.repeat(70_000)]),
                                ]) {
                                  const answer = tell(f);
                                  console.log(answer.slice(0, 6), answer.includes('the disk quota of the sandbox is used up'));
                                  removeFile('big');
                                }
                                console.log(readText('old') === 'o'.repeat(40_000), listFiles().join());
                                """))
                .isEqualTo("ENOSPC true\n".repeat(5) + "true old,user_code.js\n");
    }

    @Test
    void a_disk_is_used_to_its_last_byte() {
        assertThat(
                        printed(
                                ExecutionPolicy.builder().diskQuotaBytes(100_000),
                                """
                                console.log(writeText('a', 'x'.repeat(100_000)));
                                console.log(writeText('a', 'y'.repeat(100_000)), readText('a')[99_999]);
                                console.log(tell(() => writeText('b', 'z')).slice(0, 6), fileExists('b'));
                                console.log(writeText('a', 'short'), fileSize('a'), copyFile('a', 'b'));
                                console.log(appendText('a', 'x'.repeat(99_990)));
                                """))
                .isEqualTo("100000\n100000 y\nENOSPC false\n5 5 5\n99990\n");
    }

    @Test
    void no_more_files_can_be_made_than_the_limit_allows() {
        assertThat(
                        printed(
                                ExecutionPolicy.builder().maxFiles(3),
                                """
                                console.log(['a', 'b', 'c', 'd', 'e'].map((n) => tell(() => writeText(n, n)).slice(0, 6)).join());
                                console.log(writeText('a', 'again'), readText('a'));
                                """))
                .startsWith("1,1,1,ENOSPC,ENOSPC\n")
                .endsWith("5 again\n");
    }

    @Test
    void a_full_disk_gets_the_guidance_of_one() {
        SandboxResult result =
                execute(
                        ExecutionPolicy.builder().diskQuotaBytes(10_000),
                        "writeText('a', 'x'.repeat(20_000))");

        assertThat(result.exitCode()).isEqualTo(1);
        ErrorGuidance guidance = Objects.requireNonNull(result.metadata().errorGuidance());
        assertThat(guidance.errorType()).isEqualTo("DiskQuota");
    }

    @Test
    void files_of_the_host_are_read_as_they_are() {
        try (Sandbox _ = open(ExecutionPolicy.builder())) {
            sessions()
                    .writeFile(SESSION, "data/latin.txt", new byte[] {'G', (byte) 0xFC, 'n'}, true);
            sessions().writeFile(SESSION, "data/table.csv", "\uFEFFname;n\r\nZoë;1,5\r\n", true);
        }

        assertThat(
                        printed(
                                ExecutionPolicy.builder(),
                                """
                                console.log(tell(() => readText('data/latin.txt')));
                                console.log(readText('data/latin.txt', { encoding: 'latin1' }));
                                console.log(requireVendor('csv-simple').parse(readText('data/table.csv'), { delimiter: 'auto' }));
                                """))
                .isEqualTo(
                        """
                        undefined readText: 'data/latin.txt' is not UTF-8: byte 0xfc at offset 1; read binary files with readBytes of \
                        requireVendor('sandbox-utils'), or name the encoding: { encoding: 'latin1' }
                        Gün
                        [ { name: 'Zoë', n: '1,5' } ]
                        """);
    }

    @Test
    void mounts_are_read_and_not_written() throws Exception {
        Files.writeString(host.resolve("given.txt"), "from the host");

        assertThat(
                        printed(
                                ExecutionPolicy.builder().mount(Mount.directory(host, "/data")),
                                """
                                console.log(readText('/data/given.txt'), listFiles('/data').join(), copyFile('/data/given.txt', 'mine'));
                                for (const f of [() => writeText('/data/given.txt', 'x'), () => appendText('/data/given.txt', 'x'),
                                    () => removeFile('/data/given.txt'), () => writeText('/data/new/x', '')]) {
                                  console.log(tell(f).includes("only the workspace can be written to"));
                                }
                                """))
                .isEqualTo("from the host given.txt 13\n" + "true\n".repeat(4));
        assertThat(host.resolve("given.txt")).hasContent("from the host");
        assertThat(host).isDirectoryNotContaining("glob:**new");
    }

    @Test
    void a_mount_with_private_changes_can_be_written() throws Exception {
        Files.writeString(host.resolve("given.txt"), "from the host");

        assertThat(
                        printed(
                                ExecutionPolicy.builder()
                                        .mount(Mount.directory(host, "/data").withPrivateChanges()),
                                "writeText('/data/given.txt', 'changed'); console.log(readText('/data/given.txt'))"))
                .isEqualTo("changed\n");
        assertThat(host.resolve("given.txt")).hasContent("from the host");
    }

    @Test
    void a_workspace_may_have_another_place() {
        assertThat(
                        printed(
                                ExecutionPolicy.builder().guestMountPath("/space/here"),
                                """
                                writeJson('a.json', [1]);
                                console.log(readText('/space/here/a.json').length, listFiles('/space').length, tell(() => writeText('/app/x', '')).includes('only the workspace'));
                                """))
                .isEqualTo("8 0 true\n");
    }

    @Test
    void a_file_that_does_not_fit_into_memory_is_an_error_that_can_be_caught() {
        assertThat(
                        printed(
                                ExecutionPolicy.builder().memoryBytes(16 << 20),
                                """
                                const { writeBytes } = requireVendor('sandbox-utils');
                                writeBytes('part', new Uint8Array(4_000_000));
                                const fd = os.open('huge', os.O_WRONLY | os.O_CREAT);
                                os.ftruncate(fd, 50_000_000);
                                os.close(fd);
                                const answer = tell(() => readText('huge'));
                                console.log(answer.includes("'huge' has 50000000 bytes, for which there is no memory"), answer.includes('getline'));
                                console.log(copyFile('huge', 'copy'), readText('part').length);
                                """))
                .isEqualTo("true true\n50000000 4000000\n");
    }

    @Test
    void an_uncaught_error_of_a_helper_points_at_the_program() {
        SandboxResult result =
                execute(ExecutionPolicy.builder(), "const a = 1;\nreadJson('absent.json');\n");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr())
                .startsWith("/app/user_code.js:3\nreadJson('absent.json');\n")
                .contains(
                        "Error: readJson: cannot read 'absent.json': No such file or directory (ENOENT)");
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.GuestError.class,
                        outcome -> {
                            assertThat(outcome.error().line()).isEqualTo(3);
                            assertThat(outcome.error().text("code")).isEqualTo("ENOENT");
                            assertThat(outcome.error().text("filename")).isEqualTo("absent.json");
                        });
    }

    @Test
    void an_unknown_package_gets_guidance_that_names_those_which_are_there() {
        for (String code : new String[] {"requireVendor('lodash')", "require('left-pad')"}) {
            SandboxResult result = execute(ExecutionPolicy.builder(), code);

            ErrorGuidance guidance = Objects.requireNonNull(result.metadata().errorGuidance());
            assertThat(guidance.errorType()).isEqualTo("MissingRequireVendor");
            assertThat(guidance.actionableGuidance().toString())
                    .contains("csv-simple", "json-utils", "string-utils", "sandbox-utils");
        }
    }

    @Test
    void deterministic_runs_use_helpers_alike() {
        String code =
                "writeJson('a', [1]); console.log(requireVendor('sandbox-utils').ls('.', { long: true }))";

        assertThat(printed(ExecutionPolicy.builder().determinismSeed(7), code))
                .isEqualTo(printed(ExecutionPolicy.builder().determinismSeed(7), code));
    }
}
