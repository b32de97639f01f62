package dev.wasmsandbox.cli;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.cli.SandboxOpener.Living;
import dev.wasmsandbox.cli.SandboxOpener.Opening;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "restore",
        header = "Make a session what a checkpoint holds.",
        description = {
            "",
            "From a file, begins the session if there is none of that id. Its interpreter becomes the one of the checkpoint; if"
                    + " files are in it, the workspace then holds exactly those. A checkpoint that is damaged, too large or"
                    + " made by another release changes nothing.",
            "",
            "By a name, goes back to what 'sandbox session checkpoint ID --name NAME' kept. What the session holds now is gone"
                    + " then, unless it is kept under another name before; what is kept stays."
        },
        footer = {
            "  sandbox session restore notes --name before-cleanup",
            "  sandbox session restore notes --from notes.checkpoint",
            "  sandbox session restore notes --from notes.checkpoint --force      a session that is there",
            "  sandbox session restore again --from - < notes.checkpoint"
        })
final class SessionRestoreCommand extends OneSessionCommand {
    private final SandboxOpener opener;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Take it from this file, or - for standard input.")
    private @Nullable String source;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Take the one that is kept with the session under this name.")
    private @Nullable String name;

    @Option(
            names = "--force",
            description = "With --from: replace what a session that is there holds.")
    private boolean force;

    @Option(
            names = "--max-bytes",
            paramLabel = "BYTES",
            description =
                    "How much the checkpoint may hold without compression, e.g. 2GiB. Default: 512MiB.")
    private @Nullable String maxBytes;

    SessionRestoreCommand(Surroundings surroundings, SandboxOpener opener) {
        super(surroundings);
        this.opener = opener;
    }

    @Override
    public int getAsInt() {
        long most =
                maxBytes == null
                        ? Checkpoint.DEFAULT_MAX_BYTES
                        : Quantities.amount("--max-bytes", maxBytes);
        requireOneSource();
        Sessions sessions = sessions();
        boolean there = sessions.exists(id());
        if (there && name == null && !force) {
            throw new UsageException(
                    "there is a session " + id() + " already; --force replaces what it holds");
        }
        Checkpoint checkpoint =
                name == null
                        ? read(Objects.requireNonNull(source), most)
                        : load(sessions, name, most);
        boolean done = false;
        try (Interruption _ = Interruption.ofThisThread();
                Sandbox sandbox = opener.open(opening(checkpoint))) {
            report(SessionCheckpointCommand.describe(sandbox.sessionId(), checkpoint), List.of());
            done = true;
        } finally {
            if (!there && !done) {
                boolean _ = sessions.deleteWorkspace(id());
            }
        }
        return ExitCode.OK;
    }

    private Opening opening(Checkpoint checkpoint) {
        ExecutionPolicy defaults = ExecutionPolicy.defaults();
        // Nothing runs under this policy; it must only hold what is there.
        ExecutionPolicy policy =
                checkpoint.memoryBytes() <= defaults.memoryBytes()
                        ? defaults
                        : defaults.toBuilder().memoryBytes(checkpoint.memoryBytes()).build();
        return new Opening(
                checkpoint.runtime(), policy, storage(), id(), new Living(false, 0, checkpoint));
    }

    private void requireOneSource() {
        if (source == null && name == null) {
            throw new UsageException(
                    "say where from: --name NAME takes what is kept with the session, --from FILE a file");
        }
        if (source != null && name != null) {
            throw new UsageException("--from and --name do not go together");
        }
    }

    private Checkpoint load(Sessions sessions, String kept, long most) {
        new NamedCheckpoints(sessions, id()).requireThere(kept);
        return sessions.loadCheckpoint(id(), kept, most);
    }

    private Checkpoint read(String file, long most) {
        if (file.equals("-")) {
            return read(surroundings().in(), -1, most);
        }
        return new SourceFile(Path.of(file)).read((in, size) -> read(in, size, most));
    }

    private Checkpoint read(InputStream in, long size, long most) {
        try (Progress progress = new Progress(surroundings(), id(), size)) {
            return Checkpoint.read(new BufferedInputStream(progress.watch(in)), most);
        } catch (IOException e) {
            throw new UsageException("cannot read '" + source + "': " + e.getMessage(), e);
        }
    }
}
