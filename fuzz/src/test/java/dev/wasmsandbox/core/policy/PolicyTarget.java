package dev.wasmsandbox.core.policy;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.PolicyValidationException;
import dev.wasmsandbox.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Policy files: each is a policy, or refused with what is wrong about it. */
public final class PolicyTarget implements FuzzTarget {
    private final Path file;

    /** Opens the target. */
    public PolicyTarget() throws IOException {
        file = Files.createTempFile("fuzz", ".toml");
    }

    @Override
    public void run(byte[] input) throws IOException {
        Files.write(file, input);
        try {
            ExecutionPolicy policy = PolicyFile.load(file);
            if (policy.memoryBytes() <= 0 || policy.stdoutMaxBytes() < 0 || policy.maxFiles() < 0) {
                throw new AssertionError("this policy is none: " + policy);
            }
        } catch (PolicyValidationException e) {
            requireText(e.field(), e.allowed());
        } catch (InvalidRequestException e) {
            if (e.code() != ErrorCode.INVALID_POLICY) {
                throw new AssertionError("refused with " + e.code(), e);
            }
        }
    }

    private static void requireText(String field, String allowed) {
        if (field.isEmpty() || allowed.isEmpty()) {
            throw new AssertionError("refused without a field or what is allowed");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                bytes(
                        """
                        fuel_budget = 1_000_000
                        memory_bytes = 67108864
                        timeout_seconds = 1.5
                        stdout_max_bytes = 1000
                        stderr_max_bytes = 1000
                        disk_quota_bytes = 1_000_000
                        max_files = 100
                        max_open_files = 16
                        preserve_logs = true
                        guest_mount_path = "/app"
                        determinism = 42
                        arguments = ["a", "b"]

                        [environment]
                        NAME = "value"

                        [[mounts]]
                        directory = "."
                        guest_path = "/data"
                        private_changes = true

                        [[mounts]]
                        archive = "x.zip"
                        guest_path = "/lib"
                        """),
                bytes(
                        """
                        determinism = true
                        timeout_seconds = 9
                        mounts = []
                        environment = {A="b"}
                        """),
                bytes(
                        """
                        timeout_seconds = inf
                        fuel_budget = 0x10
                        arguments = 1979-05-27T07:32:00Z
                        """),
                bytes("a = [[[[1]]], {b = {c = []}}]\n[a.b.c]\nd = '''x'''"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> words() {
        return List.of(
                "fuel_budget",
                "memory_bytes",
                "timeout_seconds",
                "guest_mount_path",
                "determinism",
                "arguments",
                "environment",
                "[[mounts]]",
                "directory",
                "archive",
                "guest_path",
                "private_changes",
                "max_files",
                "max_open_files",
                "9223372036854775807",
                "1e308",
                "nan",
                "inf",
                "\"\"\"",
                "'''",
                "\\u0000",
                "\\UFFFFFFFF",
                "1979-05-27",
                "[[[[[[[[",
                "{a={a={a=",
                "true",
                "\"\\u0000\"");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
