package dev.wasmsandbox.cli;

import dev.wasmsandbox.WorkspaceEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "files",
        header = "List the files of a session.",
        description = {
            "",
            "Columns: path, size, time of the last change. Control characters in names are written as escapes; --json has"
                    + " the names as they are."
        },
        footer = {
            "  sandbox session files notes",
            "  sandbox session files notes '*.csv'             at the top only",
            "  sandbox session files notes '**/*.{png,svg}'    at any depth",
            "  sandbox session files notes 'out/**'            all below out"
        })
final class SessionFilesCommand extends OneSessionCommand {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATTERN",
            description =
                    "Which files: * and ? stand for characters of a name, ** for any number of directories,"
                            + " [a-z] for one character, {a,b} for alternatives. Default: all.")
    private String pattern = "**";

    SessionFilesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        Table table = new Table(surroundings(), "FILE", "SIZE", "CHANGED");
        List<Object> objects = new ArrayList<>();
        for (WorkspaceEntry file : sessions().describeFiles(id(), pattern)) {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("path", file.path());
            each.put("bytes", file.size());
            each.put("modified_at", file.modified().toString());
            objects.add(each);
            table.add(Texts.name(file.path()), size(file.size()), time(file.modified()));
        }
        Map<String, @Nullable Object> object = objectOfSession();
        object.put("files", objects);
        report(object, table.lines());
        return ExitCode.OK;
    }
}
