package dev.wasmsandbox.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Listings that are made of others. */
class ListingTest {

    private static Entry entry(long number) {
        return new LinkEntry("to" + number, number);
    }

    private static void assertSame(Listing listing, SortedMap<String, Entry> expected) {
        assertThat(listing.size()).isEqualTo(expected.size());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < listing.size(); i++) {
            names.add(listing.name(i));
            assertThat(listing.position(listing.name(i))).isEqualTo(i);
            assertThat(listing.entry(i)).isSameAs(expected.get(listing.name(i)));
            assertThat(listing.find(listing.name(i))).isSameAs(expected.get(listing.name(i)));
        }
        assertThat(names).containsExactlyElementsOf(expected.keySet());
    }

    /** What a weight-balanced tree of these ratios can have at most: log(n + 1) to the base of 4 / 3. */
    private static int mostHeight(int size) {
        return (int) Math.ceil(Math.log(size + 1.0) / Math.log(4.0 / 3.0)) + 1;
    }

    @Test
    void any_sequence_of_changes_gives_what_a_sorted_map_has() {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            TreeMap<String, Entry> expected = new TreeMap<>();
            for (int i = random.nextInt(100); i > 0; i--) {
                expected.put("n" + random.nextInt(300), entry(i));
            }
            Listing listing = new Listing(expected);
            for (int step = 0; step < 500; step++) {
                String name = "n" + random.nextInt(300);
                if (random.nextInt(3) < 1 + round % 2) {
                    Entry entry = entry(step);
                    expected.put(name, entry);
                    listing = listing.with(name, entry);
                } else {
                    expected.remove(name);
                    listing = listing.without(name);
                }
                assertThat(listing.height()).isLessThanOrEqualTo(mostHeight(listing.size()));
            }
            assertSame(listing, expected);
            assertThat(listing.position("absent")).isEqualTo(-1);
            assertThat(listing.find("absent")).isNull();
        }
    }

    @Test
    void sorted_additions_and_removals_stay_in_balance() {
        Listing listing = Listing.EMPTY;
        for (int i = 0; i < 4_096; i++) {
            listing = listing.with("%05d".formatted(i), entry(i));
            assertThat(listing.height()).isLessThanOrEqualTo(mostHeight(listing.size()));
        }
        assertThat(listing.name(4_095)).isEqualTo("04095");
        for (int i = 0; i < 4_000; i++) {
            listing = listing.without("%05d".formatted(i));
            assertThat(listing.height()).isLessThanOrEqualTo(mostHeight(listing.size()));
        }
        assertThat(listing.size()).isEqualTo(96);
        assertThat(listing.name(0)).isEqualTo("04000");
    }

    @Test
    void a_listing_never_changes() {
        Listing before = new Listing(Map.of("a", entry(1), "b", entry(2)));

        Listing after = before.with("a", entry(3)).without("b").with("c", entry(4));

        assertThat(before.size()).isEqualTo(2);
        assertThat(before.find("a")).isEqualTo(entry(1));
        assertThat(before.find("b")).isEqualTo(entry(2));
        assertThat(after.find("a")).isEqualTo(entry(3));
        assertThat(after.find("b")).isNull();
        assertThat(after.without("b")).isSameAs(after);
    }

    @Test
    void positions_outside_are_refused() {
        Listing one = new Listing(Map.of("a", entry(1)));

        assertThatThrownBy(() -> one.name(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> one.entry(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Listing.EMPTY.name(0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
