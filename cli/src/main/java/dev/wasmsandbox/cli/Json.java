package dev.wasmsandbox.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes what the program reports as JSON. */
final class Json {
    private Json() {}

    /** Writes maps, lists, strings, numbers, booleans and nulls as an indented object. */
    static String write(Map<String, @Nullable Object> object) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(object);
    }
}
