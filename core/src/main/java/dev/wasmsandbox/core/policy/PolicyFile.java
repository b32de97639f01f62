package dev.wasmsandbox.core.policy;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.Mount;
import dev.wasmsandbox.PolicyValidationException;
import dev.wasmsandbox.core.text.MessageText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Reads a policy from TOML, so that every complaint names the line. */
public final class PolicyFile {
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final List<String> MOUNT_KEYS =
            List.of("archive", "directory", "guest_path", "private_changes");

    private final Path file;
    private final ExecutionPolicy.Builder builder = ExecutionPolicy.builder();

    /** What each key of the file does. */
    private final Map<String, Consumer<TomlEntry>> keys = new TreeMap<>();

    /** Everything that was read, by the name that a complaint of the builder would give. */
    private final Map<String, TomlEntry> seen = new HashMap<>();

    private PolicyFile(Path file) {
        this.file = file;
        keys.put("fuel_budget", entry -> builder.fuelBudget(entry.number()));
        keys.put("memory_bytes", entry -> builder.memoryBytes(entry.number()));
        keys.put("stdout_max_bytes", entry -> builder.stdoutMaxBytes(entry.number()));
        keys.put("stderr_max_bytes", entry -> builder.stderrMaxBytes(entry.number()));
        keys.put("timeout_seconds", entry -> builder.timeout(entry.seconds()));
        keys.put("disk_quota_bytes", entry -> builder.diskQuotaBytes(entry.number()));
        keys.put("max_files", entry -> builder.maxFiles(entry.smallNumber()));
        keys.put("max_open_files", entry -> builder.maxOpenFiles(entry.smallNumber()));
        keys.put("preserve_logs", entry -> builder.preserveLogs(entry.bool()));
        keys.put("guest_mount_path", entry -> builder.guestMountPath(entry.string()));
        keys.put("arguments", this::arguments);
        keys.put("determinism", this::determinism);
        keys.put("environment", this::environment);
        keys.put("mounts", this::mounts);
    }

    /**
     * Reads a policy file.
     *
     * @throws PolicyValidationException if a key or a value is not allowed
     * @throws InvalidRequestException if the file cannot be read or is no TOML
     */
    public static ExecutionPolicy load(Path file) {
        return new PolicyFile(file).read();
    }

    private ExecutionPolicy read() {
        String text = text();
        requireNoControls(text);
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            TomlParseError error = toml.errors().get(0);
            throw unreadable(
                    "%s:%d:%d: this is no TOML: %s"
                            .formatted(
                                    file,
                                    error.position().line(),
                                    error.position().column(),
                                    error.getMessage()));
        }
        for (TomlEntry entry : TomlEntry.of(file, "", toml)) {
            Consumer<TomlEntry> key = keys.get(entry.key());
            if (key == null) {
                throw unknown(entry, keys.keySet());
            }
            seen.put(entry.key(), entry);
            key.accept(entry);
        }
        try {
            return builder.build();
        } catch (PolicyValidationException e) {
            throw atItsPlace(e);
        }
    }

    private String text() {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw unreadable(
                        "policy file %s is larger than %d bytes".formatted(file, MAX_FILE_BYTES));
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw unreadable("policy file " + file + " is not UTF-8 text");
        } catch (IOException e) {
            String reason = Files.notExists(file) ? "it does not exist" : e.toString();
            throw unreadable("policy file " + file + " cannot be read: " + reason);
        }
    }

    /**
     * Refuses control characters, which TOML has nowhere but as ends of lines and tabs: the parser's words about them are of
     * little use, and after a header they trip an assertion in it.
     */
    private void requireNoControls(String text) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && text.startsWith("\n", i + 1));
            if ((c < ' ' || c == 0x7f) && c != '\t' && !endsLine) {
                throw unreadable(
                        "%s:%d:%d: this is no TOML: the control character U+%04X; leave it out, or write it as \\u%04X in a string"
                                .formatted(file, line, i - lineStart + 1, (int) c, (int) c));
            }
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
    }

    private static InvalidRequestException unreadable(String message) {
        return new InvalidRequestException(ErrorCode.INVALID_POLICY, message);
    }

    private static PolicyValidationException unknown(TomlEntry entry, Iterable<String> keys) {
        return entry.refused("unknown", "one of " + String.join(", ", keys));
    }

    /** Says under the file's own names what the builder complained about. */
    private PolicyValidationException atItsPlace(PolicyValidationException e) {
        String name = e.field().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        if (name.equals("environment")) {
            name = "environment." + e.value();
        }
        TomlEntry entry = seen.get(name.equals("timeout") ? "timeout_seconds" : name);
        if (entry == null) {
            // Names of variables keep their case.
            entry = seen.get(e.field());
        }
        return entry == null ? e : entry.refused(e.value(), e.allowed());
    }

    private void arguments(TomlEntry entry) {
        entry.items("an array of strings").forEach(item -> seen.put(item.name(), item));
        builder.arguments(entry.strings());
    }

    private void environment(TomlEntry entry) {
        for (TomlEntry variable : entry.entries()) {
            seen.put(variable.name(), variable);
            seen.put("environment." + MessageText.quote(variable.key()), variable);
            builder.environment(variable.key(), variable.string());
        }
    }

    private void determinism(TomlEntry entry) {
        switch (entry.value()) {
            case Boolean on -> builder.determinism(on);
            case Long seed -> builder.determinismSeed(seed);
            default -> throw entry.wrong("true, false, or a whole number as the seed");
        }
    }

    private void mounts(TomlEntry entry) {
        List<Mount> mounts = new ArrayList<>();
        for (TomlEntry item : entry.items("an array of tables: [[mounts]]")) {
            mounts.add(mount(item));
        }
        builder.mounts(mounts);
    }

    private Mount mount(TomlEntry mount) {
        Map<String, TomlEntry> parts = new HashMap<>();
        for (TomlEntry part : mount.entries()) {
            if (!MOUNT_KEYS.contains(part.key())) {
                throw unknown(part, MOUNT_KEYS);
            }
            parts.put(part.key(), part);
            seen.put(part.name(), part);
        }
        TomlEntry directory = parts.get("directory");
        TomlEntry archive = parts.get("archive");
        TomlEntry guestPath = parts.get("guest_path");
        if (guestPath == null || (directory == null) == (archive == null)) {
            throw mount.refused(
                    "a table with the keys " + String.join(", ", new TreeMap<>(parts).keySet()),
                    "guest_path together with exactly one of archive and directory");
        }
        Mount made =
                directory != null
                        ? at(Mount.Kind.DIRECTORY, directory, guestPath)
                        : at(Mount.Kind.ARCHIVE, Objects.requireNonNull(archive), guestPath);
        TomlEntry changes = parts.get("private_changes");
        return changes != null && changes.bool() ? made.withPrivateChanges() : made;
    }

    private Mount at(Mount.Kind kind, TomlEntry source, TomlEntry guestPath) {
        Path host = beside(source);
        String path = guestPath.string();
        try {
            return new Mount(kind, host, path, false);
        } catch (PolicyValidationException e) {
            throw guestPath.refused(e.value(), e.allowed());
        }
    }

    private Path beside(TomlEntry source) {
        String name = source.string();
        if (name.isEmpty() || name.indexOf(0) >= 0) {
            throw source.wrong("a path of the host that is not empty and without NUL");
        }
        return file.toAbsolutePath().resolveSibling(name).normalize();
    }
}
