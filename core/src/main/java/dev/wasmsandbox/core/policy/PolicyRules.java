package dev.wasmsandbox.core.policy;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Mount;
import dev.wasmsandbox.PolicyValidationException;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.core.text.GuestPaths;
import dev.wasmsandbox.core.text.MessageText;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules that the fields of a policy keep. */
public final class PolicyRules {
    private static final int MAX_STRING_BYTES = 1 << 20;

    private PolicyRules() {}

    /** Checks a number against its range. */
    public static long inRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new PolicyValidationException(
                    field, Long.toString(value), "a whole number from " + min + " to " + max);
        }
        return value;
    }

    /** Checks a time limit. */
    public static Duration timeout(String field, Duration value, Duration max) {
        if (value.isNegative() || value.isZero() || value.compareTo(max) > 0) {
            throw new PolicyValidationException(
                    field,
                    MessageText.seconds(value),
                    "more than 0 and at most " + MessageText.seconds(max));
        }
        return value;
    }

    /** Checks and copies the variables of the guest. */
    public static Map<String, String> environment(String field, Map<String, String> variables) {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String name = variable.getKey();
            if (name.isEmpty() || name.indexOf('=') >= 0 || !isText(name)) {
                throw new PolicyValidationException(
                        field,
                        MessageText.quote(name),
                        "a name that is not empty, without '=' and NUL");
            }
            text(field + "." + name, variable.getValue());
        }
        // In an order of their own: that of Map.of differs from process to process, and programs
        // see
        // it.
        return Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /** Checks and copies the arguments of the guest. */
    public static List<String> arguments(String field, List<String> arguments) {
        for (int index = 0; index < arguments.size(); index++) {
            text(field + "[" + index + "]", arguments.get(index));
        }
        return List.copyOf(arguments);
    }

    /** Checks that no mount covers another one or the workspace. */
    public static List<Mount> mounts(String field, List<Mount> mounts, String workspace) {
        List<String> taken = new ArrayList<>(List.of(workspace));
        for (int index = 0; index < mounts.size(); index++) {
            String path = mounts.get(index).guestPath();
            for (String other : taken) {
                if (GuestPaths.isUnder(path, other) || GuestPaths.isUnder(other, path)) {
                    throw new PolicyValidationException(
                            field + "[" + index + "].guestPath",
                            MessageText.quote(path),
                            "a path that does not overlap with the mount at " + other);
                }
            }
            taken.add(path);
        }
        return List.copyOf(mounts);
    }

    /**
     * Checks a policy against what a language needs to start.
     *
     * @param minimumBytes the memory of the language's image
     * @throws PolicyValidationException if the policy gives less
     */
    public static void checkMemory(ExecutionPolicy policy, RuntimeType runtime, long minimumBytes) {
        if (policy.memoryBytes() < minimumBytes) {
            throw new PolicyValidationException(
                    "memoryBytes",
                    Long.toString(policy.memoryBytes()),
                    "at least " + minimumBytes + ", which " + runtime.id() + " needs to start");
        }
    }

    /**
     * Checks that what the mounts name is there.
     *
     * @throws PolicyValidationException if a source is missing, unreadable or of the other kind
     */
    public static void checkMountSources(ExecutionPolicy policy) {
        for (int index = 0; index < policy.mounts().size(); index++) {
            Mount mount = policy.mounts().get(index);
            boolean right =
                    switch (mount.kind()) {
                        case DIRECTORY -> Files.isDirectory(mount.source());
                        case ARCHIVE -> Files.isRegularFile(mount.source());
                    };
            if (!right || !Files.isReadable(mount.source())) {
                throw new PolicyValidationException(
                        "mounts[" + index + "].source",
                        MessageText.quote(mount.source().toString()),
                        switch (mount.kind()) {
                            case DIRECTORY -> "a directory that exists and can be read";
                            case ARCHIVE -> "a zip or jar file that exists and can be read";
                        });
            }
        }
    }

    private static void text(String field, String value) {
        if (!isText(value) || value.length() > MAX_STRING_BYTES) {
            throw new PolicyValidationException(
                    field,
                    MessageText.quote(value),
                    "text of at most " + MAX_STRING_BYTES + " characters without NUL");
        }
    }

    private static boolean isText(String value) {
        return value.indexOf(0) < 0;
    }
}
