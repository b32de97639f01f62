package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.StateCode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts of {@link StateCode}, made of {@code state.py} and {@code state.js} beside this class. */
public final class StateTexts {
    /** Somewhat less than the 4,300 digits that Python reads. */
    private static final int MAX_INTEGER_BITS = 14_000;

    private StateTexts() {}

    /** Makes a program that runs code between loading and saving. */
    public static String wrap(RuntimeType runtime, String code) {
        return switch (runtime) {
            case PYTHON ->
                    definitions(runtime)
                            + "_session_program = "
                            + pythonLiteral(code)
                            + "\n_session_state.run(_session_program, globals())\n";
            // On one line, so that the lines of the code keep their numbers.
            case JAVASCRIPT ->
                    oneLine(definitions(runtime))
                            + " globalThis.__sessionEnd = __sessionState.begin(); "
                            + code
                            + "\n;globalThis.__sessionEnd();\n";
        };
    }

    /** Makes code that saves. */
    public static String save(RuntimeType runtime) {
        return switch (runtime) {
            case PYTHON -> definitions(runtime) + "_session_state.save_globals(globals())\n";
            case JAVASCRIPT ->
                    ";"
                            + definitions(runtime)
                            + "__sessionState.saveState(Object(globalThis._state));\n";
        };
    }

    /** Makes code that loads. */
    public static String load(RuntimeType runtime) {
        return switch (runtime) {
            case PYTHON -> definitions(runtime) + "_session_state.load_globals(globals())\n";
            case JAVASCRIPT ->
                    definitions(runtime) + "globalThis._state = __sessionState.loadState();\n";
        };
    }

    /** Makes code that defines functions. */
    public static String helpers(RuntimeType runtime) {
        List<String> names =
                switch (runtime) {
                    case PYTHON ->
                            List.of(
                                    "load_state",
                                    "save_state",
                                    "is_serializable",
                                    "filter_serializable_globals");
                    case JAVASCRIPT ->
                            List.of(
                                    "loadState",
                                    "saveState",
                                    "isSerializable",
                                    "filterSerializableGlobals");
                };
        String place = runtime == RuntimeType.PYTHON ? "" : "globalThis.";
        String source =
                runtime == RuntimeType.PYTHON ? "_session_state." : "globalThis.__sessionState.";
        return definitions(runtime)
                + names.stream()
                        .map(name -> place + name + " = " + source + name + "\n")
                        .collect(Collectors.joining());
    }

    /**
     * Makes a program that prints what an interpreter holds: a line with the names of variables that are left out, and the others as a
     * JSON object.
     *
     * @param mostBytes what the object may have
     * @param mostNames how many names are printed
     */
    public static String portable(RuntimeType runtime, int mostBytes, int mostNames) {
        return definitions(runtime)
                + resource(runtime == RuntimeType.PYTHON ? "portable.py" : "portable.js")
                        .replace("@MOST_BYTES@", Integer.toString(mostBytes))
                        .replace("@MOST_NAMES@", Integer.toString(mostNames));
    }

    /** Makes a program that takes over variables: the property {@code variables} of a JSON object. */
    public static String takeOver(RuntimeType runtime, String json) {
        // The same escapes mean the same in both languages.
        String text = pythonLiteral(json);
        return switch (runtime) {
            case PYTHON ->
                    "globals().update(__import__('json').loads(" + text + ")['variables'])\n";
            case JAVASCRIPT ->
                    "globalThis._state = Object.assign(Object(globalThis._state), JSON.parse("
                            + text
                            + ").variables);\n";
        };
    }

    private static String definitions(RuntimeType runtime) {
        return resource(runtime == RuntimeType.PYTHON ? "state.py" : "state.js")
                .replace("@FILE@", StateCode.STATE_FILE)
                .replace("@MAX_BYTES@", Integer.toString(StateCode.MAX_STATE_BYTES))
                .replace("@MAX_VALUES@", Integer.toString(StateCode.MAX_VALUES))
                .replace("@MAX_DEPTH@", Integer.toString(StateCode.MAX_DEPTH));
    }

    private static String resource(String name) {
        try (InputStream in = StateTexts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new SandboxUnavailableException(
                        "the resource " + name + " is missing; the library's jar is not complete");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SandboxUnavailableException("the resource " + name + " cannot be read", e);
        }
    }

    private static String oneLine(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    /** Writes text as a Python literal on one line. */
    private static String pythonLiteral(String text) {
        StringBuilder literal = new StringBuilder("'");
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            switch (c) {
                case '\n' -> literal.append("\\n");
                case '\'' -> literal.append("\\'");
                case '\\' -> literal.append("\\\\");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        literal.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('\'').toString();
    }

    /** Tells whether JSON can hold a value. */
    public static boolean isSerializable(@Nullable Object value) {
        Deque<Level> waiting = new ArrayDeque<>();
        waiting.push(new Level(Collections.singletonList(value).iterator(), 0));
        int count = 0;
        while (!waiting.isEmpty()) {
            Level level = waiting.peek();
            if (!level.items.hasNext()) {
                waiting.pop();
                continue;
            }
            Object item = level.items.next();
            if (++count > StateCode.MAX_VALUES) {
                return false;
            }
            Iterable<?> inner;
            switch (item) {
                case null -> {
                    continue;
                }
                case Map<?, ?> map when map.keySet().stream().allMatch(String.class::isInstance) ->
                        inner = map.values();
                case List<?> list -> inner = list;
                default -> {
                    if (!isScalar(item)) {
                        return false;
                    }
                    continue;
                }
            }
            if (level.depth >= StateCode.MAX_DEPTH) {
                return false;
            }
            waiting.push(new Level(inner.iterator(), level.depth + 1));
        }
        return true;
    }

    private record Level(java.util.Iterator<?> items, int depth) {}

    private static boolean isScalar(Object value) {
        return switch (value) {
            case String _, Boolean _, Integer _, Long _, Short _, Byte _ -> true;
            case Double number -> Double.isFinite(number);
            case Float number -> Float.isFinite(number);
            case BigInteger number -> number.bitLength() <= MAX_INTEGER_BITS;
            default -> false;
        };
    }

    /** Returns what can be kept. */
    public static Map<String, @Nullable Object> filter(
            Map<String, ? extends @Nullable Object> variables) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (isVariable(name) && isSerializable(value)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static boolean isVariable(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '_'
                && Character.isUnicodeIdentifierStart(name.codePointAt(0))
                && name.codePoints().allMatch(Character::isUnicodeIdentifierPart);
    }
}
