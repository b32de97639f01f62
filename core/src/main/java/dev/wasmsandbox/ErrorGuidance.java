package dev.wasmsandbox;

import java.util.List;

/**
 * Says what can be done about a run that failed, for a person or a language model to act upon.
 *
 * @param errorType a stable name for the kind of failure, e.g. {@code OutOfFuel}
 * @param actionableGuidance steps that the reader can take, the most promising first
 * @param relatedDocs where to read more
 * @param codeExamples code that shows a way out
 */
public record ErrorGuidance(
        String errorType,
        List<String> actionableGuidance,
        List<String> relatedDocs,
        List<String> codeExamples) {

    /** Copies the lists. */
    public ErrorGuidance {
        actionableGuidance = List.copyOf(actionableGuidance);
        relatedDocs = List.copyOf(relatedDocs);
        codeExamples = List.copyOf(codeExamples);
    }
}
