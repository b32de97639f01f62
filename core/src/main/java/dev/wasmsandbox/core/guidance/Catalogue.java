package dev.wasmsandbox.core.guidance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known by heart about names that a guest does not have: what takes their place, and code that shows it.
 *
 * <p>The resource has one entry after the other. Each begins with {@code === kind name name …}; lines {@code key: value} follow, and then,
 * after a line of three hyphens, the code. Text before the first entry is for its readers. Read once, when a run first fails.
 */
final class Catalogue {
    private static final String BEGIN = "=== ";

    /** Made when they are first asked for: a program that does not fail needs none. */
    private static final class Loaded {
        static final Catalogue PYTHON = read("python.catalogue");
        static final Catalogue JAVASCRIPT = read("javascript.catalogue");
    }

    /**
     * What is known about some names.
     *
     * @param kind what kind of names they are
     * @param names the names
     * @param values what the lines say, by their key
     * @param code a program that runs; empty text if there is none
     */
    record Entry(String kind, List<String> names, Map<String, String> values, String code) {
        /** Returns what a line says; empty text if there is no such line. */
        String value(String key) {
            return values.getOrDefault(key, "");
        }
    }

    private final List<Entry> entries;
    private final Map<String, Entry> byName = new HashMap<>();

    private Catalogue(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        for (Entry entry : entries) {
            entry.names().forEach(name -> byName.putIfAbsent(key(entry.kind(), name), entry));
            for (String alias : words(entry.value("alias"))) {
                byName.putIfAbsent(key("alias", alias), entry);
            }
            for (String name : words(entry.value("names"))) {
                byName.putIfAbsent(key("at-home", name), entry);
            }
        }
    }

    static Catalogue of(boolean python) {
        return python ? Loaded.PYTHON : Loaded.JAVASCRIPT;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Returns what is known about a name; {@code alias} and {@code at-home} are kinds, too. */
    Optional<Entry> find(String kind, String name) {
        return Optional.ofNullable(byName.get(key(kind, name)));
    }

    private static String key(String kind, String name) {
        return kind + " " + name;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static Catalogue read(String resource) {
        try (InputStream in = Catalogue.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return new Catalogue(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Entry> parse(String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> blocks = List.of(text.split("\n" + BEGIN));
        for (String block : blocks.subList(1, blocks.size())) {
            String[] parts = block.split("\n---\n", 2);
            String[] lines = parts[0].strip().split("\n", -1);
            List<String> head = List.of(lines[0].split(" ", -1));
            Map<String, String> values = new LinkedHashMap<>();
            for (String line : Arrays.asList(lines).subList(1, lines.length)) {
                int colon = line.indexOf(':');
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            String code = parts.length == 1 ? "" : parts[1].strip();
            entries.add(new Entry(head.get(0), head.subList(1, head.size()), values, code));
        }
        return entries;
    }
}
