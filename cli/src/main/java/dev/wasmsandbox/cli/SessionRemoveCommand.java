package dev.wasmsandbox.cli;

import dev.wasmsandbox.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        header = "Delete files of a session, or the session.",
        description = {
            "",
            "Deletes at once and without asking. A whole session goes only with --all, with its files and the kept output"
                    + " of its runs."
        },
        footer = {
            "  sandbox session rm notes data.csv",
            "  sandbox session rm notes out -r       a directory with all that is in it",
            "  sandbox session rm notes --all        the session"
        })
final class SessionRemoveCommand extends OneSessionCommand {
    @Parameters(
            index = "1..*",
            paramLabel = "PATH",
            description = "Files or directories in the workspace.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = {"-r", "--recursive"},
            description = "Delete directories with all that is in them.")
    private boolean recursive;

    @Option(names = "--all", description = "Delete the session itself.")
    private boolean all;

    SessionRemoveCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        if (all != paths.isEmpty()) {
            throw new UsageException(
                    all
                            ? "--all deletes the whole session; leave it away, or the paths"
                            : "nothing to delete: give paths, or --all for the session itself");
        }
        Map<String, @Nullable Object> object = objectOfSession();
        if (all) {
            if (!sessions().deleteWorkspace(id())) {
                throw new UsageException("there is no session " + id());
            }
            object.put("deleted_session", true);
        } else {
            object.put("deleted_paths", delete(sessions()));
        }
        report(object, List.of());
        return ExitCode.OK;
    }

    private List<String> delete(Sessions sessions) {
        List<String> deleted = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String path : paths) {
            (sessions.deletePath(id(), path, recursive) ? deleted : missing).add(path);
        }
        if (!missing.isEmpty()) {
            throw new UsageException(
                    "there is no "
                            + quoted(missing)
                            + " in session "
                            + id()
                            + (deleted.isEmpty() ? "" : "; deleted: " + quoted(deleted)));
        }
        return deleted;
    }

    private static String quoted(List<String> names) {
        return "'" + String.join("', '", names.stream().map(Texts::name).toList()) + "'";
    }
}
