package dev.wasmsandbox.cli;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.SessionSummary;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.StoredCheckpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "show",
        header = "Tell about one session, and which checkpoints are kept with it.",
        description = {
            "",
            "A checkpoint is shown by its name, what it takes and when it was saved; into a pipe on a line that begins with"
                    + " 'checkpoint' and a tab."
        },
        footer = {"  sandbox session show notes", "  sandbox session show notes --json"})
final class SessionShowCommand extends OneSessionCommand {
    SessionShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        Sessions sessions = sessions();
        SessionSummary summary = sessions.summary(id());
        List<StoredCheckpoint> checkpoints = sessions.checkpoints(id());
        Map<String, @Nullable Object> object = object();
        object.putAll(SessionListCommand.describe(summary));
        object.put("checkpoints", checkpoints.stream().map(SessionShowCommand::describe).toList());
        List<String> lines = new ArrayList<>(lines(summary));
        lines.addAll(lines(checkpoints));
        report(object, lines);
        return ExitCode.OK;
    }

    private List<String> lines(SessionSummary summary) {
        SessionMetadata metadata = summary.metadata();
        return List.of(
                line("session", summary.sessionId()),
                line("created", time(metadata == null ? null : metadata.createdAt())),
                line("last used", time(metadata == null ? null : metadata.updatedAt())),
                line("files", Integer.toString(summary.files())),
                line("size", size(summary.bytes())),
                line(
                        "folder",
                        summary.workspacePath() == null
                                ? "-"
                                : summary.workspacePath().toString()));
    }

    private List<String> lines(List<StoredCheckpoint> checkpoints) {
        Table table = new Table(surroundings(), "CHECKPOINT", "SIZE", "SAVED");
        for (StoredCheckpoint kept : checkpoints) {
            table.add(kept.name(), size(kept.bytes()), time(kept.savedAt()));
        }
        if (!table.isPretty()) {
            return table.lines().stream().map(line -> line("checkpoint", line)).toList();
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (!lines.isEmpty()) {
            lines.addFirst("");
        }
        return lines;
    }

    /** Describes a checkpoint for programs. */
    private static Map<String, @Nullable Object> describe(StoredCheckpoint kept) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", kept.name());
        object.put("content_hash", kept.contentHash().isEmpty() ? null : kept.contentHash());
        object.put("bytes", kept.bytes());
        object.put("saved_at", kept.savedAt().toString());
        return object;
    }

    private String line(String name, String value) {
        return surroundings().terminal()
                ? name + " ".repeat(11 - name.length()) + value
                : name + "\t" + value;
    }
}
