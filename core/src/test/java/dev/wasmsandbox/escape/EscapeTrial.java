package dev.wasmsandbox.escape;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.testkit.EscapeProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Runs one hostile program, and asks the oracle: host untouched, next run clean, limits kept, result well-formed, end as expected. */
final class EscapeTrial {
    /** What a program prints that got what it was after. */
    private static final String ESCAPED = "ESCAPED";

    private final EscapeStage stage;
    private final EscapeProgram program;
    private final RuntimeType runtime;
    private final String session = UUID.randomUUID().toString();
    private final List<String> faults = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();

    EscapeTrial(EscapeStage stage, EscapeProgram program) {
        this.stage = stage;
        this.program = program;
        this.runtime = RuntimeType.valueOf(program.language().toUpperCase(Locale.ROOT));
    }

    /** Runs the program; returns what is wrong. */
    List<String> faults() throws IOException {
        List<Sandbox> sandboxes = stage.open(program, runtime, session);
        try {
            WorkspaceFiles before = files();
            List<SandboxResult> results = run(sandboxes);
            WorkspaceFiles after = files();
            for (SandboxResult result : results) {
                judge(result, sandboxes.getFirst().policy());
            }
            if (sandboxes.size() == 1 && results.size() == 1) {
                faults.addAll(before.disagreements(after, results.getFirst()));
            }
            quotas(before, after, sandboxes.getFirst().policy());
            faults.addAll(stage.touched(session));
            faults.addAll(stage.nextRun().faults(runtime));
        } finally {
            sandboxes.forEach(Sandbox::close);
            stage.discard(session);
        }
        return faults;
    }

    private WorkspaceFiles files() throws IOException {
        String codeFile = runtime == RuntimeType.PYTHON ? "user_code.py" : "user_code.js";
        return WorkspaceFiles.of(stage.workspace(session), codeFile);
    }

    /** How the runs ended. */
    String ends() {
        return String.join(", ", ends);
    }

    private List<SandboxResult> run(List<Sandbox> sandboxes) {
        String code = stage.code(program, session);
        List<CompletableFuture<SandboxResult>> futures = new ArrayList<>();
        for (int i = 0; i < sandboxes.size(); i++) {
            futures.add(
                    sandboxes
                            .get(i)
                            .executeAsync(
                                    ExecutionRequest.builder(code)
                                            .arguments(List.of("run-" + i))
                                            .build()));
        }
        List<SandboxResult> results = new ArrayList<>();
        for (CompletableFuture<SandboxResult> future : futures) {
            try {
                results.add(future.join());
            } catch (CompletionException e) {
                failed(e.getCause());
            }
        }
        return results;
    }

    private void failed(@Nullable Throwable cause) {
        if (cause instanceof SandboxException known
                && known.code() == ErrorCode.SESSION_BUSY
                && program.ends().contains(EscapeEnd.BUSY)) {
            ends.add(EscapeEnd.BUSY);
        } else {
            faults.add("execute threw " + cause);
        }
    }

    private void judge(SandboxResult result, ExecutionPolicy policy) {
        ends.add(EscapeEnd.words(result.outcome()).getFirst());
        if (!EscapeEnd.isAllowed(program, result.outcome())) {
            faults.add(
                    "it ended with "
                            + EscapeEnd.words(result.outcome())
                            + ", allowed are "
                            + program.ends()
                            + "; stdout \""
                            + shortened(result.stdout())
                            + "\", stderr \""
                            + shortened(result.stderr())
                            + '"');
        }
        faults.addAll(ResultRules.faults(result, policy));
        if (result.stdout().contains(ESCAPED)) {
            faults.add("it says that it got out: " + shortened(result.stdout()));
        }
        if (stage.isSecretIn(result.stdout()) || stage.isSecretIn(result.stderr())) {
            faults.add("it printed a secret of the host");
        }
    }

    private void quotas(WorkspaceFiles before, WorkspaceFiles after, ExecutionPolicy policy) {
        if (after.bytes() > Math.max(before.bytes(), policy.diskQuotaBytes())) {
            faults.add("the workspace has " + after.bytes() + " bytes");
        }
        if (after.entries() > Math.max(before.entries(), policy.maxFiles())) {
            faults.add("the workspace has " + after.entries() + " files");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 600
                ? text
                : text.substring(0, 300) + " ... " + text.substring(text.length() - 300);
    }
}
