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
        name = "get",
        header = "Copy a file out of a session.",
        description = {
            "",
            "A file appears when it is complete, or not at all. The content was made by a guest: treat it like anything"
                    + " from a stranger."
        },
        footer = {
            "  sandbox session get notes out/report.html > report.html",
            "  sandbox session get notes out/report.html .       as ./report.html",
            "  sandbox session get notes a.csv b.csv --force     replaces b.csv",
            "  sandbox session get notes a.csv | head"
        })
final class SessionGetCommand extends OneSessionCommand {
    @Parameters(index = "1", paramLabel = "PATH", description = "The file in the workspace.")
    private String path = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "The file or directory to copy to, or - for standard output. Default: standard output.")
    private String target = "-";

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    SessionGetCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        if (target.equals("-")) {
            if (json()) {
                throw new UsageException(
                        "--json and the file cannot both go to standard output; name a FILE to copy to");
            }
            print();
            return ExitCode.OK;
        }
        Path file = Path.of(target);
        if (Files.isDirectory(file)) {
            file = file.resolve(path.substring(path.lastIndexOf('/') + 1));
        }
        long bytes;
        try (Interruption _ = Interruption.ofThisThread()) {
            bytes = copy(sessions(), file);
        }
        Map<String, @Nullable Object> object = objectOfSession();
        object.put("path", path);
        object.put("bytes", bytes);
        object.put("file", file.toAbsolutePath().normalize().toString());
        report(object, List.of());
        return ExitCode.OK;
    }

    private void print() {
        try (InputStream in = sessions().openFile(id(), path)) {
            byte[] chunk = new byte[1 << 16];
            for (int count; (count = in.read(chunk)) >= 0; ) {
                surroundings().write(java.util.Arrays.copyOf(chunk, count));
            }
        } catch (IOException e) {
            throw new UsageException(
                    "cannot read '" + Texts.name(path) + "' to its end: " + e.getMessage(), e);
        }
    }

    private long copy(Sessions sessions, Path file) {
        try (InputStream in = sessions.openFile(id(), path);
                Progress progress = new Progress(surroundings(), Texts.name(path), size(in))) {
            return new TargetFile(file, force).write(out -> progress.watch(in).transferTo(out));
        } catch (IOException e) {
            throw new UsageException(
                    "cannot read '" + Texts.name(path) + "' to its end: " + e.getMessage(), e);
        }
    }

    private static long size(InputStream in) throws IOException {
        int available = in.available();
        return available == Integer.MAX_VALUE ? -1 : available;
    }
}
