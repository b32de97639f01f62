package dev.wasmsandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what this installation consists of; for programs that help people to find out why something does not work. */
public final class Diagnostics {
    private Diagnostics() {}

    /** Returns the versions of what takes part in a run, by name. */
    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", System.getProperty("java.runtime.version"));
        return versions;
    }

    /** Returns what is known about the machine, the guests and the cache, as plain maps, lists, strings and numbers. */
    public static Map<String, @Nullable Object> inspect() {
        return new LinkedHashMap<>();
    }

    /** Makes what the first run of a language would otherwise have to make: its machine code for this machine. */
    public static void prepare(RuntimeType runtime) {
        Sandbox.builder().runtime(runtime).logger(SandboxLogger.none()).build().close();
    }
}
