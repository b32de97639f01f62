package dev.wasmsandbox.core.guidance;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads lines of JavaScript, as far as an error tells where to look. */
final class JavaScriptSource {
    private static final String CLOSING = ")]";
    private static final String OPENING = "([";

    private JavaScriptSource() {}

    /** A call of a method or a function. */
    record Call(String object, String name, int begin) {}

    /** Finds the call that a column is in or beside; the interpreter's columns are not exact. */
    static Optional<Call> callAt(String line, int column) {
        int at = Math.min(Math.max(column - 1, 0), Math.max(line.length() - 1, 0));
        for (int distance = 0; distance < line.length(); distance++) {
            for (int index : new int[] {at + distance, at - distance}) {
                Optional<Call> call = callWith(line, index);
                if (call.isPresent()) {
                    return call;
                }
            }
        }
        return Optional.empty();
    }

    /** The call whose opening bracket is the first one behind the name at an index. */
    private static Optional<Call> callWith(String line, int index) {
        if (index < 0
                || index >= line.length()
                || !Character.isJavaIdentifierPart(line.charAt(index))) {
            return Optional.empty();
        }
        int begin = beginOfName(line, index);
        int end = index;
        while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
            end++;
        }
        if (end >= line.length()
                || line.charAt(end) != '('
                || !Character.isJavaIdentifierStart(line.charAt(begin))) {
            return Optional.empty();
        }
        String object =
                begin > 0 && line.charAt(begin - 1) == '.' ? chainBefore(line, begin - 1) : "";
        return Optional.of(new Call(object, line.substring(begin, end), begin));
    }

    private static int beginOfName(String line, int index) {
        int begin = index;
        while (begin > 0 && Character.isJavaIdentifierPart(line.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    /** The names, calls and brackets that end before an index, as {@code a.b[0].c()} before a dot. */
    static String chainBefore(String line, int end) {
        int index = end;
        while (index > 0) {
            char c = line.charAt(index - 1);
            if (Character.isJavaIdentifierPart(c) || c == '.' || c == '?') {
                index--;
            } else if (CLOSING.indexOf(c) >= 0) {
                index = openingOf(line, index - 1);
            } else if (c == '\'' || c == '"' || c == '`') {
                int open = line.lastIndexOf(c, index - 2);
                index = open < 0 ? index - 1 : open;
                break;
            } else {
                break;
            }
        }
        return line.substring(Math.max(index, 0), end).strip();
    }

    private static int openingOf(String line, int closing) {
        int depth = 0;
        for (int index = closing; index >= 0; index--) {
            depth += CLOSING.indexOf(line.charAt(index)) >= 0 ? 1 : 0;
            depth -= OPENING.indexOf(line.charAt(index)) >= 0 ? 1 : 0;
            if (depth == 0) {
                return index;
            }
        }
        return 0;
    }

    /** The object whose property a line reads or writes; empty text if that is not to be seen. */
    static String ownerOf(String line, String property) {
        String quoted = Pattern.quote(property);
        var access =
                Pattern.compile(
                                "\\??\\.(?="
                                        + quoted
                                        + "\\b)|\\[\\s*+['\"]?(?="
                                        + quoted
                                        + "['\"]?\\s*+\\])")
                        .matcher(line);
        return access.find() ? chainBefore(line, access.start()) : "";
    }
}
