package dev.wasmsandbox.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.wasmsandbox.architecture.Layering.Part;
import static dev.wasmsandbox.architecture.ProjectClasses.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

/** The packages within the module {@code core}, which its public API is in front of. */
class CorePackagesTest {
    private static final String CORE = ProjectClasses.ROOT + ".core";

    private static final Layering PACKAGES =
            new Layering(
                    CorePackagesTest::room,
                    Part.of("text"),
                    Part.of("policy", "text"),
                    Part.of("guidance", "text"),
                    Part.of("storage", "text"),
                    Part.of("disk", "storage", "text"),
                    Part.of("checkpoint", "storage", "text"),
                    Part.of("session", "checkpoint", "storage", "text"),
                    Part.of("guest", "text"),
                    Part.of("packages", "guest", "text"),
                    Part.of("workspace", "guest", "storage", "text"),
                    Part.of("run", "guest", "policy", "storage", "text", "workspace"),
                    Part.of(
                            "live",
                            "checkpoint",
                            "guest",
                            "policy",
                            "run",
                            "storage",
                            "text",
                            "workspace"),
                    Part.of(
                            "process",
                            "checkpoint",
                            "guest",
                            "live",
                            "policy",
                            "run",
                            "storage",
                            "text",
                            "workspace"),
                    Part.of(
                            "sandbox",
                            "checkpoint",
                            "disk",
                            "guest",
                            "guidance",
                            "live",
                            "policy",
                            "process",
                            "run",
                            "storage",
                            "text",
                            "workspace"));

    /** The public API is known to every package, and each class of it knows the one that does its work. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (!name.equals(CORE) && !name.startsWith(CORE + ".")) {
            return "";
        }
        return name.equals(CORE) ? CORE : name.substring(CORE.length() + 1);
    }

    @Test
    void every_package_is_in_the_table_and_none_is_left_over() {
        assertThat(PACKAGES.found(MAIN)).isEqualTo(PACKAGES.names());
    }

    @Test
    void packages_know_only_what_is_below_them() {
        assertThat(PACKAGES.offences(MAIN))
                .as("dependencies against the table of core's packages")
                .isEmpty();
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(CORE + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void a_dependency_that_the_table_does_not_allow_is_noticed() {
        Layering strict = new Layering(CorePackagesTest::room, Part.of("text"), Part.of("policy"));

        assertThat(strict.offences(MAIN))
                .anyMatch(offence -> offence.contains("core.policy.PolicyRules"));
    }

    @Test
    void a_table_with_a_cycle_is_refused() {
        assertThatThrownBy(() ->
                        new Layering(CorePackagesTest::room, Part.of("a", "b"), Part.of("b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("b does not come before a");
    }
}
