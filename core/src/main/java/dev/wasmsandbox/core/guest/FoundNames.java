package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.CodeCompletion;
import dev.wasmsandbox.CodeCompletion.Candidate;
import dev.wasmsandbox.CodeCompletion.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a guest says could stand at the end of a text. Any program can say that, so it is bounded here, and what is no name is left out.
 *
 * @param prefix the end of the text that would be replaced
 * @param candidates what could stand there instead
 * @param truncated whether there are more
 */
public record FoundNames(String prefix, List<Candidate> candidates, boolean truncated) {
    private static final int MOST = 1_000;
    private static final int LONGEST = 1_024;

    /** Leaves out what is no name. */
    public FoundNames {
        truncated |= candidates.size() > MOST;
        boolean typed = prefix.length() <= LONGEST;
        prefix = typed ? prefix : "";
        candidates =
                candidates.stream()
                        .limit(typed ? MOST : 0)
                        .filter(candidate -> isName(candidate.text()))
                        .toList();
    }

    /** Reads a message. */
    static FoundNames of(Map<String, @Nullable Object> fields) {
        List<Candidate> candidates = new ArrayList<>();
        if (fields.get("candidates") instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof List<?> pair
                        && pair.size() == 2
                        && pair.getFirst() instanceof String text) {
                    candidates.add(
                            new Candidate(text, constant(Kind.class, pair.getLast(), Kind.VALUE)));
                }
            }
        }
        return new FoundNames(
                fields.get("prefix") instanceof String prefix ? prefix : "",
                candidates,
                Boolean.TRUE.equals(fields.get("truncated")));
    }

    /** Whoever shows it, or puts it into a line, takes other characters for something else than a part of a name. */
    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.codePoints()
                        .allMatch(c ->
                                switch (Character.getType(c)) {
                                    case Character.CONTROL,
                                            Character.FORMAT,
                                            Character.SURROGATE,
                                            Character.LINE_SEPARATOR,
                                            Character.PARAGRAPH_SEPARATOR ->
                                            false;
                                    default -> true;
                                });
    }

    /** Finds the constant that a guest names; it may name anything. */
    static <E extends Enum<E>> E constant(Class<E> type, @Nullable Object name, E otherwise) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(name)) {
                return constant;
            }
        }
        return otherwise;
    }

    /**
     * Puts them into the code whose beginning the guest was given.
     *
     * @param code all of the code
     * @param cursor where that beginning ends
     */
    public CodeCompletion in(String code, int cursor) {
        int start = cursor - prefix.length();
        if (start < 0 || !code.startsWith(prefix, start)) {
            return CodeCompletion.none(cursor);
        }
        List<Candidate> fitting =
                candidates.stream()
                        .filter(candidate -> candidate.text().startsWith(prefix))
                        .toList();
        return new CodeCompletion(start, cursor, fitting, truncated);
    }
}
