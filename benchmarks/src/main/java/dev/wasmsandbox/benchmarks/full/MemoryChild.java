package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds live interpreters, and says how much memory the process has for itself. */
public final class MemoryChild {
    private static final List<Sandbox> LIVE = new ArrayList<>();

    private MemoryChild() {}

    /**
     * Answers {@code LANGUAGE COUNT}: so many interpreters more are alive and have said a word.
     *
     * @throws IOException if the standard input fails
     */
    public static void main(String[] arguments) throws IOException {
        Child.serve(words -> {
            RuntimeType language = RuntimeType.valueOf(words.get(0));
            for (int i = Integer.parseInt(words.get(1)); i > 0; i--) {
                LIVE.add(open(language));
            }
            return memory();
        });
    }

    private static Sandbox open(RuntimeType language) {
        Sandbox sandbox =
                Sandbox.builder()
                        .runtime(language)
                        .autoPersistGlobals(true)
                        .undoDepth(0)
                        .storage(new MemoryStorageAdapter())
                        .logger(SandboxLogger.none())
                        .build();
        if (!sandbox.execute(StartPart.hello(language)).success()) {
            throw new Missing("a live interpreter of " + language.id() + " failed");
        }
        return sandbox;
    }

    @SuppressWarnings("SystemGc") // garbage is nobody's private memory
    private static Map<String, Object> memory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return Map.of(
                "private",
                kib("Private_Dirty") + kib("Private_Clean"),
                "resident",
                kib("Rss"),
                "heap",
                runtime.totalMemory() - runtime.freeMemory());
    }

    private static long kib(String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/smaps_rollup"))) {
                if (line.startsWith(name + ":")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
            throw new Missing("this system does not tell " + name + " of a process");
        } catch (IOException e) {
            throw new Missing("this system does not tell the memory of a process: " + e, e);
        }
    }
}
