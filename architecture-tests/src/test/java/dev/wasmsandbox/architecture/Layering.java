package dev.wasmsandbox.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Parts of the code from the ground up: each may know parts before it only, so there can be no cycles. */
final class Layering {
    /**
     * A part of the code.
     *
     * @param mayKnow the parts that it may depend on
     */
    record Part(String name, Set<String> mayKnow) {
        static Part of(String name, String... mayKnow) {
            return new Part(name, Set.of(mayKnow));
        }
    }

    private final Function<JavaClass, String> partOf;
    private final Map<String, Set<String>> mayKnow = new LinkedHashMap<>();

    /**
     * Takes down who may know whom.
     *
     * @param partOf the part that a class belongs to; empty text if it is none of the table's business
     * @throws IllegalArgumentException if a part would know one that does not come before it
     */
    Layering(Function<JavaClass, String> partOf, Part... parts) {
        this.partOf = partOf;
        for (Part part : parts) {
            for (String known : part.mayKnow()) {
                if (!mayKnow.containsKey(known)) {
                    throw new IllegalArgumentException(
                            known + " does not come before " + part.name() + ", which may know it");
                }
            }
            mayKnow.put(part.name(), part.mayKnow());
        }
    }

    /** Returns the names of all parts. */
    Set<String> names() {
        return new TreeSet<>(mayKnow.keySet());
    }

    /** Finds the parts that classes belong to. */
    Set<String> found(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            found.add(partOf.apply(type));
        }
        found.remove("");
        return found;
    }

    /** Finds the dependencies of classes that the table does not allow. */
    Set<String> offences(JavaClasses classes) {
        Set<String> offences = new TreeSet<>();
        for (JavaClass type : classes) {
            String part = partOf.apply(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = partOf.apply(dependency.getTargetClass().getBaseComponentType());
                if (!allowed(part, target)) {
                    offences.add(dependency.getDescription());
                }
            }
        }
        return offences;
    }

    private boolean allowed(String part, String target) {
        return part.isEmpty()
                || target.isEmpty()
                || part.equals(target)
                || mayKnow.getOrDefault(part, Set.of()).contains(target);
    }
}
