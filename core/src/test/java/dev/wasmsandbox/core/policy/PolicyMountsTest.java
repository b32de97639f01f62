package dev.wasmsandbox.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Mount;
import dev.wasmsandbox.PolicyValidationException;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyMountsTest {
    @TempDir Path directory;

    private static ExecutionPolicy policy(Mount mount) {
        return ExecutionPolicy.builder().mount(mount).build();
    }

    private static void refuses(Mount mount, String allowed) {
        assertThatThrownBy(() -> PolicyRules.checkMountSources(policy(mount)))
                .isInstanceOf(PolicyValidationException.class)
                .hasMessageContainingAll(
                        "mounts[0].source", mount.source().getFileName().toString(), allowed);
    }

    @Test
    void sources_are_mounted_as_the_policy_says() throws IOException {
        Path zip = directory.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("x/y.txt"));
            out.write('y');
            out.closeEntry();
        }
        ExecutionPolicy policy =
                ExecutionPolicy.builder()
                        .mount(Mount.directory(directory, "/data"))
                        .mount(Mount.archive(zip, "/archive").withPrivateChanges())
                        .build();

        try (PolicyMounts mounts = PolicyMounts.open(policy.mounts())) {
            Tree.Builder builder = Tree.builder();
            mounts.addTo(builder);
            try (Tree tree = builder.build()) {
                assertThat(tree.mounts())
                        .extracting(
                                dev.wasmsandbox.wasi.Mount::path,
                                dev.wasmsandbox.wasi.Mount::access)
                        .containsExactlyInAnyOrder(
                                org.assertj.core.groups.Tuple.tuple("/data", MountAccess.READ_ONLY),
                                org.assertj.core.groups.Tuple.tuple(
                                        "/archive", MountAccess.PRIVATE_CHANGES));
            }
        }
    }

    @Test
    void sources_that_cannot_be_mounted_are_named() throws IOException {
        Path file = Files.writeString(directory.resolve("file.zip"), "no archive");

        refuses(Mount.directory(directory.resolve("none"), "/d"), "a directory that exists");
        refuses(Mount.directory(file, "/d"), "a directory that exists");
        refuses(Mount.archive(directory, "/d"), "a zip or jar file that exists");
        assertThatThrownBy(() -> PolicyMounts.open(List.of(Mount.archive(file, "/d"))))
                .isInstanceOf(PolicyValidationException.class)
                .hasMessageContainingAll(file.toString(), "a readable zip or jar file");
    }

    @Test
    void a_memory_limit_below_the_start_is_named() {
        ExecutionPolicy small = ExecutionPolicy.builder().memoryBytes(1000).build();

        assertThatThrownBy(() -> PolicyRules.checkMemory(small, RuntimeType.PYTHON, 1001))
                .isInstanceOf(PolicyValidationException.class)
                .hasMessage(
                        "memoryBytes is 1000, allowed is at least 1001, which python needs to start");
        PolicyRules.checkMemory(small, RuntimeType.PYTHON, 1000);
    }
}
