package dev.wasmsandbox.wasi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The entries of one immutable directory, sorted by name, so that positions in it are stable cookies. */
final class Listing {

    static final Listing EMPTY = new Listing(Map.of());

    private final String[] names;
    private final Entry[] entries;
    private final Map<String, Integer> positions;

    Listing(Map<String, Entry> source) {
        // Plain loops: this runs at every start of a program, when streams would still have to be
        // linked.
        List<String> usable = new ArrayList<>(source.size());
        for (String name : source.keySet()) {
            if (Names.usable(name)) {
                usable.add(name);
            }
        }
        names = usable.toArray(new String[0]);
        Arrays.sort(names);
        entries = new Entry[names.length];
        positions = HashMap.newHashMap(names.length);
        for (int i = 0; i < names.length; i++) {
            entries[i] = Objects.requireNonNull(source.get(names[i]), "an entry");
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

    /** Finds a name; -1 if it is not there. */
    int position(String name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }
}
