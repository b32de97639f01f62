package dev.wasmsandbox.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.wasmsandbox.architecture.ProjectClasses.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DependencyRulesTest {
    /**
     * A part of the project.
     *
     * @param name its package below the root; the public API counts as a piece of {@code core}
     * @param mayKnow the parts that it may depend on
     */
    private record Part(String name, Set<String> mayKnow) {
        static Part of(String name, String... mayKnow) {
            return new Part(name, Set.of(mayKnow));
        }
    }

    /** From the ground up: each part may know parts above it in this list only, so there can be no cycles. */
    private static final List<Part> PARTS =
            List.of(
                    Part.of("cache"),
                    Part.of("wasi"),
                    Part.of("wasmtime", "cache"),
                    Part.of("hostfs", "wasi"),
                    Part.of("engine", "cache", "wasi", "wasmtime"),
                    Part.of("guest.python", "cache", "wasi", "hostfs", "engine"),
                    Part.of("guest.javascript", "cache", "wasi", "hostfs", "engine"),
                    Part.of(
                            "core",
                            "cache",
                            "wasi",
                            "hostfs",
                            "engine",
                            "guest.python",
                            "guest.javascript"),
                    Part.of("cli", "core"));

    private static final Map<String, Part> BY_NAME =
            PARTS.stream().collect(Collectors.toMap(Part::name, Function.identity()));

    @Test
    void every_part_of_the_project_is_looked_at() {
        Set<String> parts = new TreeSet<>();
        for (JavaClass type : MAIN) {
            parts.add(ProjectClasses.part(type));
        }

        assertThat(parts).isEqualTo(new TreeSet<>(BY_NAME.keySet()));
        assertThat(MAIN).hasSizeGreaterThan(150);
    }

    @Test
    void parts_know_only_what_is_below_them() {
        Set<String> offences = new TreeSet<>();
        for (JavaClass type : MAIN) {
            String part = ProjectClasses.part(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                String targetPart =
                        ProjectClasses.isOurs(target) ? ProjectClasses.part(target) : part;
                if (!targetPart.equals(part) && !mayKnow(part).contains(targetPart)) {
                    offences.add(dependency.getDescription());
                }
            }
        }

        assertThat(offences).as("dependencies against the direction of ARCHITECTURE.md").isEmpty();
    }

    @Test
    void parts_build_on_the_ones_before_them() {
        Set<String> before = new HashSet<>();
        for (Part part : PARTS) {
            assertThat(before).as("parts before " + part.name()).containsAll(part.mayKnow());
            before.add(part.name());
        }
    }

    @Test
    void doors_know_the_public_api_only() {
        noClasses()
                .that()
                .resideInAPackage("dev.wasmsandbox.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.wasmsandbox.core..")
                .check(MAIN);
    }

    private static Set<String> mayKnow(String part) {
        Part known = BY_NAME.get(part);
        return known == null ? Set.of() : known.mayKnow();
    }
}
