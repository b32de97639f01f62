package dev.wasmsandbox.core.packages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonVersionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''              | true",
                ">=3.8           | true",
                ">= 3.13.5       | true",
                ">=3.13.6        | false",
                ">3.13           | true",
                "<4              | true",
                "<3.13.5         | false",
                "<=3.13.5        | true",
                "<=3.13          | false",
                "==3.13.*        | true",
                "==3.12.*        | false",
                "==3.13.5        | true",
                "!=3.13.*        | false",
                "!=3.0.*,>=2.7   | true",
                "~=3.8           | true",
                "~=3.12.1        | false",
                "~=4.0           | false",
                ">=2.7,!=3.13.5  | false",
                "whatever        | true",
            })
    void compares_clause_by_clause(String specifier, boolean admitted) {
        assertThat(PythonVersions.admits(specifier, "3.13.5")).isEqualTo(admitted);
    }
}
