package dev.wasmsandbox.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static @Nullable Object read(String json) {
        return Json.read(json.getBytes(UTF_8));
    }

    @Test
    void plain_values_are_written() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("text", "a\"\\\n\u0001é🙂");
        map.put("list", Arrays.asList(1, 2L, 0.5, true, null));
        map.put("empty", Map.of());
        map.put("nan", Double.NaN);

        assertThat(Json.write(map))
                .isEqualTo(
                        "{\"text\":\"a\\\"\\\\\\n\\u0001é🙂\",\"list\":[1,2,0.5,true,null],\"empty\":{},\"nan\":null}");
    }

    @Test
    void unpaired_surrogates_become_question_marks() {
        assertThat(Json.write(Map.of("a\ud800b", List.of("\udc00"))))
                .isEqualTo("{\"a?b\":[\"?\"]}");
    }

    @Test
    void what_has_no_json_is_refused() {
        assertThatThrownBy(() -> Json.write(Map.of("a", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void values_are_read() {
        assertThat(read("{\"a\":[1,-2.5,\"x\",true,false,null,{}]}"))
                .isEqualTo(Map.of("a", Arrays.asList(1L, -2.5, "x", true, false, null, Map.of())));
        assertThat(read("123456789012345678901234567890")).isEqualTo(1.2345678901234568e29);
    }

    @Test
    void what_is_no_json_is_told() {
        for (String bad :
                List.of(
                        "",
                        " ",
                        "{",
                        "[1",
                        "{\"a\"}",
                        "{\"a\":}",
                        "nul",
                        "1 2",
                        "{}x",
                        "'a'",
                        "[1,]",
                        "\"\u0001\"",
                        "\"a",
                        "NaN",
                        "[".repeat(100))) {
            assertThatThrownBy(() -> read(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xff, '"'}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.readObject("[]".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an object");
    }

    @Test
    void random_bytes_are_read_or_refused() {
        Random random = new Random(11);
        String alphabet = "{}[]\",:0123456789.eE+-truefalsn\\u \n";
        for (int round = 0; round < 5000; round++) {
            byte[] bytes = new byte[random.nextInt(30)];
            for (int index = 0; index < bytes.length; index++) {
                bytes[index] =
                        random.nextInt(20) == 0
                                ? (byte) random.nextInt()
                                : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
            try {
                Object value = Json.read(bytes);
                assertThat(Json.write(value)).isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
