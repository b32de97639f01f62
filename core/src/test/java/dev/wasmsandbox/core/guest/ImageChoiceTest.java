package dev.wasmsandbox.core.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.engine.GuestBundle.ExtraImage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ImageChoiceTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final long PLENTY = 128 * MEBIBYTE;
    private static final ExtraImage ALL =
            new ExtraImage("all", "1", 30 * MEBIBYTE, Set.of("sheet", "chart", "paper"));
    private static final ExtraImage SHEETS =
            new ExtraImage("sheets", "2", 20 * MEBIBYTE, Set.of("sheet", "chart"));
    private static final ExtraImage PAPERS =
            new ExtraImage("papers", "3", 25 * MEBIBYTE, Set.of("paper"));

    private final ImageChoice choice = new ImageChoice(List.of(ALL, SHEETS, PAPERS));

    private String forProgram(String code, Predicate<String> isOwn, long limitBytes) {
        return choice.forProgram(code.getBytes(StandardCharsets.UTF_8), isOwn, limitBytes)
                .map(ExtraImage::name)
                .orElse("usual");
    }

    private String forProgram(String code, long limitBytes) {
        return forProgram(code, Set.<String>of()::contains, limitBytes);
    }

    private String forSession(String code, long limitBytes) {
        return choice.forSession(code.getBytes(StandardCharsets.UTF_8), limitBytes)
                .map(ExtraImage::name)
                .orElse("usual");
    }

    @Test
    void a_program_gets_the_image_with_most_of_what_it_imports() {
        assertThat(forProgram("import json", PLENTY)).isEqualTo("usual");
        assertThat(forProgram("import sheet", PLENTY)).isEqualTo("all");
        assertThat(forProgram("import sheet, paper", PLENTY)).isEqualTo("all");
    }

    @Test
    void an_image_must_leave_room_below_the_limit() {
        long least = 30 * MEBIBYTE + ImageChoice.LEAST_FREE_BYTES;

        assertThat(forProgram("import sheet, paper", least)).isEqualTo("all");
        assertThat(forProgram("import sheet, paper", least - 1)).isEqualTo("sheets");
        assertThat(forProgram("import paper", least - 1)).isEqualTo("papers");
        assertThat(forProgram("import sheet, chart, paper", 25 * MEBIBYTE)).isEqualTo("sheets");
        assertThat(forProgram("import paper", 25 * MEBIBYTE)).isEqualTo("usual");
    }

    @Test
    void a_module_of_the_programs_own_may_import_anything() {
        Predicate<String> helper = Set.of("helper")::contains;
        long ample = 30 * MEBIBYTE + ImageChoice.AMPLY_FREE_BYTES;

        assertThat(forProgram("import helper", helper, ample)).isEqualTo("all");
        assertThat(forProgram("import helper", helper, ample - 1)).isEqualTo("sheets");
        assertThat(forProgram("import helper, sheet", helper, 24 * MEBIBYTE)).isEqualTo("sheets");
        assertThat(forProgram("import helper", helper, 24 * MEBIBYTE)).isEqualTo("usual");
        assertThat(forProgram("import other", helper, ample)).isEqualTo("usual");
    }

    @Test
    void an_interpreter_that_lives_on_gets_all_that_fits_amply() {
        long ample = 30 * MEBIBYTE + ImageChoice.AMPLY_FREE_BYTES;

        assertThat(forSession("", ample)).isEqualTo("all");
        assertThat(forSession("", ample - 1)).isEqualTo("sheets");
        assertThat(forSession("import paper", ample - 1)).isEqualTo("all");
        assertThat(forSession("import sheet", ample - 1)).isEqualTo("sheets");
        assertThat(forSession("import paper", 30 * MEBIBYTE)).isEqualTo("papers");
        assertThat(forSession("", 30 * MEBIBYTE)).isEqualTo("usual");
    }

    @Test
    void a_language_without_further_images_has_no_choice() {
        ImageChoice none = new ImageChoice(List.of());

        assertThat(
                        none.forProgram(
                                "import sheet".getBytes(StandardCharsets.UTF_8), _ -> true, PLENTY))
                .isEmpty();
        assertThat(none.forSession(new byte[0], PLENTY)).isEmpty();
    }
}
