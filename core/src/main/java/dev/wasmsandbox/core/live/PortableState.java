package dev.wasmsandbox.core.live;

import dev.wasmsandbox.StateFallback;
import dev.wasmsandbox.core.text.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The variables of an interpreter that JSON can hold: {@code {"left_out": [names], "count": n, "variables": {…}}}. What the guest says
 * of them is checked for being JSON and nothing else: it is for guests to read.
 *
 * @param json the whole text
 * @param told what is said of it
 */
record PortableState(String json, StateFallback told) {
    /** What the variables may take as JSON. */
    static final int MOST_BYTES = 1 << 20;

    /** How many names of variables that are left out are kept. */
    static final int MOST_NAMES = 100;

    static final int LONGEST_NAME = 100;
    private static final String LEFT_OUT = "left_out";
    private static final String COUNT = "count";
    private static final String VARIABLES = "variables";
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Reads what a guest printed: a line of names, and one of JSON; empty if it is anything else. */
    static Optional<PortableState> printed(String output) {
        int line = output.indexOf('\n');
        if (line < 0) {
            return Optional.empty();
        }
        String variables = output.substring(line + 1);
        int count = count(variables);
        if (count < 0) {
            return Optional.empty();
        }
        List<String> leftOut =
                Arrays.stream(output.substring(0, line).split(" ", MOST_NAMES + 1))
                        .filter(PortableState::isName)
                        .limit(MOST_NAMES)
                        .toList();
        String json =
                "{\""
                        + LEFT_OUT
                        + "\":"
                        + Json.write(leftOut)
                        + ",\""
                        + COUNT
                        + "\":"
                        + count
                        + ",\""
                        + VARIABLES
                        + "\":"
                        + variables
                        + "}";
        return Optional.of(new PortableState(json, new StateFallback(count, leftOut)));
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && Character.isUnicodeIdentifierStart(name.codePointAt(0))
                && name.codePoints().allMatch(Character::isUnicodeIdentifierPart);
    }

    /** Counts the properties of a JSON object; negative if a text is no such thing. */
    private static int count(String text) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return -1;
            }
            int count = 0;
            int depth = 1;
            while (depth > 0) {
                JsonToken token = in.nextToken();
                if (token == null) {
                    return -1;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                count += depth == 1 && token == JsonToken.PROPERTY_NAME ? 1 : 0;
            }
            return in.nextToken() == null ? count : -1;
        } catch (JacksonException e) {
            return -1;
        }
    }

    /** Reads what was kept; empty if it is anything else. */
    static Optional<PortableState> kept(String json) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            List<String> leftOut = new ArrayList<>();
            if (in.nextToken() != JsonToken.START_OBJECT
                    || !LEFT_OUT.equals(in.nextName())
                    || in.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            while (in.nextToken() == JsonToken.VALUE_STRING) {
                leftOut.add(in.getString());
            }
            if (!COUNT.equals(in.nextName())) {
                return Optional.empty();
            }
            int count = in.nextIntValue(-1);
            return count < 0 || !VARIABLES.equals(in.nextName())
                    ? Optional.empty()
                    : Optional.of(new PortableState(json, new StateFallback(count, leftOut)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
