package dev.wasmsandbox.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PowerLawTest {
    private static List<Point> points(DoubleUnaryOperator cost) {
        return Stream.of(1, 10, 100, 1_000, 10_000)
                .map(size -> new Point(size, cost.applyAsDouble(size)))
                .toList();
    }

    @Test
    void finds_the_exponent_of_a_pure_power() {
        PowerLaw square = PowerLaw.fit(points(size -> 3 * size * size));

        assertThat(square.exponent()).isEqualTo(2, within(1e-9));
        assertThat(square.factor()).isEqualTo(3, within(1e-6));
        assertThat(square.lastExponent()).isEqualTo(2, within(1e-9));
    }

    @Test
    void what_is_constant_has_exponent_zero() {
        assertThat(PowerLaw.fit(points(_ -> 5)).exponent()).isEqualTo(0, within(1e-9));
    }

    @Test
    void shows_growth_that_a_constant_part_hides_from_the_fit() {
        PowerLaw law = PowerLaw.fit(points(size -> 100 + size));

        assertThat(law.exponent()).isLessThan(0.6);
        assertThat(law.lastExponent()).isGreaterThan(0.9);
    }

    @Test
    void refuses_what_cannot_be_fitted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerLaw.fit(List.of(new Point(1, 1))))
                .withMessageContaining("two sizes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerLaw.fit(List.of(new Point(1, 1), new Point(1, 2))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerLaw.fit(List.of(new Point(1, 1), new Point(2, 0))))
                .withMessageContaining("above 0");
    }
}
