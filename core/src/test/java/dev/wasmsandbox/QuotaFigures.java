package dev.wasmsandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts the tests of quotas and hostile workspaces, for the report on security. */
public final class QuotaFigures implements TestWatcher, AfterAllCallback {
    private static final Path FILE = Path.of("target/security/quotas.properties");
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final AtomicInteger PASSED = new AtomicInteger();

    /** Made by the test engine. */
    public QuotaFigures() {}

    @Override
    public void testSuccessful(ExtensionContext context) {
        CASES.incrementAndGet();
        PASSED.incrementAndGet();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        CASES.incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Files.createDirectories(Path.of("target/security"));
        Files.writeString(FILE, "cases=%d%npassed=%d%n".formatted(CASES.get(), PASSED.get()));
    }
}
