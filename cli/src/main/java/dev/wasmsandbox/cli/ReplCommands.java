package dev.wasmsandbox.cli;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.WorkspaceEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The commands of a prompt, which begin with a colon. */
final class ReplCommands {
    private static final int NAME_WIDTH = 20;

    /** What can be said, in the order of the help. */
    private enum Command {
        HELP("", "what can be said here"),
        QUIT("", "end; Ctrl-D does the same"),
        TIME("[CODE]", "run CODE and tell what it took; alone: tell so of every input, or stop"),
        UNDO("", "take the last input back, with what it did to files"),
        RESET("", "begin with a fresh interpreter; files stay"),
        CHECKPOINT(
                "[NAME]", "keep interpreter and files under NAME while this is open; alone: list"),
        RESTORE("NAME", "go back to what was kept"),
        FORK("[ID]", "go on in a copy, which is dropped when left unless it gets an ID"),
        BACK("", "leave a copy"),
        FILES("[PATTERN]", "list the files of the session, e.g. **/*.csv"),
        LOAD("FILE", "run a file of this machine here"),
        SESSION("", "which session this is, and its limits");

        private final String parameter;
        private final String help;

        Command(String parameter, String help) {
            this.parameter = parameter;
            this.help = help;
        }

        private String word() {
            return ":" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final ReplSession session;
    private final ReplScreen screen;
    private final Surroundings surroundings;
    private final StorageAdapter storage;
    private boolean timed;

    ReplCommands(
            ReplSession session,
            ReplScreen screen,
            Surroundings surroundings,
            StorageAdapter storage) {
        this.session = session;
        this.screen = screen;
        this.surroundings = surroundings;
        this.storage = storage;
    }

    /** Returns the words that commands begin with. */
    static List<String> words() {
        return Stream.of(Command.values()).map(Command::word).toList();
    }

    /**
     * Carries a command out; returns the exit code if it is the last input.
     *
     * @throws UsageException if there is no such command
     */
    OptionalInt carryOut(String input) {
        String[] parts = input.strip().split("\\s+", 2);
        String argument = parts.length == 2 ? parts[1] : "";
        Command command = find(parts[0]);
        require(command, argument);
        switch (command) {
            case HELP -> help();
            case QUIT -> {
                return OptionalInt.of(ExitCode.OK);
            }
            case TIME -> {
                return time(argument);
            }
            case UNDO -> {
                session.sandbox().undo();
                screen.note("the last input is taken back");
            }
            case RESET -> {
                session.sandbox().reset();
                screen.note("this is a fresh interpreter");
            }
            case CHECKPOINT -> checkpoint(argument);
            case RESTORE -> restore(argument);
            case FORK -> fork(argument);
            case BACK -> back();
            case FILES -> files(argument);
            case LOAD -> {
                return load(argument);
            }
            case SESSION -> session();
        }
        return OptionalInt.empty();
    }

    /** A command may be cut short as long as no other begins like that. */
    private static Command find(String word) {
        List<Command> found =
                Stream.of(Command.values())
                        .filter(command -> command.word().startsWith(word) && word.length() > 1)
                        .toList();
        List<Command> exact =
                found.stream().filter(command -> command.word().equals(word)).toList();
        if (exact.size() == 1 || found.size() == 1) {
            return exact.isEmpty() ? found.getFirst() : exact.getFirst();
        }
        throw new UsageException(
                found.isEmpty()
                        ? "there is no command '" + Texts.name(word) + "'; :help lists them"
                        : "'"
                                + word
                                + "' may be "
                                + String.join(" or ", found.stream().map(Command::word).toList()));
    }

    private static void require(Command command, String argument) {
        if (argument.isEmpty()
                && !command.parameter.isEmpty()
                && !command.parameter.startsWith("[")) {
            throw new UsageException(command.word() + " needs a " + command.parameter);
        }
        if (!argument.isEmpty() && command.parameter.isEmpty()) {
            throw new UsageException(
                    command.word()
                            + " takes nothing, but '"
                            + Texts.name(argument)
                            + "' was given");
        }
    }

    private void help() {
        for (Command command : Command.values()) {
            String left = (command.word() + " " + command.parameter).strip();
            screen.say(left + " ".repeat(NAME_WIDTH - left.length()) + command.help);
        }
    }

    private OptionalInt time(String code) {
        if (code.isEmpty()) {
            timed = !timed;
            screen.note(timed ? "each input tells what it took" : "no input tells what it took");
            return OptionalInt.empty();
        }
        SandboxResult result = session.run(code.getBytes(StandardCharsets.UTF_8));
        say(result);
        return tell(result);
    }

    /** Tells what is to be told after a run; returns the exit code if it was the last input. */
    OptionalInt tell(SandboxResult result) {
        RunReport.messages(result, session.sandbox().policy()).forEach(screen::complain);
        if (screen.interactive() && result.outcome() instanceof Outcome.Cancelled) {
            screen.complain("cancelled; the interpreter is as it was before");
        }
        if (timed) {
            say(result);
        }
        Outcome outcome = result.outcome();
        boolean ends =
                outcome instanceof Outcome.Exited || (!screen.interactive() && !outcome.success());
        return ends ? OptionalInt.of(ExitCode.of(outcome)) : OptionalInt.empty();
    }

    private void say(SandboxResult result) {
        OptionalLong fuel = result.fuelConsumed();
        screen.say(
                String.format(
                        Locale.ROOT,
                        "%.1f ms, %s instructions, %s of memory",
                        result.durationMs(),
                        fuel.isPresent()
                                ? String.format(Locale.ROOT, "%,d", fuel.getAsLong())
                                : "unknown",
                        Texts.bytes(result.memoryUsedBytes())));
    }

    private void checkpoint(String name) {
        if (name.isEmpty()) {
            session.checkpoints().forEach(kept -> screen.say(Texts.name(kept)));
        } else {
            session.checkpoint(name);
            screen.note("kept as " + Texts.name(name));
        }
    }

    private void restore(String name) {
        if (!session.restore(name)) {
            throw new UsageException(
                    "nothing was kept as '" + Texts.name(name) + "'; :checkpoint lists what was");
        }
        screen.note("this is what was kept as " + Texts.name(name));
    }

    private void fork(String id) {
        session.fork(id.isEmpty() ? null : id);
        screen.note("this is session " + session.sandbox().sessionId() + "; :back returns");
    }

    private void back() {
        if (!session.back()) {
            throw new UsageException("this is no copy; :fork begins one");
        }
        screen.note("this is session " + session.sandbox().sessionId() + " again");
    }

    private void files(String pattern) {
        Table table = new Table(surroundings, "FILE", "SIZE");
        Sessions sessions = Sessions.of(storage, SandboxLogger.none());
        for (WorkspaceEntry file :
                sessions.describeFiles(
                        session.sandbox().sessionId(), pattern.isEmpty() ? "**" : pattern)) {
            table.add(
                    Texts.name(file.path()),
                    table.isPretty() ? Texts.bytes(file.size()) : Long.toString(file.size()));
        }
        table.lines().forEach(screen::say);
    }

    private OptionalInt load(String file) {
        byte[] code = CodeReader.read(new CodeSource.File(Path.of(file)), surroundings.in());
        return tell(session.run(code));
    }

    private void session() {
        Sandbox sandbox = session.sandbox();
        screen.say("session   " + sandbox.sessionId());
        sandbox.workspacePath().ifPresent(folder -> screen.say("folder    " + folder));
        screen.say(
                String.format(
                        Locale.ROOT,
                        "limits    %,d instructions, %s of memory, %s",
                        sandbox.policy().fuelBudget(),
                        Texts.bytes(sandbox.policy().memoryBytes()),
                        sandbox.policy()
                                .timeout()
                                .map(limit -> limit.toMillis() / 1000.0 + " s")
                                .orElse("no limit of time")));
    }
}
