package dev.wasmsandbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourceFilesTest {
    private static final int MAX_LINES = 500;
    private static final Pattern URL_HOST = Pattern.compile("https?://([A-Za-z0-9.-]+)");

    private final Repository repository = Repository.ofThisTest();

    @Test
    void java_files_stay_short() {
        List<String> tooLong = new ArrayList<>();
        int count = 0;
        for (Path file : repository.files()) {
            if (file.toString().endsWith(".java")) {
                count++;
                int lines = repository.lines(file).orElseThrow().size();
                if (lines > MAX_LINES) {
                    tooLong.add(file + ": " + lines + " lines");
                }
            }
        }

        assertThat(tooLong)
                .as("files longer than " + MAX_LINES + " lines; each wants to be two")
                .isEmpty();
        assertThat(count).as("Java files looked at").isGreaterThan(100);
    }

    /** A mirror's address works for one machine only; what is fetched is fetched through configured package managers. */
    @Test
    void files_name_only_hosts_that_everybody_knows() throws IOException {
        Set<String> allowed = allowedHosts();
        Set<String> strangers = new TreeSet<>();
        for (Path file : repository.files()) {
            for (String line : repository.lines(file).orElse(List.of())) {
                Matcher url = URL_HOST.matcher(line);
                while (url.find()) {
                    String host = url.group(1).replaceAll("\\.+$", "");
                    if (!allowed.contains(host)) {
                        strangers.add(file + ": " + host);
                    }
                }
            }
        }

        assertThat(strangers).as("hosts that are not in allowed-hosts.txt").isEmpty();
    }

    @Test
    void files_do_not_name_the_place_of_this_checkout() {
        String place = repository.root() + "/";
        Set<String> offences = new TreeSet<>();
        for (Path file : repository.files()) {
            Optional<List<String>> lines = repository.lines(file);
            if (lines.isPresent() && lines.get().stream().anyMatch(line -> line.contains(place))) {
                offences.add(file.toString());
            }
        }

        assertThat(offences).as("files that work on one machine only").isEmpty();
    }

    private static Set<String> allowedHosts() throws IOException {
        try (var in = SourceFilesTest.class.getResourceAsStream("/allowed-hosts.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toSet());
        }
    }
}
