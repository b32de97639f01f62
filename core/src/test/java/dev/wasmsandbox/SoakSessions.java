package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wasmsandbox.testkit.ChildJvm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sessions that do what they are told in words, here or in a process of their own that can be killed. */
interface SoakSessions extends AutoCloseable {
    /** Which of the words of an order are what. */
    int WHAT = 0;

    int SESSION = 1;
    int RUNTIME = 2;
    int ARGUMENT = 3;

    /** Carries out an order, and returns the answer. */
    String ask(List<String> order) throws IOException;

    @Override
    void close() throws IOException;

    /** Opens them here, with few of them awake. */
    static SoakSessions here(Path root) {
        SessionManager sessions =
                SessionManager.builder()
                        .workspaceRoot(root)
                        .policy(ExecutionPolicy.builder().fuelBudget(30_000_000).build())
                        .logger(SandboxLogger.none())
                        .saveEachRun(true)
                        .undoDepth(3)
                        .maxLiveSessions(4)
                        .sessionPatience(Duration.ofMinutes(1))
                        .build();
        return new SoakSessions() {
            @Override
            public String ask(List<String> order) {
                return answer(sessions, order);
            }

            @Override
            public void close() {
                sessions.close();
            }
        };
    }

    private static String answer(SessionManager sessions, List<String> order) {
        String session = order.get(SESSION);
        RuntimeType runtime = RuntimeType.valueOf(order.get(RUNTIME));
        String argument = order.get(ARGUMENT);
        return switch (order.get(WHAT)) {
            case "run" -> {
                SandboxResult result =
                        sessions.execute(session, runtime, ExecutionRequest.of(argument));
                yield result.stdout().strip()
                        + (result.success()
                                ? ""
                                : " " + result.outcome().getClass().getSimpleName());
            }
            case "undo" -> done(() -> sessions.undo(session, runtime));
            case "reset" -> done(() -> sessions.reset(session, runtime));
            case "sleep" -> done(() -> sessions.sleep(session));
            case "fork" -> sessions.fork(session, runtime, 1).getFirst();
            case "save" ->
                    done(() ->
                            sessions.sessions()
                                    .saveCheckpoint(
                                            session,
                                            argument,
                                            sessions.checkpoint(
                                                    session,
                                                    runtime,
                                                    CheckpointScope.INTERPRETER_AND_FILES)));
            case "load" ->
                    done(() ->
                            sessions.restore(
                                    session,
                                    sessions.sessions().loadCheckpoint(session, argument)));
            case "write" ->
                    done(() -> {
                        boolean _ = sessions.sessions().open(session);
                        sessions.sessions().writeFile(session, "f", argument, true);
                    });
            case "read" ->
                    sessions.sessions().exists(session)
                                    && sessions.sessions().listFiles(session).contains("f")
                            ? new String(sessions.sessions().readFile(session, "f"), UTF_8)
                            : "";
            case "delete" -> {
                boolean _ = sessions.sessions().deleteWorkspace(session);
                yield "done";
            }
            default -> throw new IllegalArgumentException(order.toString());
        };
    }

    private static String done(Runnable work) {
        work.run();
        return "done";
    }

    /** A process that has them. */
    final class Killable implements SoakSessions {
        private final ChildJvm.Running process;
        private final Socket connection;
        private final DataOutputStream out;
        private final DataInputStream in;

        private Killable(ChildJvm.Running process, Socket connection) throws IOException {
            this.process = process;
            this.connection = connection;
            this.out = new DataOutputStream(connection.getOutputStream());
            this.in = new DataInputStream(connection.getInputStream());
        }

        static Killable start(Path root) throws IOException {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ChildJvm.Running process =
                        ChildJvm.of(SoakSessions.Killable.class)
                                .jvmArguments("-XX:TieredStopAtLevel=1", "-Xmx128m")
                                .arguments(Integer.toString(server.getLocalPort()), root.toString())
                                .start();
                return new Killable(process, server.accept());
            }
        }

        /** Gives an order and does not wait for the answer. */
        void order(List<String> order) throws IOException {
            for (String word : order) {
                out.writeUTF(word);
            }
            out.flush();
        }

        @Override
        public String ask(List<String> order) throws IOException {
            order(order);
            return in.readUTF();
        }

        /** Kills the process, by SIGKILL. */
        void kill() throws IOException {
            process.kill();
            connection.close();
        }

        @Override
        public void close() throws IOException {
            connection.close();
            process.await().expectExitCode(0);
        }

        /** Entry point of the process. Arguments: the port to connect to, the folder of the sessions. */
        public static void main(String[] arguments) throws IOException {
            try (Socket socket =
                            new Socket(
                                    InetAddress.getLoopbackAddress(),
                                    Integer.parseInt(arguments[0]));
                    SoakSessions sessions = here(Path.of(arguments[1]))) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                while (true) {
                    String answer;
                    try {
                        answer =
                                sessions.ask(
                                        List.of(
                                                in.readUTF(),
                                                in.readUTF(),
                                                in.readUTF(),
                                                in.readUTF()));
                    } catch (SandboxException e) {
                        answer = e.code() + ": " + e.getMessage();
                    }
                    out.writeUTF(answer);
                    out.flush();
                }
            } catch (EOFException e) {
                // Whoever gave the orders wants nothing more.
                return;
            }
        }
    }
}
