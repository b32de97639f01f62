package dev.wasmsandbox;

import dev.wasmsandbox.core.guest.StateTexts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes code that keeps variables between runs as plain JSON, in the file {@value #STATE_FILE} of the workspace. For those
 * who want to see and edit what is kept; it needs nothing but a workspace.
 *
 * <p>Kept are null, booleans, finite numbers, text, and lists and maps with text as keys of these, up to a depth of 100;
 * a Python tuple comes back as a list. Everything else (functions, classes, modules, sets, cycles) is left out. Both
 * languages share the file: what is a global variable in Python is a property of {@code _state} in JavaScript. A file
 * that is damaged counts as empty, a state larger than {@value #MAX_STATE_BYTES} bytes is not written, and both is told
 * by a warning on standard error.
 *
 * {@snippet :
 * sandbox.execute(StateCode.wrapStatefulCode(RuntimeType.PYTHON, "counter = 0"));
 * sandbox.execute(StateCode.wrapStatefulCode(RuntimeType.PYTHON, "counter += 1; print(counter)")); // 1
 * }
 */
public final class StateCode {
    /** The file in which state is kept. */
    public static final String STATE_FILE = ".session_state.json";

    /** The largest state, as JSON in bytes. */
    public static final int MAX_STATE_BYTES = 10_000_000;

    /** How many values a variable may be made of. */
    public static final int MAX_VALUES = 1_000_000;

    /** How deep lists and maps may be in each other. */
    public static final int MAX_DEPTH = 100;

    private StateCode() {}

    /**
     * Makes a program that loads the state, runs this code, and saves the state.
     *
     * <p>Line numbers in errors are those of the code. The state is saved when the code ends by itself or by an exit; after
     * an uncaught error it is as it was before. In Python all global variables without a leading underscore are the state.
     * In JavaScript the properties of {@code _state} are, and they are saved after timers and promises, too.
     */
    public static String wrapStatefulCode(RuntimeType runtime, String code) {
        return StateTexts.wrap(runtime, code);
    }

    /**
     * Makes code that saves the state where it stands: Python's global variables, or JavaScript's {@code _state}. It is to
     * stand on lines of its own.
     */
    public static String saveStateCode(RuntimeType runtime) {
        return StateTexts.save(runtime);
    }

    /**
     * Makes code that loads the state where it stands: into Python's global variables, or JavaScript's {@code _state}. It
     * is to stand on lines of its own.
     */
    public static String loadStateCode(RuntimeType runtime) {
        return StateTexts.load(runtime);
    }

    /**
     * Makes code that defines functions for programs that keep state by themselves: {@code load_state()}, {@code
     * save_state(dict)}, {@code is_serializable(value)} and {@code filter_serializable_globals(dict)} in Python; {@code
     * loadState()}, {@code saveState(object)}, {@code isSerializable(value)} and {@code filterSerializableGlobals(object)}
     * in JavaScript.
     */
    public static String createStateHelpers(RuntimeType runtime) {
        return StateTexts.helpers(runtime);
    }

    /**
     * Tells whether a value of Java can be part of a state: null, {@link Boolean}, {@link String}, whole and finite
     * numbers, and {@link java.util.List}s and {@link Map}s of these.
     */
    public static boolean isSerializable(@Nullable Object value) {
        return StateTexts.isSerializable(value);
    }

    /**
     * Returns those variables that a state can keep: whose names are such of variables without a leading underscore, and
     * whose values are {@link #isSerializable}. Order is kept.
     */
    public static Map<String, @Nullable Object> filterSerializableGlobals(
            Map<String, ? extends @Nullable Object> variables) {
        return StateTexts.filter(variables);
    }
}
