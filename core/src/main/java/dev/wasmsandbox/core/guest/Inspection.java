package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.cache.PrivateCache;
import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.GuestBundle;
import dev.wasmsandbox.guest.javascript.JavaScriptGuest;
import dev.wasmsandbox.guest.python.PythonGuest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at the parts of this installation, one by one: a part that is missing does not hide the others. */
public final class Inspection {
    private Inspection() {}

    /** Returns the versions of the parts. */
    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", System.getProperty("java.runtime.version", "unknown"));
        versions.put("wasmtime", ExecutionEngine.WASMTIME_VERSION);
        versions.put("cpython", version(RuntimeType.PYTHON, "python"));
        versions.put("quickjs-ng", version(RuntimeType.JAVASCRIPT, "quickjs-ng"));
        return versions;
    }

    /** Returns what is known about machine, guests, reset and cache. */
    public static Map<String, @Nullable Object> inspect() {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        found.put("platform", platform());
        found.put(
                "reset_method",
                orReason(() ->
                        ExecutionEngine.shared().resetMethod().name().toLowerCase(Locale.ROOT)));
        Map<String, @Nullable Object> guests = new LinkedHashMap<>();
        for (RuntimeType runtime : RuntimeType.values()) {
            guests.put(runtime.id(), orReason(() -> guest(bundle(runtime))));
        }
        found.put("guests", guests);
        found.put("cache", orReason(Inspection::cache));
        return found;
    }

    private static String version(RuntimeType runtime, String part) {
        return String.valueOf(
                orReason(() -> bundle(runtime).versions().getOrDefault(part, "unknown")));
    }

    private static GuestBundle bundle(RuntimeType runtime) {
        return switch (runtime) {
            case PYTHON -> PythonGuest.bundle();
            case JAVASCRIPT -> JavaScriptGuest.bundle();
        };
    }

    private static Map<String, @Nullable Object> platform() {
        Map<String, @Nullable Object> platform = new LinkedHashMap<>();
        platform.put(
                "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        platform.put("processor", System.getProperty("os.arch"));
        platform.put("processors", Runtime.getRuntime().availableProcessors());
        platform.put(
                "java",
                System.getProperty("java.vm.name") + ", " + System.getProperty("java.home"));
        return platform;
    }

    private static Map<String, @Nullable Object> guest(GuestBundle bundle) {
        Map<String, @Nullable Object> guest = new LinkedHashMap<>();
        guest.put("image_sha256", bundle.imageHash());
        guest.put("code_sha256", bundle.codeHash());
        guest.put("least_memory_bytes", bundle.initialMemoryBytes());
        guest.put("versions", bundle.versions());
        return guest;
    }

    private static Map<String, @Nullable Object> cache() {
        PrivateCache cache = PrivateCache.ofUser();
        Map<String, long[]> kinds = new TreeMap<>();
        for (PrivateCache.CachedFile file : cache.entries()) {
            long[] sums = kinds.computeIfAbsent(file.kind(), _ -> new long[2]);
            sums[0]++;
            sums[1] += file.bytes();
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("directory", cache.root().toString());
        kinds.forEach(
                (kind, sums) -> answer.put(kind, sums[0] + " files, " + (sums[1] >> 10) + " KiB"));
        return answer;
    }

    /** Returns what a part says of itself, or why it cannot say anything. */
    @SuppressWarnings("CatchingUnchecked") // whatever is wrong with a part is what was asked for
    private static Object orReason(Supplier<?> part) {
        try {
            return part.get();
        } catch (RuntimeException | LinkageError e) {
            Throwable reason =
                    e instanceof ExceptionInInitializerError && e.getCause() != null
                            ? e.getCause()
                            : e;
            return "not available: " + reason.getMessage();
        }
    }
}
