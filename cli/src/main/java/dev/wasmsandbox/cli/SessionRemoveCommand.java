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
        header = "Delete files or checkpoints of a session, or the session.",
        description = {
            "",
            "Deletes at once and without asking. A whole session goes only with --all, with its files, its checkpoints and the"
                    + " kept output of its runs. Of several checkpoints none goes if one is not there."
        },
        footer = {
            "  sandbox session rm notes data.csv",
            "  sandbox session rm notes out -r       a directory with all that is in it",
            "  sandbox session rm notes --checkpoint before-cleanup",
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

    @Option(
            names = "--checkpoint",
            paramLabel = "NAME",
            description =
                    "Delete the checkpoint that is kept under this name; can be given several times, instead of paths.")
    private List<String> checkpoints = new ArrayList<>();

    @Option(names = "--all", description = "Delete the session itself.")
    private boolean all;

    SessionRemoveCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        requireOneKind();
        Map<String, @Nullable Object> object = objectOfSession();
        if (all) {
            if (!sessions().deleteWorkspace(id())) {
                throw new UsageException("there is no session " + id());
            }
            object.put("deleted_session", true);
        } else if (paths.isEmpty()) {
            object.put("deleted_checkpoints", deleteCheckpoints(sessions()));
        } else {
            object.put("deleted_paths", delete(sessions()));
        }
        report(object, List.of());
        return ExitCode.OK;
    }

    private void requireOneKind() {
        boolean some = !paths.isEmpty() || !checkpoints.isEmpty();
        if (all && some) {
            throw new UsageException("--all deletes the whole session; leave it away, or the rest");
        }
        if (!all && !some) {
            throw new UsageException(
                    "nothing to delete: give paths, --checkpoint, or --all for the session itself");
        }
        if (!paths.isEmpty() && !checkpoints.isEmpty()) {
            throw new UsageException("paths and --checkpoint do not go together");
        }
    }

    private List<String> deleteCheckpoints(Sessions sessions) {
        checkpoints.forEach(new NamedCheckpoints(sessions, id())::requireThere);
        return checkpoints.stream().filter(name -> sessions.deleteCheckpoint(id(), name)).toList();
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
