package dev.wasmsandbox.core.process;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.core.run.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;

/** A worker in the hands of an attacker: gets as far as a run, and then does its worst. */
final class RogueWorker {
    /** What it does with the run; each of these must cost it its life and the host nothing. */
    enum Deed {
        NOISE((_, out) -> out.write(new byte[100_000])),
        A_HUGE_LENGTH((_, out) -> out.write(new byte[] {0x7f, -1, -1, -1, 1})),
        A_NEGATIVE_LENGTH((_, out) -> out.write(new byte[] {-1, -1, -1, -1, 1})),
        HALF_A_MESSAGE((_, out) -> out.write(new byte[] {0, 0, 1, 0, 1, 2, 3})),
        A_LEAVING_PATH((link, _) -> put(link, "../../etc/passwd")),
        AN_ABSOLUTE_PATH((link, _) -> put(link, "/etc/passwd")),
        A_PATH_WITH_NUL((link, _) -> put(link, "a\0b")),
        THE_METADATA((link, _) -> put(link, ".metadata.json")),
        OTHER_CODE((link, _) -> put(link, "user_code.py")),
        A_FILE_BELOW_THE_CODE((link, _) -> put(link, "user_code.py/x")),
        DELETING_THE_CODE((link, _) -> {
            link.write(new FromWorker.Delete("user_code.py"));
            end(link);
        }),
        AN_ENORMOUS_FILE(
                (link, _) -> link.send(new FromWorker.PutFile("x", 1L << 60, Instant.EPOCH))),
        ENDLESS_FILES((link, _) -> {
            for (int i = 0; ; i++) {
                link.write(new FromWorker.CreateDirectory("d" + i));
            }
        }),
        A_PATH_LONGER_THAN_ANY((link, _) -> put(link, "d/".repeat(3_000) + "x")),
        A_LINK_THAT_LEADS_NOWHERE((link, _) -> {
            link.write(new FromWorker.PutLink("x", ""));
            end(link);
        }),
        A_LINK_LONGER_THAN_ANY((link, _) -> {
            link.write(new FromWorker.PutLink("x", "y".repeat(5_000)));
            end(link);
        }),
        ENDLESS_LONG_NAMES((link, _) -> {
            String deep = ("d".repeat(199) + "/").repeat(20);
            for (int i = 0; ; i++) {
                link.write(new FromWorker.Delete(deep + i));
            }
        }),
        MORE_CONTENT_THAN_ANNOUNCED((link, _) -> {
            link.write(new FromWorker.PutFile("x", 1, Instant.EPOCH));
            link.send(new FromWorker.Content(new byte[2]));
        }),
        CONTENT_OF_NOTHING((link, _) -> link.send(new FromWorker.Content(new byte[2]))),
        AN_END_WITHIN_A_FILE((link, _) -> {
            link.write(new FromWorker.PutFile("x", 1, Instant.EPOCH));
            end(link);
        }),
        ENDLESS_OUTPUT((link, _) -> {
            while (true) {
                link.write(new FromWorker.Captured(Channel.STDOUT, new byte[100_000]));
            }
        }),
        OUTPUT_FOR_NOBODY(
                (link, _) -> link.send(new FromWorker.Output(Channel.STDOUT, new byte[1]))),
        A_FILE_THERE_IS_NOT((link, _) -> link.send(new FromWorker.ReadFile(7, 0, 1))),
        A_MOUNT_THERE_IS_NOT((link, _) -> link.send(new FromWorker.ListMount(7, ""))),
        ANOTHER_KIND_OF_END((link, _) ->
                link.send(new FromWorker.Validated(dev.wasmsandbox.CodeValidation.ok()))),
        READY_AGAIN((link, _) -> link.send(new FromWorker.Ready(Wire.VERSION))),
        TWO_READS_OF_INPUT((link, _) -> {
            link.send(new FromWorker.ReadInput(1));
            link.send(new FromWorker.ReadInput(1));
        }),
        AN_INTERPRETER_THERE_IS_NOT((link, _) -> link.send(new FromWorker.ReadState())),
        AN_INTERPRETER_THAT_ENDS((link, _) -> link.send(new FromWorker.State(new byte[9]))),
        SILENCE((_, _) -> {}),
        AN_EARLY_END((_, _) -> {});

        @SuppressWarnings("ImmutableEnumChecker") // code without state
        private final Act act;

        /** What it does with its end of the pipes. */
        @FunctionalInterface
        private interface Act {
            void against(HostLink link, OutputStream out) throws IOException;
        }

        Deed(Act act) {
            this.act = act;
        }
    }

    private RogueWorker() {}

    /** Starts one as a thread in place of a process: the host sees two pipes and an end in both cases. */
    static WorkerLauncher launcher(Deed deed) {
        return (_, _) -> new ThreadProcess((in, out) -> main(deed, in, out));
    }

    private static void main(Deed deed, InputStream in, OutputStream out) throws IOException {
        HostLink link = takeRun(in, out);
        deed.act.against(link, out);
        out.flush();
        if (deed != Deed.AN_EARLY_END) {
            // From here on it neither reads nor ends: the host must come free by itself.
            ThreadProcess.hang();
        }
    }

    /** Behaves until it has a run. */
    static HostLink takeRun(InputStream in, OutputStream out) throws IOException {
        HostLink link = new HostLink(in, out);
        link.send(new FromWorker.Ready(Wire.VERSION));
        while (!(link.receive() instanceof ToWorker.Begin)) {
            // The run is handed over in pieces.
        }
        return link;
    }

    private static void put(HostLink link, String path) {
        link.write(new FromWorker.PutFile(path, 3, Instant.EPOCH));
        link.write(new FromWorker.Content(new byte[] {1, 2, 3}));
        end(link);
    }

    /** Says that the run went well. */
    static void end(HostLink link) {
        link.send(
                new FromWorker.Finished(
                        new Outcome.Completed(), 1, 1, Evidence.NONE, false, false));
    }
}
