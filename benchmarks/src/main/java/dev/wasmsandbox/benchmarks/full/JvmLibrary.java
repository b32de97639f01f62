package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.RuntimeType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An interpreter that is a library of the JVM, in a JVM of its own whose class path Maven fetches when it is wanted: nothing of it becomes a
 * dependency of this project.
 *
 * @param name its name
 * @param version the version of its artifacts
 * @param artifacts {@code group:artifact:type} of each
 * @param driver the program among the resources that runs it
 */
record JvmLibrary(String name, String version, List<String> artifacts, String driver) {
    private static final int INSTALL_SECONDS = 600;
    private static final String COPY =
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";

    JvmLibrary {
        artifacts = List.copyOf(artifacts);
    }

    /** Returns it as something to compare with. */
    Competitor competitor(RuntimeType language, String note) {
        return new Competitor(
                name + " " + version, language, note, false, bench -> open(language, bench));
    }

    private Competitor.Interpreter open(RuntimeType language, Workbench bench) {
        Path environment = bench.environments().resolve(name.replace(' ', '-') + "-" + version);
        install(environment, bench);
        Path program = Resources.unpack("others/" + driver, environment);
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        environment.resolve("lib") + "/*",
                        program.toString(),
                        language.id());
        Driver started = Driver.start(name, command, Map.of(), environment);
        return new DrivenInterpreter(version, started);
    }

    private void install(Path environment, Workbench bench) {
        Path marker = environment.resolve("installed");
        if (Files.exists(marker)) {
            return;
        }
        bench.say("installing " + name + " " + version);
        try {
            Files.createDirectories(environment);
            Path project = Files.writeString(environment.resolve("pom.xml"), project());
            Commands.run(
                            List.of(
                                    "mvn",
                                    "-B",
                                    "-q",
                                    "-f",
                                    project.toString(),
                                    COPY,
                                    "-DoutputDirectory=" + environment.resolve("lib")),
                            INSTALL_SECONDS)
                    .orMissing("mvn for " + name + " " + version);
            Files.createFile(marker);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + environment, e);
        }
    }

    private String project() {
        List<String> dependencies = new ArrayList<>();
        for (String artifact : artifacts) {
            String[] parts = artifact.split(":", -1);
            dependencies.add(
                    "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><type>%s</type></dependency>"
                            .formatted(parts[0], parts[1], version, parts[2]));
        }
        return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>benchmark</groupId>
          <artifactId>benchmark</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <dependencies>%s</dependencies>
        </project>
        """
                .formatted(String.join("", dependencies));
    }
}
