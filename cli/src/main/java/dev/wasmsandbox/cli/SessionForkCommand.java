package dev.wasmsandbox.cli;

import dev.wasmsandbox.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "fork",
        header = "Copy a session, with its files and its interpreters.",
        description = {
            "",
            "Prints the ids of the copies, one on each line. They share nothing with the session or each other. An"
                    + " interpreter that is in use is copied as it was saved last."
        },
        footer = {
            "  sandbox session fork notes                        prints the id of the copy",
            "  sandbox session fork notes --name try",
            "  sandbox session fork notes --name try-a --name try-b",
            "  for id in $(sandbox session fork notes --count 3); do sandbox run --session $id --persist -c 'step()'; done"
        })
final class SessionForkCommand extends OneSessionCommand {
    private static final int MOST = 10_000;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many copies under ids of their own. Default: 1.")
    private @Nullable Integer count;

    @Option(
            names = "--name",
            paramLabel = "NEWID",
            description = "The id of a copy; can be given several times, instead of --count.")
    private List<String> names = new ArrayList<>();

    SessionForkCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        List<String> wanted = wanted();
        Sessions sessions = sessions();
        List<String> made = new ArrayList<>();
        try (Interruption interruption = Interruption.ofThisThread()) {
            for (String name : wanted) {
                sessions.copy(id(), name);
                made.add(name);
                if (interruption.isRequested()) {
                    break;
                }
            }
        } finally {
            Map<String, @Nullable Object> object = objectOfSession();
            object.put("success", made.size() == wanted.size());
            object.put("copies", made);
            if (!json() || made.size() == wanted.size()) {
                report(object, made);
            }
        }
        return made.size() == wanted.size() ? ExitCode.OK : ExitCode.INTERRUPTED;
    }

    private List<String> wanted() {
        if (!names.isEmpty()) {
            if (count != null) {
                throw new UsageException("--count and --name do not go together");
            }
            return names;
        }
        int copies = count == null ? 1 : count;
        if (copies < 1 || copies > MOST) {
            throw new UsageException("--count is " + copies + "; allowed are 1 to " + MOST);
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            ids.add(UUID.randomUUID().toString());
        }
        return ids;
    }
}
