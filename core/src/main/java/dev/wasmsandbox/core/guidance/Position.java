package dev.wasmsandbox.core.guidance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a program was, as it told ({@code guest_abi.h}): hostile, so what is not of the form is left out.
 *
 * @param places in functions of the program's own, the innermost first
 * @param values of variables that the first line of the outermost loop names; a length has a {@code #} before the name
 */
record Position(List<Place> places, Map<String, Long> values) {
    private static final int MOST_PLACES = 8;
    private static final int MOST_VALUES = 16;
    private static final Pattern PLACE =
            Pattern.compile(
                    "@(\\d{1,9}) (-?\\d{1,9}) (-?\\d{1,9}) (-?\\d{1,18}) ([^\t]{0,300}+)\t(.{0,300}+)");
    private static final Pattern VALUE = Pattern.compile("(=|#)(\\w{1,120}) (-?\\d{1,18})");

    /**
     * A place in a function.
     *
     * @param loop the first line of the innermost loop around it, 0 if there is none
     * @param outerLoop the first line of the outermost loop around it in this function
     * @param left how many more times the outermost loop will go round; negative if it is not known
     */
    record Place(int line, int loop, int outerLoop, long left, String file, String function) {}

    static Position parse(byte[] bytes) {
        List<Place> places = new ArrayList<>();
        Map<String, Long> values = new HashMap<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            Matcher place = PLACE.matcher(line);
            Matcher value = VALUE.matcher(line);
            if (place.matches() && places.size() < MOST_PLACES) {
                places.add(
                        new Place(
                                Integer.parseInt(place.group(1)),
                                Math.max(0, Integer.parseInt(place.group(2))),
                                Math.max(0, Integer.parseInt(place.group(3))),
                                Long.parseLong(place.group(4)),
                                place.group(5),
                                place.group(6)));
            } else if (value.matches() && values.size() < MOST_VALUES) {
                String mark = value.group(1).equals("#") ? "#" : "";
                values.putIfAbsent(mark + value.group(2), Long.parseLong(value.group(3)));
            }
        }
        return new Position(List.copyOf(places), Map.copyOf(values));
    }

    /** The innermost place; empty if none is in the program's own functions. */
    Optional<Place> innermost() {
        return places.stream().findFirst();
    }

    /** The place in the outermost function that is in a loop. */
    Optional<Place> outermostLoop() {
        return places.stream().filter(place -> place.outerLoop() > 0).reduce((_, last) -> last);
    }
}
