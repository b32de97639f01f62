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
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Another process with a sandbox over one session, which does what it is told over a connection. */
final class LiveChild implements AutoCloseable {
    private final ChildJvm.Running process;
    private final Socket connection;
    private final DataOutputStream out;
    private final DataInputStream in;
    private boolean ended;

    private LiveChild(ChildJvm.Running process, Socket connection) throws IOException {
        this.process = process;
        this.connection = connection;
        this.out = new DataOutputStream(connection.getOutputStream());
        this.in = new DataInputStream(connection.getInputStream());
    }

    /** Starts a process with a sandbox whose interpreter lives on, and is saved when it is closed or given up. */
    static LiveChild open(Path root, String sessionId) throws IOException {
        return open(root, sessionId, false);
    }

    /** Starts a process with a sandbox whose interpreter lives on. */
    static LiveChild open(Path root, String sessionId, boolean saveEachRun) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChildJvm.Running process =
                    ChildJvm.of(LiveChild.class)
                            .arguments(
                                    Integer.toString(server.getLocalPort()),
                                    root.toString(),
                                    sessionId,
                                    Boolean.toString(saveEachRun))
                            .start();
            return new LiveChild(process, server.accept());
        }
    }

    /** Runs code there, and returns what it printed, or what went wrong. */
    String run(String code) throws IOException {
        return ask("run", code);
    }

    /** Begins to run code there, and returns when it has printed something. */
    void begin(String code) throws IOException {
        String answer = ask("begin", code);
        if (!answer.equals("begun")) {
            throw new IOException(answer);
        }
    }

    /** Stops what was begun, and returns how it ended. */
    String stop() throws IOException {
        return ask("stop", "");
    }

    private String ask(String order, String argument) throws IOException {
        out.writeUTF(order);
        out.writeUTF(argument);
        out.flush();
        return in.readUTF();
    }

    /** Begins to run code there again and again, and returns at once; {@link #answer} has what each run printed. */
    void repeat(String code) throws IOException {
        out.writeUTF("repeat");
        out.writeUTF(code);
        out.flush();
    }

    /** Waits for the next answer. */
    String answer() throws IOException {
        return in.readUTF();
    }

    /** Kills the process, and returns what it had answered until then. */
    List<String> kill() throws IOException {
        ended = true;
        process.kill();
        List<String> answers = new ArrayList<>();
        try (connection) {
            while (true) {
                answers.add(in.readUTF());
            }
        } catch (EOFException | SocketException e) {
            return answers;
        }
    }

    /** Closes the sandbox there, and ends the process. */
    @Override
    public void close() throws IOException {
        if (!ended) {
            ended = true;
            out.writeUTF("close");
            out.writeUTF("");
            out.flush();
            process.await().expectExitCode(0);
            connection.close();
        }
    }

    /** Entry point of the other process. */
    public static void main(String[] arguments) throws Exception {
        try (Socket socket =
                        new Socket(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
                Sandbox sandbox =
                        Sandbox.builder()
                                .workspaceRoot(Path.of(arguments[1]))
                                .sessionId(arguments[2])
                                .sessionPatience(Duration.ofMinutes(2))
                                .logger(SandboxLogger.none())
                                .autoPersistGlobals(true)
                                .saveEachRun(Boolean.parseBoolean(arguments[3]))
                                .build()) {
            serve(socket, sandbox);
        }
    }

    private static void serve(Socket socket, Sandbox sandbox) throws Exception {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        CompletableFuture<SandboxResult> running = new CompletableFuture<>();
        while (true) {
            String order = in.readUTF();
            String argument = in.readUTF();
            switch (order) {
                case "run" -> out.writeUTF(answer(sandbox, argument));
                case "begin" -> {
                    CountDownLatch begun = new CountDownLatch(1);
                    running =
                            sandbox.executeAsync(
                                    ExecutionRequest.builder(argument)
                                            .outputListener((channel, bytes) -> begun.countDown())
                                            .build());
                    begun.await();
                    out.writeUTF("begun");
                }
                case "stop" -> {
                    running.cancel(true);
                    out.writeUTF(answer(sandbox, "print('stopped')"));
                }
                case "repeat" -> {
                    while (true) {
                        out.writeUTF(answer(sandbox, argument));
                        out.flush();
                    }
                }
                default -> {
                    return;
                }
            }
            out.flush();
        }
    }

    private static String answer(Sandbox sandbox, String code) {
        try {
            SandboxResult result = sandbox.execute(code);
            return result.success()
                    ? result.stdout()
                    : new String(result.stderr().getBytes(UTF_8), UTF_8);
        } catch (SandboxException e) {
            return e.code() + ": " + e.getMessage();
        }
    }
}
