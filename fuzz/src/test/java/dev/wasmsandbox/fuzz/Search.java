package dev.wasmsandbox.fuzz;

import com.code_intelligence.jazzer.Jazzer;
import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One search for a faulty input, in a JVM of its own: if that dies, it is a finding and not the end of the others. */
final class Search {
    private static final Duration START_AND_END = Duration.ofMinutes(2);
    private static final Pattern COUNT = Pattern.compile("Done (\\d+) runs? in (\\d+) second");
    private static final String OUR_CODE = "dev.wasmsandbox.**";

    /** What compares whole memories would be traced byte by byte, and tells nothing about the code that is searched. */
    private static final String THE_TARGETS = "dev.wasmsandbox.fuzz.**";

    /** Checks for things that nothing here does, databases and directories for instance; they only take time. */
    private static final String FOREIGN_CHECKS =
            Stream.of(
                            "BigDecimal",
                            "ClojureLangHooks",
                            "Deserialization",
                            "ExpressionLanguageInjection",
                            "FilePathTraversal",
                            "LdapInjection",
                            "NamingContextLookup",
                            "OsCommandInjection",
                            "ReflectiveCall",
                            "RegexInjection",
                            "RegexRoadblocks",
                            "ScriptEngineInjection",
                            "ServerSideRequestForgery",
                            "SqlInjection",
                            "TemplateInjection",
                            "UnsafeSanitizer",
                            "XPathInjection",
                            "XmlParserSsrfGuidance")
                    .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
                    .collect(Collectors.joining(":"));

    /** No input of ours needs more; larger ones only make it slow. */
    private static final int MAX_INPUT_BYTES = 4096;

    private static final int SLOWEST_INPUT_SECONDS = 30;

    private final Target target;
    private final Settings settings;
    private final Path work;

    /**
     * What a search did.
     *
     * @param inputs how many inputs it tried
     * @param crashed inputs that it left as faulty
     * @param exitCode of its JVM
     * @param output of its JVM
     */
    record Outcome(long inputs, List<Path> crashed, int exitCode, String output) {
        Outcome {
            crashed = List.copyOf(crashed);
        }

        boolean clean() {
            return exitCode == 0 && crashed.isEmpty();
        }
    }

    Search(Target target, Settings settings) {
        this.target = target;
        this.settings = settings;
        this.work = Settings.work(target);
    }

    Outcome run() throws Exception {
        Inputs.clear(work.resolve("new"));
        Inputs.clear(work.resolve("seeds"));
        Inputs.clear(work.resolve("crashed"));
        try (FuzzTarget open = target.open()) {
            for (byte[] seed : open.seeds()) {
                Inputs.write(work.resolve("seeds"), seed);
            }
            writeWords(open.words());
        }
        boolean guided = settings.guided() && target.guided();
        ChildJvm.Result result = guided ? guided() : blind();
        Matcher count = COUNT.matcher(result.output());
        long inputs = 0;
        while (count.find()) {
            inputs = Long.parseLong(count.group(1));
        }
        return new Outcome(
                inputs, Inputs.list(work.resolve("crashed")), result.exitCode(), result.output());
    }

    private void writeWords(List<String> words) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String word : words) {
            StringBuilder line = new StringBuilder("\"");
            for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
                line.append("\\x%02x".formatted(b));
            }
            lines.add(line.append('"').toString());
        }
        Files.write(work.resolve("words"), lines);
    }

    private ChildJvm guidedJvm(String... arguments) {
        return ChildJvm.of(Jazzer.class)
                .jvmArguments(
                        "-D" + GuidedEntry.TARGET + "=" + target.id(),
                        "-D" + Settings.MODULE + "=" + Settings.module(),
                        "-Djava.io.tmpdir=" + temporary(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:+EnableDynamicAgentLoading")
                .environment("LC_ALL", "C.UTF-8")
                .arguments(
                        "--target_class=" + GuidedEntry.class.getName(),
                        "--instrumentation_includes=" + OUR_CODE,
                        "--custom_hook_includes=" + OUR_CODE,
                        "--instrumentation_excludes=" + THE_TARGETS,
                        "--custom_hook_excludes=" + THE_TARGETS,
                        "--disabled_hooks=" + FOREIGN_CHECKS,
                        "-rss_limit_mb=0",
                        "-timeout=" + SLOWEST_INPUT_SECONDS,
                        // Otherwise it leaves inputs that took ten, which a busy machine makes of
                        // any.
                        "-report_slow_units=" + SLOWEST_INPUT_SECONDS,
                        "-max_len=" + MAX_INPUT_BYTES,
                        "-artifact_prefix=" + work.resolve("crashed") + "/",
                        "--reproducer_path=" + work)
                .arguments(arguments)
                .watchdog(settings.time().plus(START_AND_END));
    }

    /** Where a file that is forced to disk costs no time, if there is such a place. */
    private static String temporary() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory.toString() : System.getProperty("java.io.tmpdir");
    }

    private ChildJvm.Result guided() throws IOException {
        ChildJvm jvm =
                guidedJvm(
                        "-seed=" + settings.seed(),
                        "-max_total_time=" + settings.time().toSeconds(),
                        "-len_control=0",
                        work.resolve("new").toString(),
                        work.resolve("seeds").toString());
        if (Files.size(work.resolve("words")) > 0) {
            jvm.arguments("-dict=" + work.resolve("words"));
        }
        if (Files.isDirectory(Settings.corpus(target))) {
            jvm.arguments(Settings.corpus(target).toString());
        }
        return jvm.run();
    }

    private ChildJvm.Result blind() {
        return ChildJvm.of(BlindSearch.class)
                .jvmArguments(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary(),
                        "-D" + Settings.MODULE + "=" + Settings.module())
                .environment("LC_ALL", "C.UTF-8")
                .arguments(
                        target.id(),
                        Long.toString(settings.time().toSeconds()),
                        Integer.toString(settings.seed()),
                        Settings.corpus(target).toString(),
                        work.toString())
                .watchdog(settings.time().plus(START_AND_END))
                .run();
    }

    /** Adds to the kept inputs those of this search that reach something which none of them does. */
    void keep() throws IOException {
        Files.createDirectories(Settings.corpus(target));
        ChildJvm.Result result =
                guidedJvm(
                                "-merge=1",
                                Settings.corpus(target).toString(),
                                work.resolve("new").toString())
                        .run();
        if (result.exitCode() != 0) {
            throw new IOException("the inputs cannot be merged: " + result.output());
        }
    }
}
