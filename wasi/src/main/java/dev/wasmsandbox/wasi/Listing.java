package dev.wasmsandbox.wasi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The entries of one immutable directory, sorted by name, so that positions in it are stable cookies. */
final class Listing {

    static final Listing EMPTY = new Listing(Map.of());

    private final String[] names;
    private final Entry[] entries;
    private final Map<String, Integer> positions;

    Listing(Map<String, Entry> source) {
        names = source.keySet().stream().filter(Names::usable).sorted().toArray(String[]::new);
        entries = Arrays.stream(names).map(source::get).toArray(Entry[]::new);
        positions = HashMap.newHashMap(names.length);
        for (int i = 0; i < names.length; i++) {
            positions.put(names[i], i);
        }
    }

    int size() {
        return names.length;
    }

    String name(int position) {
        return names[position];
    }

    Entry entry(int position) {
        return entries[position];
    }

    /** All entries by name. */
    Map<String, Entry> entries() {
        Map<String, Entry> all = HashMap.newHashMap(names.length);
        for (int i = 0; i < names.length; i++) {
            all.put(names[i], entries[i]);
        }
        return all;
    }

    /** Finds a name; -1 if it is not there. */
    int position(String name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }
}
