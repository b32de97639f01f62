package dev.wasmsandbox.core.guidance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Advises about the state that a session keeps between runs. */
final class SessionRules {
    static final List<Guidance.Rule> RULES = List.of(SessionRules::invalidState);

    private static final String STATE_FILE = ".session_state.json";

    private SessionRules() {}

    private static @Nullable Advice invalidState(Failure failure) {
        boolean stateFile =
                failure.attribute("filename").endsWith(STATE_FILE)
                        || failure.line().contains(STATE_FILE);
        if (!stateFile) {
            return null;
        }
        return new Advice("InvalidSessionState")
                .step(
                        "Delete "
                                + STATE_FILE
                                + " from the workspace; the next run begins with a fresh state.")
                .step(
                        "Store only what JSON can hold: numbers, text, lists, dictionaries, true, false and null.")
                .docs("README.md");
    }
}
