package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ErrorGuidance;
import java.util.ArrayList;
import java.util.List;

/** Collects the parts of a piece of guidance. */
final class Advice {
    private final String errorType;
    private final List<String> steps = new ArrayList<>();
    private final List<String> docs = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();

    Advice(String errorType) {
        this.errorType = errorType;
    }

    Advice step(String step) {
        steps.add(step);
        return this;
    }

    Advice docs(String... places) {
        docs.addAll(List.of(places));
        return this;
    }

    Advice example(String code) {
        examples.add(code);
        return this;
    }

    ErrorGuidance build() {
        return new ErrorGuidance(errorType, steps, docs, examples);
    }
}
