package dev.wasmsandbox.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static dev.wasmsandbox.architecture.ProjectClasses.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class CodeRulesTest {
    private static final String NATIVE_MEMORY = "dev.wasmsandbox.engine.NativeMemory";

    /** Ends the process with a last word, where going on would mean to return to native code in an unknown state. */
    private static final String LAST_RESORT = "dev.wasmsandbox.wasmtime.HostFailure";

    /** The main class of worker processes. */
    private static final String WORKER = "dev.wasmsandbox.core.process.WorkerMain";

    @Test
    void only_the_binding_and_one_class_of_the_engine_touch_native_memory() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wasmsandbox.wasmtime..")
                .and(
                        DescribedPredicate.describe(
                                "are not " + NATIVE_MEMORY,
                                (JavaClass type) ->
                                        !type.getName().equals(NATIVE_MEMORY)
                                                && !type.getName().startsWith(NATIVE_MEMORY + "$")))
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
                .check(MAIN);
    }

    @Test
    void wasi_touches_neither_files_of_the_host_nor_the_engine() {
        noClasses()
                .that()
                .resideInAPackage("dev.wasmsandbox.wasi..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "java.nio.file..",
                                        "dev.wasmsandbox.wasmtime..",
                                        "java.net..")
                                .or(
                                        DescribedPredicate.describe(
                                                "are files of java.io",
                                                (JavaClass type) ->
                                                        List.of(
                                                                        "java.io.File",
                                                                        "java.io.FileInputStream",
                                                                        "java.io.FileOutputStream",
                                                                        "java.io.RandomAccessFile",
                                                                        "java.nio.channels.FileChannel")
                                                                .contains(type.getName()))))
                .check(MAIN);
    }

    @Test
    void only_the_program_uses_the_standard_streams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wasmsandbox.cli..")
                .and()
                .doNotHaveFullyQualifiedName(LAST_RESORT)
                .and()
                .doNotHaveFullyQualifiedName(WORKER)
                .should(ACCESS_STANDARD_STREAMS)
                .check(MAIN);
    }

    @Test
    void exceptions_have_a_type_of_their_own() {
        noClasses().should(THROW_GENERIC_EXCEPTIONS).check(MAIN);
    }

    @Test
    void the_program_alone_ends_the_process() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wasmsandbox.cli..")
                .and()
                .doNotHaveFullyQualifiedName(LAST_RESORT)
                .and()
                .doNotHaveFullyQualifiedName(WORKER)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(MAIN);
    }

    @Test
    void nothing_uses_the_jdk_of_yesterday() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "sun..", "jdk.internal..", "javax.swing..", "java.util.logging.."))
                .check(MAIN);
    }

    @Test
    void every_package_says_that_nothing_is_null_by_default() {
        List<String> unmarked =
                MAIN.stream()
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(aPackage -> !aPackage.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .toList();

        assertThat(unmarked)
                .as("packages without @NullMarked in their package-info.java")
                .isEmpty();
    }
}
