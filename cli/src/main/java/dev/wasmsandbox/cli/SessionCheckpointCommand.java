package dev.wasmsandbox.cli;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointScope;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.cli.SandboxOpener.Living;
import dev.wasmsandbox.cli.SandboxOpener.Opening;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "checkpoint",
        header =
                "Keep what a session is now, in a file or under a name: its interpreter and its files.",
        description = {
            "",
            "The interpreter is taken as it is saved: with all that 'sandbox run --persist' and 'sandbox repl' left in it."
                    + " 'sandbox session restore' goes on from the file, here or on another machine with the same release."
                    + " The file is not encrypted, and whoever can change it decides what the interpreter believes.",
            "",
            "Under a name it is kept with the session, until 'sandbox session rm ID --checkpoint NAME' or the end of the session;"
                    + " 'sandbox session show' lists what is kept."
        },
        footer = {
            "  sandbox session checkpoint notes --name before-cleanup",
            "  sandbox session checkpoint notes --name daily --force       replaces it",
            "  sandbox session checkpoint notes --to notes.checkpoint",
            "  sandbox session checkpoint notes --to - | ssh host sandbox session restore notes --from -",
            "  sandbox session checkpoint notes --to notes.checkpoint --without-files"
        })
final class SessionCheckpointCommand extends OneSessionCommand {
    private static final String STANDARD_OUTPUT = "-";

    private final SandboxOpener opener;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Write it into this file, or - for standard output.")
    private @Nullable String target;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Keep it with the session, under 1 to 128 letters, digits, '.', '_', '+' and '-', not '.' at first.")
    private @Nullable String name;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "Which interpreter, if the session has one of each language.")
    private @Nullable String language;

    @Option(names = "--without-files", description = "Take the interpreter alone.")
    private boolean withoutFiles;

    @Option(names = "--force", description = "Replace a file or checkpoint that is there.")
    private boolean force;

    SessionCheckpointCommand(Surroundings surroundings, SandboxOpener opener) {
        super(surroundings);
        this.opener = opener;
    }

    @Override
    public int getAsInt() {
        requireOnePlace();
        Sessions sessions = sessions();
        // Opening a sandbox would begin a session that is not there.
        String session = sessions.summary(id()).sessionId();
        if (name != null) {
            new NamedCheckpoints(sessions, session).requireFree(name, force);
        }
        try (Interruption _ = Interruption.ofThisThread();
                Sandbox sandbox =
                        opener.open(
                                new Opening(
                                        runtime(session),
                                        ExecutionPolicy.defaults(),
                                        storage(),
                                        session,
                                        Living.ONE_RUN))) {
            Checkpoint checkpoint =
                    sandbox.checkpoint(
                            withoutFiles
                                    ? CheckpointScope.INTERPRETER
                                    : CheckpointScope.INTERPRETER_AND_FILES);
            long bytes =
                    name == null
                            ? write(checkpoint, Objects.requireNonNull(target))
                            : sessions.saveCheckpoint(session, name, checkpoint, force);
            Map<String, @Nullable Object> object = describe(session, checkpoint);
            object.put("bytes", bytes);
            object.put("file", target);
            object.put("name", name);
            if (!STANDARD_OUTPUT.equals(target)) {
                report(object, List.of());
            }
        }
        return ExitCode.OK;
    }

    private void requireOnePlace() {
        if (target == null && name == null) {
            throw new UsageException(
                    "say where to: --name NAME keeps it with the session, --to FILE writes it into a file");
        }
        if (target != null && name != null) {
            throw new UsageException("--to and --name do not go together");
        }
        if (STANDARD_OUTPUT.equals(target) && json()) {
            throw new UsageException(
                    "--json and the checkpoint cannot both go to standard output; name a FILE");
        }
    }

    /** Tells about a checkpoint. */
    static Map<String, @Nullable Object> describe(String session, Checkpoint checkpoint) {
        Map<String, @Nullable Object> object = object();
        object.put("session_id", session);
        object.put("language", checkpoint.runtime().id());
        object.put("content_hash", checkpoint.contentHash());
        object.put("memory_bytes", checkpoint.memoryBytes());
        object.put("has_files", checkpoint.hasFiles());
        return object;
    }

    private RuntimeType runtime(String session) {
        if (language != null) {
            return RuntimeType.of(language);
        }
        List<RuntimeType> saved = new ArrayList<>();
        for (RuntimeType runtime : RuntimeType.values()) {
            if (isSaved(storage(), session, runtime)) {
                saved.add(runtime);
            }
        }
        if (saved.size() == 1) {
            return saved.getFirst();
        }
        throw new UsageException(
                saved.isEmpty()
                        ? "session "
                                + session
                                + " has no interpreter that lives on ('sandbox run --persist' and 'sandbox repl' keep one);"
                                + " say --language to take its files with a fresh one"
                        : "session "
                                + session
                                + " has an interpreter of each language; say which by --language");
    }

    /** The library keeps an interpreter that lives on as a checkpoint of its own, by the name of its language. */
    private static boolean isSaved(StorageAdapter storage, String session, RuntimeType runtime) {
        return storage.checkpoints(session).stream()
                .anyMatch(kept -> kept.name().equals("." + runtime.id()));
    }

    private long write(Checkpoint checkpoint, String file) {
        try (Progress progress = new Progress(surroundings(), id(), -1)) {
            if (!file.equals(STANDARD_OUTPUT)) {
                return new TargetFile(Path.of(file), force)
                        .write(out -> write(checkpoint, progress.watch(out), progress));
            }
            return write(checkpoint, progress.watch(surroundings().out()), progress);
        } catch (IOException e) {
            throw new BrokenPipeException(e);
        }
    }

    private static long write(Checkpoint checkpoint, OutputStream out, Progress progress)
            throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
        checkpoint.writeTo(buffered);
        buffered.flush();
        return progress.moved();
    }
}
