package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.core.text.Json;
import dev.wasmsandbox.core.text.SessionIds;
import dev.wasmsandbox.core.text.WorkspacePaths;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the disk adapter notes about a session beside its files.
 *
 * <p>The guest's links are noted here, too, instead of being made: a real link would lead whoever works with the
 * workspace on the host to wherever the guest likes.
 *
 * @param metadata the session's metadata; null if it is missing or damaged
 * @param links what each link of the guest points to
 */
record MetadataFile(@Nullable SessionMetadata metadata, Map<String, String> links) {
    /** More than any honest file has. */
    static final int MAX_BYTES = 8 << 20;

    /** Of one length for all times, so that a new time of use fits into the place of the old one. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    static final MetadataFile MISSING = new MetadataFile(null, Map.of());

    /** Reads the file; what is damaged counts as missing. */
    static MetadataFile read(byte[] json) {
        Map<String, @Nullable Object> object;
        try {
            object = Json.readObject(json);
        } catch (IllegalArgumentException e) {
            return MISSING;
        }
        Map<String, String> links = new TreeMap<>();
        if (object.get("links") instanceof Map<?, ?> map) {
            map.forEach((path, target) -> {
                if (path instanceof String name
                        && WorkspacePaths.isValid(name)
                        && target instanceof String text
                        && WorkspacePaths.isLinkTarget(text)) {
                    links.put(name, text);
                }
            });
        }
        return new MetadataFile(metadata(object).orElse(null), links);
    }

    private static Optional<SessionMetadata> metadata(Map<String, @Nullable Object> object) {
        if (object.get("session_id") instanceof String id
                && SessionIds.isValid(id)
                && object.get("created_at") instanceof String created
                && object.get("updated_at") instanceof String updated
                && object.get("version") instanceof Long version) {
            try {
                return Optional.of(
                        new SessionMetadata(
                                id,
                                Instant.parse(created),
                                Instant.parse(updated),
                                Math.toIntExact(version)));
            } catch (DateTimeException | ArithmeticException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Writes the file. */
    static byte[] write(SessionMetadata metadata, Map<String, String> links) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("session_id", metadata.sessionId());
        object.put("created_at", TIME.format(metadata.createdAt()));
        object.put("updated_at", TIME.format(metadata.updatedAt()));
        object.put("version", metadata.version());
        if (!links.isEmpty()) {
            object.put("links", links);
        }
        return Json.write(object).getBytes(StandardCharsets.UTF_8);
    }
}
