package dev.wasmsandbox.benchmarks.report;

import dev.wasmsandbox.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where and with what something was measured. The machine is named by its kind: its own name is nobody's business. */
public final class Environment {
    private Environment() {}

    /**
     * Describes this machine and this process.
     *
     * @param commit what was measured
     */
    public static Map<String, String> describe(String commit) {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        found.put("commit", commit);
        found.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        found.put("processor", processor());
        found.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        found.put("memory", valueOf(Path.of("/proc/meminfo"), "MemTotal"));
        found.put("load at the start", load());
        found.putAll(Diagnostics.versions());
        return found;
    }

    /** Returns how busy the machine is: the mean number of processes that want to run, over 1, 5 and 15 minutes. */
    public static String load() {
        try {
            String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
            return String.join(" ", words[0], words[1], words[2]);
        } catch (IOException _) {
            return "unknown";
        }
    }

    /** Returns the name of the folder of today's results on this kind of machine. */
    public static String folderName() {
        String system = System.getProperty("os.name") + '-' + System.getProperty("os.arch");
        return Instant.now().toString().substring(0, 10)
                + '-'
                + system.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "_")
                + '-'
                + Runtime.getRuntime().availableProcessors()
                + "-full";
    }

    private static String processor() {
        return System.getProperty("os.arch")
                + ", "
                + valueOf(Path.of("/proc/cpuinfo"), "model name");
    }

    private static String valueOf(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file)) {
                int colon = line.indexOf(':');
                if (colon > 0 && line.substring(0, colon).strip().equals(name)) {
                    return line.substring(colon + 1).strip();
                }
            }
            return "unknown";
        } catch (IOException _) {
            return "unknown";
        }
    }
}
