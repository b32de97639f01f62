package dev.wasmsandbox.core.policy;

import dev.wasmsandbox.PolicyValidationException;
import dev.wasmsandbox.PolicyValidationException.Location;
import dev.wasmsandbox.core.text.MessageText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A value of a TOML file that knows its name and its place.
 *
 * @param file the file it was read from
 * @param name its full name, e.g. {@code mounts[0].guest_path}
 * @param key its own key within its table
 * @param value the value as the parser gives it
 * @param position its place, if the parser knows
 */
record TomlEntry(
        Path file, String name, String key, Object value, @Nullable TomlPosition position) {

    /** Returns what a table holds. */
    static List<TomlEntry> of(Path file, String prefix, TomlTable table) {
        List<TomlEntry> entries = new ArrayList<>();
        for (Map.Entry<String, Object> entry : table.entrySet()) {
            String key = entry.getKey();
            TomlPosition position = table.inputPositionOf(List.of(key));
            // TOML allows it, between quotes.
            String name = key.isEmpty() ? "''" : key;
            entries.add(new TomlEntry(file, prefix + name, key, entry.getValue(), position));
        }
        return entries;
    }

    long number() {
        if (value instanceof Long number) {
            return number;
        }
        throw wrong("a whole number");
    }

    /** Returns a whole number; one beyond int stays out of every range that the policy allows. */
    int smallNumber() {
        return Math.clamp(number(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    Duration seconds() {
        return switch (value) {
            case Long seconds -> Duration.ofSeconds(seconds);
            case Double seconds when Math.abs(seconds) < 1e12 -> exact(BigDecimal.valueOf(seconds));
            default -> throw wrong("a number of seconds");
        };
    }

    private static Duration exact(BigDecimal seconds) {
        long whole = seconds.longValue();
        BigDecimal fraction = seconds.subtract(BigDecimal.valueOf(whole));
        return Duration.ofSeconds(whole, fraction.movePointRight(9).longValue());
    }

    boolean bool() {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw wrong("true or false");
    }

    String string() {
        if (value instanceof String string) {
            return string;
        }
        throw wrong("a string");
    }

    List<String> strings() {
        return items("an array of strings").stream().map(TomlEntry::string).toList();
    }

    List<TomlEntry> items(String allowed) {
        if (!(value instanceof TomlArray array)) {
            throw wrong(allowed);
        }
        List<TomlEntry> items = new ArrayList<>();
        for (int index = 0; index < array.size(); index++) {
            String item = "[" + index + "]";
            TomlPosition place = array.inputPositionOf(index);
            items.add(new TomlEntry(file, name + item, item, array.get(index), place));
        }
        return items;
    }

    /** Returns what this table holds. */
    List<TomlEntry> entries() {
        if (value instanceof TomlTable table) {
            return of(file, name + ".", table);
        }
        throw wrong("a table");
    }

    PolicyValidationException wrong(String allowed) {
        String shown =
                switch (value) {
                    case String string -> MessageText.quote(string);
                    case TomlTable _ -> "a table";
                    case TomlArray _ -> "an array";
                    default -> value.toString();
                };
        return refused(shown, allowed);
    }

    /** Makes a complaint about this entry. */
    PolicyValidationException refused(String shown, String allowed) {
        return new PolicyValidationException(name, shown, allowed, location());
    }

    private Location location() {
        return position == null
                ? new Location(file, 1, 1)
                : new Location(file, position.line(), position.column());
    }
}
