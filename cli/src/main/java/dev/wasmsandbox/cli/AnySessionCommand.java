package dev.wasmsandbox.cli;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.StorageAdapter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands about sessions have in common. */
@Command(
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n")
abstract class AnySessionCommand extends AnyCommand {
    private static final Path DEFAULT_WORKSPACE = Path.of("workspace");

    @Mixin private WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    AnySessionCommand(Surroundings surroundings) {
        super(surroundings);
    }

    final boolean json() {
        return json;
    }

    final StorageAdapter storage() {
        return new DiskStorageAdapter(
                Objects.requireNonNullElse(workspace.path(), DEFAULT_WORKSPACE));
    }

    final Sessions sessions() {
        return Sessions.of(storage(), SandboxLogger.none());
    }

    /** Prints what a command has to say: an object, or lines of text. */
    final void report(Map<String, @Nullable Object> object, Iterable<String> lines) {
        if (json) {
            surroundings().print(Json.write(object));
        } else {
            String text = String.join("\n", lines);
            if (!text.isEmpty()) {
                surroundings().print(text);
            }
        }
    }

    /** Begins an object that tells of success. */
    static Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("success", true);
        return object;
    }

    /** Writes a time: how long ago it was for people, itself for programs. */
    final String time(@Nullable Instant time) {
        if (time == null) {
            return "-";
        }
        return surroundings().terminal() ? Texts.ago(time, Instant.now()) : time.toString();
    }

    /** Writes a size: rounded for people, exact for programs. */
    final String size(long bytes) {
        return surroundings().terminal() ? Texts.bytes(bytes) : Long.toString(bytes);
    }
}
