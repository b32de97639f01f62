package dev.wasmsandbox.cli;

import dev.wasmsandbox.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "put",
        header = "Copy a file into a session.",
        description = {
            "",
            "Begins the session if there is none of that id. Whoever reads the file meanwhile sees the old content or the"
                    + " new one; what fails on the way changes nothing."
        },
        footer = {
            "  sandbox session put notes data.csv",
            "  sandbox session put notes data.csv in/          as in/data.csv",
            "  sandbox session put notes data.csv in/2026.csv --force",
            "  curl -s https://example.org/ | sandbox session put notes - page.html"
        })
final class SessionPutCommand extends OneSessionCommand {
    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The file, or - for standard input.")
    private String source = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "PATH",
            description =
                    "Where in the workspace; with a / at the end, under the file's own name there. Default: at the"
                            + " top, under its own name.")
    private @Nullable String path;

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    SessionPutCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        String target = target();
        Sessions sessions = sessions();
        long bytes;
        if (source.equals("-")) {
            bytes = put(sessions, target, surroundings().in(), -1);
        } else {
            bytes = putFile(sessions, target, Path.of(source));
        }
        Map<String, @Nullable Object> object = objectOfSession();
        object.put("path", target);
        object.put("bytes", bytes);
        report(object, List.of());
        return ExitCode.OK;
    }

    private String target() {
        if (path != null && !path.endsWith("/")) {
            return path;
        }
        if (source.equals("-")) {
            throw new UsageException(
                    "standard input has no name of its own; say under which PATH to keep it");
        }
        Path name = Path.of(source).getFileName();
        return (path == null ? "" : path) + (name == null ? "" : name);
    }

    private long putFile(Sessions sessions, String target, Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageException(
                    "cannot read '" + file + "': it is a directory; put its files one by one");
        }
        return new SourceFile(file).read((in, size) -> put(sessions, target, in, size));
    }

    private long put(Sessions sessions, String target, InputStream in, long size) {
        boolean created = sessions.open(id());
        boolean done = false;
        try (Progress progress = new Progress(surroundings(), Texts.name(target), size)) {
            long bytes = sessions.writeFile(id(), target, progress.watch(in), force);
            done = true;
            return bytes;
        } catch (IOException e) {
            throw new UsageException("cannot read '" + source + "': " + e.getMessage(), e);
        } finally {
            if (created && !done) {
                boolean _ = sessions.deleteWorkspace(id());
            }
        }
    }
}
