package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.core.text.WorkspacePaths;
import dev.wasmsandbox.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The file in which a session's metadata is kept: whatever stands in it, it is read or counts as missing. */
public final class MetadataTarget implements FuzzTarget {
    /** Opens the target. */
    public MetadataTarget() {}

    @Override
    public void run(byte[] input) {
        MetadataFile read = MetadataFile.read(input);
        for (String path : read.links().keySet()) {
            if (!WorkspacePaths.isValid(path)) {
                throw new AssertionError("a link has the path " + path);
            }
        }
        SessionMetadata metadata = read.metadata();
        if (metadata != null) {
            MetadataFile again = MetadataFile.read(MetadataFile.write(metadata, read.links()));
            SessionMetadata second = again.metadata();
            if (second == null
                    || !second.sessionId().equals(metadata.sessionId())
                    || second.version() != metadata.version()) {
                throw new AssertionError(metadata + " was written, " + second + " was read");
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                bytes(
                        """
                        {"session_id":"abc","created_at":"2026-01-01T00:00:00.000000Z","updated_at":"2026-01-02T00:00:00.5Z",
                        "version":1,"links":{"a/b":"../c","d":"/app/e"}}
                        """),
                bytes("{\"links\":{\"../x\":\"y\",\"\":\"z\",\".metadata.json\":\"\"}}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> words() {
        return List.of(
                "\"session_id\":",
                "\"created_at\":",
                "\"updated_at\":",
                "\"version\":",
                "\"links\":{",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "2147483648");
    }
}
