package dev.wasmsandbox.guidance;

import dev.wasmsandbox.core.guidance.Topic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/guidance.md}. */
final class GuidanceDocument {
    private static final String INTRODUCTION =
            """
            # Answers that a model can act on

            A run that fails says what can be done about it: `SandboxResult.metadata().errorGuidance()`, in JSON `error_guidance`, with a
            type, steps, and code. It comes from what the guest reports about the exception (its type, its message, the line and the
            expression, the names and keys around it, who raised it, and what it was raised from), from what the host saw (files that could
            not be opened, room that was refused, the limit that stopped the run), from the policy, and from what is in the workspace.
            Nothing is searched for in the output. What a program raises itself, in words of its own, is its own business and gets no
            advice; but what led to it may be something that the sandbox does not have, and then the advice is about that.

            An example is a program that runs in the guest as it stands, with files named `data.*` and the like where it reads what was
            given to it; or it is one line, with a comment `line N` at its end, to be put in the place of that line of the program.

            """;

    private static final String MEASURED =
            """

            ## How often it is right

            The programs of `core/src/test/resources/guidance` are written as language models write them. Each says which guidance is
            right, and what it has to mention; some fail in ways about which nothing is to be said, or do not fail at all. A test runs
            them in the guests and writes this table. *Given right* means the right type, and that it mentions what it has to; *wrong* is
            guidance that is not so, and *missed* what was wanted and not given. Precision is the share of the given that is right, recall
            the share of the wanted that was given right. Those of the files `held-out.snippets` and
            `second-held-out.snippets` were run for the first time when the rules were done: then 64 of 65 and 39 of 40 were right.

            | type | wanted | given right | wrong | missed | precision | recall |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private GuidanceDocument() {}

    static String write(List<Trial> trials, Map<String, Judgement> byType) {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        text.append(
                "## The types\n\n| type | when | an example of a first step |\n| --- | --- | --- |\n");
        for (Topic topic : Topic.values()) {
            text.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(topic.id(), topic.when(), firstStep(trials, topic)));
        }
        text.append(MEASURED);
        byType.forEach(
                (type, judgement) -> text.append(judgement.row("`" + type + "`")).append('\n'));
        text.append(Judgement.ofAll(trials).row("all")).append('\n');
        text.append(totals(trials));
        return text.toString();
    }

    private static String firstStep(List<Trial> trials, Topic topic) {
        return trials.stream()
                .filter(it -> it.isRight() && it.type().equals(topic.id()))
                .flatMap(it -> it.guidance().stream())
                .flatMap(it ->
                        it.actionableGuidance().stream().filter(step -> !isOfOneRun(step)).limit(1))
                .min(Comparator.comparingInt(String::length))
                .map(step -> step.replace("|", "\\|"))
                .orElse("");
    }

    /** Where a run was stopped, and what it was seen to do before, is not the same each time. */
    private static boolean isOfOneRun(String step) {
        return step.startsWith("When it was stopped") || step.contains(" % of the fuel");
    }

    private static String totals(List<Trial> trials) {
        String languages =
                Stream.of("python", "javascript")
                        .map(language ->
                                count(
                                                trials.stream()
                                                        .filter(it ->
                                                                it.snippet()
                                                                        .id()
                                                                        .startsWith(
                                                                                language + "/")))
                                        + " in "
                                        + language)
                        .collect(Collectors.joining(", "));
        long without = count(trials.stream().filter(it -> it.snippet().types().isEmpty()));
        long silent =
                count(
                        trials.stream()
                                .filter(it ->
                                        it.snippet().types().isEmpty() && it.type().isEmpty()));
        return "\n%d programs: %s. Nothing was to be said about %d of them, and nothing was said about %d of these.\n"
                .formatted(trials.size(), languages, without, silent);
    }

    private static long count(Stream<Trial> trials) {
        return trials.count();
    }
}
