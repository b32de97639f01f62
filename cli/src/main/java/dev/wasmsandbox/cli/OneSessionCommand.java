package dev.wasmsandbox.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** What the commands about one session have in common. */
abstract class OneSessionCommand extends AnySessionCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The session.")
    private String id = "";

    OneSessionCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /** Returns the session that was named, which need not be there. */
    final String id() {
        return id;
    }

    /** Begins an object that tells of success with the session. */
    final Map<String, @Nullable Object> objectOfSession() {
        Map<String, @Nullable Object> object = object();
        object.put("session_id", id);
        return object;
    }
}
