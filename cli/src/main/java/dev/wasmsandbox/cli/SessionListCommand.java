package dev.wasmsandbox.cli;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.SessionSummary;
import dev.wasmsandbox.Sessions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        header = "List all sessions.",
        description = {
            "",
            "Columns: id, last use, creation, number of files, their size. A dash stands for metadata that is missing or"
                    + " damaged."
        },
        footer = {
            "  sandbox session list",
            "  sandbox session list | sort -t \"$(printf '\\t')\" -k 5 -n        by size",
            "  sandbox session list --json"
        })
final class SessionListCommand extends AnySessionCommand {
    SessionListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        Sessions sessions = sessions();
        Table table = new Table(surroundings(), "SESSION", "LAST USED", "CREATED", "FILES", "SIZE");
        List<Object> objects = new ArrayList<>();
        int exitCode = ExitCode.OK;
        for (String id : sessions.list()) {
            try {
                add(sessions.summary(id), table, objects);
            } catch (SandboxException e) {
                if (e.code() != ErrorCode.SESSION_NOT_FOUND) {
                    surroundings().complain(String.valueOf(e.getMessage()));
                    exitCode = ExitCode.TROUBLE;
                }
            }
        }
        Map<String, @Nullable Object> object = object();
        object.put("success", exitCode == ExitCode.OK);
        object.put("sessions", objects);
        report(object, table.lines());
        return exitCode;
    }

    private void add(SessionSummary summary, Table table, List<Object> objects) {
        objects.add(describe(summary));
        SessionMetadata metadata = summary.metadata();
        table.add(
                summary.sessionId(),
                time(metadata == null ? null : metadata.updatedAt()),
                time(metadata == null ? null : metadata.createdAt()),
                Integer.toString(summary.files()),
                size(summary.bytes()));
    }

    /** Describes a session for programs. */
    static Map<String, @Nullable Object> describe(SessionSummary summary) {
        SessionMetadata metadata = summary.metadata();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("session_id", summary.sessionId());
        object.put("created_at", metadata == null ? null : metadata.createdAt().toString());
        object.put("updated_at", metadata == null ? null : metadata.updatedAt().toString());
        object.put("files", summary.files());
        object.put("bytes", summary.bytes());
        object.put(
                "workspace_path",
                summary.workspacePath() == null ? null : summary.workspacePath().toString());
        return object;
    }
}
