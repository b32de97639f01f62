package dev.wasmsandbox.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.wasmsandbox.architecture.ProjectClasses.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DependencyRulesTest {
    /** The public API counts as a piece of {@code core}, whose own packages have rules in {@link CorePackagesTest}. */
    private static final Layering PROJECT =
            new Layering(
                    ProjectClasses::part,
                    Layering.Part.of("cache"),
                    Layering.Part.of("wasi"),
                    Layering.Part.of("wasmtime", "cache"),
                    Layering.Part.of("hostfs", "wasi"),
                    Layering.Part.of("engine.metering"),
                    Layering.Part.of("engine", "cache", "wasi", "wasmtime", "engine.metering"),
                    Layering.Part.of("guest.python", "cache", "wasi", "hostfs", "engine"),
                    Layering.Part.of("guest.javascript", "cache", "wasi", "hostfs", "engine"),
                    Layering.Part.of(
                            "core",
                            "cache",
                            "wasi",
                            "hostfs",
                            "engine",
                            "guest.python",
                            "guest.javascript"),
                    Layering.Part.of("cli", "core"),
                    Layering.Part.of("micrometer", "core"));

    @Test
    void every_part_of_the_project_is_looked_at() {
        assertThat(PROJECT.found(MAIN)).isEqualTo(PROJECT.names());
        assertThat(MAIN).hasSizeGreaterThan(150);
    }

    @Test
    void parts_know_only_what_is_below_them() {
        assertThat(PROJECT.offences(MAIN))
                .as("dependencies against the direction of ARCHITECTURE.md")
                .isEmpty();
    }

    @Test
    void doors_know_the_public_api_only() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.wasmsandbox.cli..", "dev.wasmsandbox.micrometer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.wasmsandbox.core..")
                .check(MAIN);
    }
}
