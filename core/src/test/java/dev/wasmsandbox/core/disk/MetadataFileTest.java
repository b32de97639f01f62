package dev.wasmsandbox.core.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetadataFileTest {
    @Test
    void links_that_no_guest_could_have_made_are_left_out() {
        String json =
                """
                {"links": {"good": "a", "empty": "", "nul": "a\\u0000b", "long": "%s", "number": 1, "/odd": "a"}}
                """
                        .formatted("x".repeat(4096));

        MetadataFile file = MetadataFile.read(json.getBytes(StandardCharsets.UTF_8));

        assertThat(file.links()).containsOnlyKeys("good");
    }
}
