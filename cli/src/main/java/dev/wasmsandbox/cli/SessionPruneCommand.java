package dev.wasmsandbox.cli;

import dev.wasmsandbox.PruneResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        header = "Delete the sessions that nobody used for some time.",
        description = {
            "",
            "A session is used by each run in it and each change of its files. Sessions in use, and those whose metadata"
                    + " cannot be read, are skipped. Nobody is asked; --dry-run tells first."
        },
        footer = {
            "  sandbox session prune --older-than 24h --dry-run",
            "  sandbox session prune --older-than 7d"
        })
final class SessionPruneCommand extends AnySessionCommand {
    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "AGE",
            description = "The time since the last use, e.g. 90m, 24h, 7d or 4w.")
    private String age = "";

    @Option(names = "--dry-run", description = "Only tell what would be deleted.")
    private boolean dryRun;

    SessionPruneCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        PruneResult result = sessions().prune(Quantities.age("--older-than", age), dryRun);
        Table table = new Table(surroundings(), "", "SESSION");
        String done = dryRun ? "would delete" : "deleted";
        result.deletedSessions().forEach(id -> table.add(done, id));
        result.skippedSessions().forEach(id -> table.add("skipped", id));
        Map<String, @Nullable Object> object = object();
        object.put("success", result.errors().isEmpty());
        object.put("deleted_sessions", result.deletedSessions());
        object.put("skipped_sessions", result.skippedSessions());
        object.put("reclaimed_bytes", result.reclaimedBytes());
        object.put("errors", result.errors());
        object.put("dry_run", result.dryRun());
        report(object, table.lines());
        if (!json()) {
            result.errors().forEach((id, error) -> surroundings().complain(id + ": " + error));
            surroundings()
                    .err()
                    .println(
                            done
                                    + ": "
                                    + result.deletedSessions().size()
                                    + " sessions with "
                                    + Texts.bytes(result.reclaimedBytes())
                                    + (result.skippedSessions().isEmpty()
                                            ? ""
                                            : "; skipped, since they are in use or their metadata is damaged: "
                                                    + result.skippedSessions().size()));
        }
        return result.errors().isEmpty() ? ExitCode.OK : ExitCode.TROUBLE;
    }
}
