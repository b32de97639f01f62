package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.engine.EngineException;
import dev.wasmsandbox.engine.GuestBundle;
import dev.wasmsandbox.guest.javascript.JavaScriptGuest;
import dev.wasmsandbox.guest.python.PythonGuest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What differs between the languages, seen from here. Nothing of the guest itself is loaded for it.
 *
 * @param runtime its public name
 * @param bundle the guest as it is shipped
 * @param codeFile the name under which the last code is kept in a workspace
 */
public record Language(RuntimeType runtime, GuestBundle bundle, String codeFile) {
    /** What a program needs beside what its interpreter has taken when it starts. */
    public static final long LEAST_FREE_BYTES = 1 << 20;

    private static final Map<RuntimeType, Language> KNOWN = new ConcurrentHashMap<>();

    /**
     * Returns the language of a runtime.
     *
     * @throws SandboxUnavailableException if the guest's parts are missing or made for another engine
     */
    public static Language of(RuntimeType runtime) {
        return KNOWN.computeIfAbsent(runtime, Language::read);
    }

    private static Language read(RuntimeType runtime) {
        try {
            return switch (runtime) {
                case PYTHON -> new Language(runtime, PythonGuest.bundle(), "user_code.py");
                case JAVASCRIPT -> new Language(runtime, JavaScriptGuest.bundle(), "user_code.js");
            };
        } catch (EngineException e) {
            throw new SandboxUnavailableException(
                    "cannot start " + runtime.id() + ": " + e.getMessage(), e);
        }
    }

    /**
     * What an interpreter that lives on begins from.
     *
     * @param buildHash code and image, as saved interpreters name them
     * @param memoryBytes the size of its memory when it starts
     */
    public record Beginning(String buildHash, long memoryBytes) {}

    /**
     * Tells what an interpreter begins from of which no program is known yet.
     *
     * @param memoryLimitBytes what its memory may become
     */
    public Beginning sessionBeginning(long memoryLimitBytes) {
        return new ImageChoice(bundle.extraImages())
                .forSession(new byte[0], memoryLimitBytes)
                .map(image -> new Beginning(image.buildHash(), image.memoryBytes()))
                .orElseGet(() -> new Beginning(bundle.buildHash(), bundle.initialMemoryBytes()));
    }

    /** Whether an interpreter of this build of the language, on any of its memory images, can go on here. */
    public boolean hasBuild(String buildHash) {
        return bundle.buildHash().equals(buildHash)
                || bundle.extraImages().stream()
                        .anyMatch(image -> image.buildHash().equals(buildHash));
    }
}
