package dev.wasmsandbox.guidance;

import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program of the corpus that has run. */
record Trial(Snippet snippet, SandboxResult result) {
    private static final String SESSION = "trial";

    static Trial of(Snippet snippet, Path scratch) throws IOException {
        return new Trial(snippet, run(snippet, snippet.code(), snippet.files(), scratch));
    }

    /** Runs code with the limits of a snippet, in a workspace of its own. */
    static SandboxResult run(Snippet snippet, String code, Map<String, byte[]> files, Path scratch)
            throws IOException {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        Sessions sessions = Sessions.of(storage);
        sessions.open(SESSION);
        files.forEach((path, bytes) -> sessions.writeFile(SESSION, path, bytes, true));
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(snippet.runtime())
                        .policy(policy(snippet, scratch))
                        .storage(storage)
                        .sessionId(SESSION)
                        .build()) {
            return sandbox.execute(code);
        }
    }

    private static ExecutionPolicy policy(Snippet snippet, Path scratch) throws IOException {
        if (snippet.policy().isEmpty()) {
            return ExecutionPolicy.defaults();
        }
        Path file = scratch.resolve("policy.toml");
        Files.writeString(file, snippet.policy());
        return ExecutionPolicy.load(file);
    }

    Optional<ErrorGuidance> guidance() {
        return Optional.ofNullable(result.metadata().errorGuidance());
    }

    /** What the guidance is called; empty text if there is none. */
    String type() {
        return guidance().map(ErrorGuidance::errorType).orElse("");
    }

    boolean isOfARightType() {
        return snippet.types().isEmpty() ? type().isEmpty() : snippet.types().contains(type());
    }

    boolean saysEverything() {
        String text =
                guidance().map(it -> it.actionableGuidance() + "\n" + it.codeExamples()).orElse("");
        return snippet.says().stream().allMatch(any -> any.stream().anyMatch(text::contains));
    }

    boolean isRight() {
        return isOfARightType() && saysEverything();
    }

    /** The kind of guidance that was wanted; empty text if none was. */
    String wanted() {
        List<String> types = snippet.types();
        return isOfARightType() ? type() : types.isEmpty() ? "" : types.getFirst();
    }
}
