package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ExecutionPolicyTest {
    private static void refuses(
            Consumer<ExecutionPolicy.Builder> setting, String field, String value, String allowed) {
        ExecutionPolicy.Builder builder = ExecutionPolicy.builder();
        setting.accept(builder);
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        PolicyValidationException.class,
                        e -> {
                            assertThat(e.field()).isEqualTo(field);
                            assertThat(e.value()).startsWith(value);
                            assertThat(e.allowed()).contains(allowed);
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_POLICY);
                            assertThat(e.location()).isEmpty();
                        })
                .hasMessageContainingAll(field, value, allowed);
    }

    @Test
    void defaults_are_those_of_the_guide() {
        ExecutionPolicy policy = ExecutionPolicy.defaults();

        assertThat(policy.fuelBudget()).isEqualTo(5_000_000_000L);
        assertThat(policy.memoryBytes()).isEqualTo(128_000_000);
        assertThat(policy.stdoutMaxBytes()).isEqualTo(2_000_000);
        assertThat(policy.stderrMaxBytes()).isEqualTo(1_000_000);
        assertThat(policy.timeout()).isEmpty();
        assertThat(policy.diskQuotaBytes()).isEqualTo(256 * 1024 * 1024);
        assertThat(policy.maxFiles()).isEqualTo(10_000);
        assertThat(policy.maxOpenFiles()).isEqualTo(256);
        assertThat(policy.preserveLogs()).isFalse();
        assertThat(policy.environment())
                .isEqualTo(
                        Map.of(
                                "PYTHONUTF8", "1",
                                "LC_ALL", "C.UTF-8",
                                "PYTHONIOENCODING", "utf-8",
                                "PYTHONHASHSEED", "0"));
        assertThat(policy.arguments()).isEmpty();
        assertThat(policy.guestMountPath()).isEqualTo("/app");
        assertThat(policy.mounts()).isEmpty();
        assertThat(policy.determinism()).isEmpty();
    }

    @Test
    void every_field_can_be_set_and_taken_over() {
        Mount mount = Mount.directory(Path.of("data"), "/data").withPrivateChanges();
        ExecutionPolicy policy =
                ExecutionPolicy.builder()
                        .fuelBudget(1)
                        .memoryBytes(2)
                        .stdoutMaxBytes(3)
                        .stderrMaxBytes(4)
                        .timeout(Duration.ofMillis(5))
                        .diskQuotaBytes(6)
                        .maxFiles(7)
                        .maxOpenFiles(8)
                        .preserveLogs(true)
                        .environment(Map.of("A", "1"))
                        .environment("B", "")
                        .arguments("x", "")
                        .guestMountPath("/space/")
                        .mount(mount)
                        .determinismSeed(-9)
                        .build();

        ExecutionPolicy copy = policy.toBuilder().build();

        assertThat(copy).isEqualTo(policy).hasSameHashCodeAs(policy).hasToString(policy.toString());
        assertThat(copy).isNotEqualTo(ExecutionPolicy.defaults());
        assertThat(policy.timeout()).contains(Duration.ofMillis(5));
        assertThat(policy.environment()).isEqualTo(Map.of("A", "1", "B", ""));
        assertThat(policy.arguments()).containsExactly("x", "");
        assertThat(policy.guestMountPath()).isEqualTo("/space");
        assertThat(policy.mounts()).containsExactly(mount);
        assertThat(policy.determinism()).isEqualTo(OptionalLong.of(-9));
        assertThat(policy.toBuilder().noTimeout().determinism(false).build())
                .satisfies(p -> assertThat(p.timeout()).isEmpty())
                .satisfies(p -> assertThat(p.determinism()).isEmpty());
    }

    @Test
    void values_of_variables_are_not_shown() {
        assertThat(ExecutionPolicy.builder().environment("TOKEN", "hush").build().toString())
                .contains("TOKEN")
                .doesNotContain("hush");
    }

    @Test
    void numbers_are_checked_at_their_limits() {
        refuses(b -> b.fuelBudget(0), "fuelBudget", "0", "from 1 to 9223372036854775807");
        refuses(b -> b.fuelBudget(-1), "fuelBudget", "-1", "from 1");
        refuses(b -> b.memoryBytes(0), "memoryBytes", "0", "from 1 to 4294967296");
        refuses(b -> b.memoryBytes((1L << 32) + 1), "memoryBytes", "4294967297", "4294967296");
        refuses(b -> b.stdoutMaxBytes(0), "stdoutMaxBytes", "0", "from 1 to 1073741824");
        refuses(b -> b.stdoutMaxBytes(1L << 31), "stdoutMaxBytes", "2147483648", "1073741824");
        refuses(b -> b.stderrMaxBytes(-5), "stderrMaxBytes", "-5", "from 1 to 1073741824");
        refuses(b -> b.diskQuotaBytes(0), "diskQuotaBytes", "0", "from 1");
        refuses(b -> b.maxFiles(0), "maxFiles", "0", "from 1 to 10000000");
        refuses(b -> b.maxFiles(10_000_001), "maxFiles", "10000001", "10000000");
        refuses(b -> b.maxOpenFiles(3), "maxOpenFiles", "3", "from 4 to 65536");
        refuses(b -> b.maxOpenFiles(65_537), "maxOpenFiles", "65537", "from 4 to 65536");
        refuses(b -> b.timeout(Duration.ZERO), "timeout", "0 seconds", "more than 0");
        refuses(b -> b.timeout(Duration.ofMillis(-1500)), "timeout", "-1.5 seconds", "more than 0");
        refuses(
                b -> b.timeout(Duration.ofDays(365).plusNanos(1)),
                "timeout",
                "31536000.000000001 seconds",
                "at most 31536000 seconds");

        ExecutionPolicy largest =
                ExecutionPolicy.builder()
                        .fuelBudget(Long.MAX_VALUE)
                        .memoryBytes(1L << 32)
                        .stdoutMaxBytes(1 << 30)
                        .stderrMaxBytes(1 << 30)
                        .diskQuotaBytes(Long.MAX_VALUE)
                        .maxFiles(10_000_000)
                        .maxOpenFiles(65_536)
                        .timeout(Duration.ofDays(365))
                        .build();
        assertThat(largest.memoryBytes()).isEqualTo(1L << 32);
    }

    @Test
    void texts_are_checked() {
        refuses(b -> b.environment("", "x"), "environment", "''", "not empty, without '='");
        refuses(b -> b.environment("A=B", "x"), "environment", "'A=B'", "without '='");
        refuses(b -> b.environment("A\0", "x"), "environment", "'A\\u0000'", "NUL");
        refuses(b -> b.environment("A", "x\0"), "environment.A", "'x\\u0000'", "without NUL");
        refuses(b -> b.arguments("ok", "\0"), "arguments[1]", "'\\u0000'", "without NUL");
        refuses(
                b -> b.arguments("x".repeat(2_000_000)),
                "arguments[0]",
                "'" + "x".repeat(80) + "…'",
                "at most 1048576 characters");
    }

    @Test
    void guest_paths_are_checked() {
        for (String path : List.of("", "app", "./app", "../app")) {
            refuses(
                    b -> b.guestMountPath(path),
                    "guestMountPath",
                    "'" + path + "'",
                    "an absolute path");
        }
        refuses(b -> b.guestMountPath("/"), "guestMountPath", "'/'", "below the root");
        for (String path :
                List.of("//", "/a//b", "/a/./b", "/a/..", "/..", "/a\0b", "/" + "n".repeat(256))) {
            refuses(b -> b.guestMountPath(path), "guestMountPath", "'/", "without empty parts");
        }
        refuses(b -> b.guestMountPath("/a\ud800"), "guestMountPath", "'/a\\ud800'", "surrogates");
        refuses(
                b -> b.guestMountPath("/a".repeat(600)),
                "guestMountPath",
                "'/a",
                "at most 1024 characters");
        for (String path :
                List.of("/usr", "/usr/lib", "/usr/lib/python3.13", "/usr/lib/python3.13/x")) {
            refuses(
                    b -> b.guestMountPath(path),
                    "guestMountPath",
                    "'" + path + "'",
                    "/usr/lib/python3.13");
        }
        refuses(b -> b.guestMountPath("/data_js/x"), "guestMountPath", "'/data_js/x'", "/data_js");
        assertThat(
                        ExecutionPolicy.builder()
                                .guestMountPath("/usr/library")
                                .build()
                                .guestMountPath())
                .isEqualTo("/usr/library");
    }

    @Test
    void mounts_do_not_overlap() {
        Mount data = Mount.directory(Path.of("d"), "/data");

        refuses(
                b -> b.mount(data).mount(Mount.archive(Path.of("a.zip"), "/data/x")),
                "mounts[1].guestPath",
                "'/data/x'",
                "overlap with the mount at /data");
        refuses(
                b -> b.mount(data).mount(data),
                "mounts[1].guestPath",
                "'/data'",
                "overlap with the mount at /data");
        refuses(
                b -> b.mount(Mount.directory(Path.of("d"), "/app/d")),
                "mounts[0].guestPath",
                "'/app/d'",
                "overlap with the mount at /app");
        refuses(
                b -> b.guestMountPath("/a/b").mount(Mount.directory(Path.of("d"), "/a")),
                "mounts[0].guestPath",
                "'/a'",
                "overlap with the mount at /a/b");
        assertThat(
                        ExecutionPolicy.builder()
                                .mount(data)
                                .mount(Mount.directory(Path.of("d"), "/database"))
                                .build()
                                .mounts())
                .hasSize(2);
    }

    @Test
    void a_mount_checks_its_own_path() {
        assertThatThrownBy(() -> Mount.directory(Path.of("d"), "data"))
                .isInstanceOf(PolicyValidationException.class)
                .hasMessageContainingAll("guestPath", "'data'", "absolute");
        assertThat(Mount.directory(Path.of("d"), "/data/").guestPath()).isEqualTo("/data");
    }

    @Test
    void builders_do_not_share_what_they_built() {
        ExecutionPolicy.Builder builder = ExecutionPolicy.builder();
        ExecutionPolicy first = builder.build();

        builder.environment("A", "1").mount(Mount.directory(Path.of("d"), "/data"));

        assertThat(first).isEqualTo(ExecutionPolicy.defaults());
        assertThatThrownBy(() -> first.environment().put("B", "2"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
