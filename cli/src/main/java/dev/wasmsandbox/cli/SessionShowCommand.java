package dev.wasmsandbox.cli;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.SessionSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "show",
        header = "Tell about one session.",
        footer = {"  sandbox session show notes", "  sandbox session show notes --json"})
final class SessionShowCommand extends OneSessionCommand {
    SessionShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        SessionSummary summary = sessions().summary(id());
        SessionMetadata metadata = summary.metadata();
        Map<String, @Nullable Object> object = object();
        object.putAll(SessionListCommand.describe(summary));
        report(
                object,
                List.of(
                        line("session", summary.sessionId()),
                        line("created", time(metadata == null ? null : metadata.createdAt())),
                        line("last used", time(metadata == null ? null : metadata.updatedAt())),
                        line("files", Integer.toString(summary.files())),
                        line("size", size(summary.bytes())),
                        line(
                                "folder",
                                summary.workspacePath() == null
                                        ? "-"
                                        : summary.workspacePath().toString())));
        return ExitCode.OK;
    }

    private String line(String name, String value) {
        return surroundings().terminal()
                ? name + " ".repeat(11 - name.length()) + value
                : name + "\t" + value;
    }
}
