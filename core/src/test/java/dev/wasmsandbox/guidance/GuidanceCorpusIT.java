package dev.wasmsandbox.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.core.guidance.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Guidance is right: measured over programs as language models write them, run in the real guests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidanceCorpusIT {
    private static final double LEAST_PRECISION = 0.98;
    private static final double LEAST_RECALL = 0.9;
    private static final int LEAST_FAILING = 200;
    private static final int LEAST_WITHOUT = 60;

    private final List<Trial> trials = new ArrayList<>();
    private Path scratch = Path.of("");

    @BeforeAll
    void run_all_programs(@TempDir Path folder) throws IOException {
        scratch = folder;
        for (Snippet snippet : Corpus.read()) {
            trials.add(Trial.of(snippet, folder));
        }
    }

    @Test
    void the_corpus_is_large_and_has_both_languages() {
        long wanted = trials.stream().filter(it -> !it.snippet().types().isEmpty()).count();
        long python = trials.stream().filter(it -> it.snippet().id().startsWith("python/")).count();

        assertThat(wanted).isGreaterThanOrEqualTo(LEAST_FAILING);
        assertThat(trials.size() - wanted).isGreaterThanOrEqualTo(LEAST_WITHOUT);
        assertThat((double) python / trials.size()).isBetween(0.55, 0.65);
        assertThat(trials.stream().map(it -> it.snippet().id())).doesNotHaveDuplicates();
    }

    @Test
    void guidance_is_nearly_always_right() {
        Judgement all = Judgement.ofAll(trials);

        assertThat(all.precision()).as(wrongOnes()).isGreaterThanOrEqualTo(LEAST_PRECISION);
        assertThat(all.recall()).as(wrongOnes()).isGreaterThanOrEqualTo(LEAST_RECALL);
        Judgement.byType(trials)
                .forEach((type, judgement) -> {
                    assertThat(judgement.precision())
                            .as(type + ": " + wrongOnes())
                            .isGreaterThanOrEqualTo(LEAST_PRECISION);
                    assertThat(judgement.recall())
                            .as(type + ": " + wrongOnes())
                            .isGreaterThanOrEqualTo(LEAST_RECALL);
                });
    }

    @Test
    void guidance_is_right_about_programs_that_its_makers_did_not_look_at() {
        List<Trial> heldOut = trials.stream().filter(it -> it.snippet().isHeldOut()).toList();
        Judgement judgement = Judgement.ofAll(heldOut);

        assertThat(heldOut.size()).isGreaterThan(60);
        assertThat(judgement.precision()).isGreaterThanOrEqualTo(LEAST_PRECISION);
        assertThat(judgement.recall()).isGreaterThanOrEqualTo(LEAST_RECALL);
    }

    private String wrongOnes() {
        return trials.stream()
                .filter(it -> !it.isRight())
                .map(it ->
                        it.snippet().id()
                                + " wanted "
                                + it.snippet().types()
                                + it.snippet().says()
                                + ", got "
                                + it.type())
                .collect(Collectors.joining("\n", "these are wrong:\n", "\n"));
    }

    @Test
    void every_topic_is_met() {
        Set<String> met = trials.stream().map(Trial::type).collect(Collectors.toSet());

        assertThat(met).containsAll(Arrays.stream(Topic.values()).map(Topic::id).toList());
    }

    @Test
    void steps_are_short_sentences() {
        for (Trial trial : trials) {
            trial.guidance()
                    .ifPresent(guidance -> {
                        assertThat(guidance.actionableGuidance())
                                .as(trial.snippet().id())
                                .hasSizeBetween(1, 5)
                                .allSatisfy(step ->
                                        assertThat(step)
                                                .hasSizeBetween(10, 420)
                                                .matches("(?s).*[.?:`]$"));
                        assertThat(guidance.codeExamples())
                                .as(trial.snippet().id())
                                .hasSizeLessThan(4);
                    });
        }
    }

    @Test
    void every_example_runs_and_every_correction_does_away_with_its_error() throws IOException {
        Examples examples = new Examples(scratch);
        List<String> problems = new ArrayList<>();
        for (Trial trial : trials) {
            problems.addAll(examples.problems(trial));
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void the_document_tells_what_was_measured() throws IOException {
        Path document = Path.of("..", "docs", "guidance.md");
        Map<String, Judgement> byType = Judgement.byType(trials);

        String wanted = GuidanceDocument.write(trials, byType);

        // After a change on purpose, take the new text: -Dguidance.document=write
        if (System.getProperty("guidance.document", "").equals("write")) {
            Files.writeString(document, wanted);
        }
        assertThat(Files.readString(document)).isEqualTo(wanted);
    }
}
