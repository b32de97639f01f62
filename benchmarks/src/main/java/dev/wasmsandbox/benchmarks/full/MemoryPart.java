package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Table;
import dev.wasmsandbox.cache.PrivateCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What do live sessions, checkpoints and the process at rest hold, and how large is what is installed? */
final class MemoryPart implements Part {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Section> measure(Workbench bench) throws IOException {
        bench.say("memory: live sessions");
        Section live = live(bench.effort());
        bench.say("memory: checkpoints and sizes");
        return List.of(live, checkpoints(), sizes(bench));
    }

    private static Section live(Effort effort) {
        int many = effort.manyInterpreters();
        Table.Builder table =
                Table.of(
                        "",
                        "private, for each live session",
                        "of it in the Java heap",
                        "process with one session",
                        "its resident memory");
        Section.Builder section =
                Section.of(
                        "memory-live",
                        "Memory: live sessions and the process",
                        "Bytes that the process has for itself (`Private_Dirty` and `Private_Clean` of `smaps_rollup`), after a garbage collection, with"
                                + " some and with "
                                + many
                                + " more interpreters that have said a word and live on; the difference for each. In a JVM of its own with a small heap and the serial collector.");
        for (RuntimeType language : RuntimeType.values()) {
            Path folder = Folders.temporary();
            try (Driver child =
                    Child.start(
                            MemoryChild.class,
                            List.of("-XX:+UseSerialGC", "-Xms16m", "-XX:TieredStopAtLevel=1"),
                            folder)) {
                JsonNode one = child.ask(language + " 1");
                JsonNode warm = child.ask(language + " " + (many / 4 + 1));
                JsonNode all = child.ask(language + " " + many);
                double each = difference(all, warm, "private") / many;
                table.row(
                        language.id(),
                        Quantities.bytes(each),
                        Quantities.bytes(difference(all, warm, "heap") / many),
                        Quantities.bytes(one.path("private").asDouble()),
                        Quantities.bytes(one.path("resident").asDouble()));
                section.raw(
                        language.id(),
                        Map.of(
                                "one", numbers(one),
                                "warm", numbers(warm),
                                "all", numbers(all),
                                "more", many));
                section.ratio(
                        "memory." + language.id() + ".mib_per_live_session", each / (1 << 20));
            } finally {
                Folders.delete(folder);
            }
        }
        return section.table(table.build()).build();
    }

    private static double difference(JsonNode more, JsonNode less, String name) {
        return more.path(name).asDouble() - less.path(name).asDouble();
    }

    private static Map<String, Object> numbers(JsonNode answer) {
        Map<String, Object> numbers = new TreeMap<>();
        answer.properties().forEach(each -> numbers.put(each.getKey(), each.getValue().asLong()));
        return numbers;
    }

    private static Section checkpoints() {
        Table.Builder table = Table.of("", "after a word", "after 20,000 strings in a table");
        Section.Builder section =
                Section.of(
                        "memory-checkpoints",
                        "Memory: checkpoints",
                        "Bytes of a checkpoint of the interpreter, as it is stored: compressed, and only what differs from the image.");
        for (RuntimeType language : RuntimeType.values()) {
            String fill =
                    language == RuntimeType.PYTHON
                            ? "table = {i: 'text ' + str(i) for i in range(20000)}"
                            : "globalThis.table = {}; for (let i = 0; i < 20000; i++) table[i] = 'text ' + i";
            List<Integer> bytes = new ArrayList<>();
            try (Sandbox sandbox =
                    Sandbox.builder()
                            .runtime(language)
                            .autoPersistGlobals(true)
                            .storage(new MemoryStorageAdapter())
                            .logger(SandboxLogger.none())
                            .build()) {
                for (String code : List.of(StartPart.hello(language), fill)) {
                    if (!sandbox.execute(code).success()) {
                        throw new Missing("a live interpreter of " + language.id() + " failed");
                    }
                    bytes.add(sandbox.checkpoint().toBytes().length);
                }
            }
            table.row(
                    language.id(),
                    Quantities.bytes(bytes.getFirst()),
                    Quantities.bytes(bytes.getLast()));
            section.raw(language.id(), bytes);
        }
        return section.table(table.build()).build();
    }

    private static Section sizes(Workbench bench) throws IOException {
        Table.Builder table = Table.of("", "bytes");
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> jars = Files.list(new Program(bench.root()).libraries())) {
            for (Path jar : jars.toList()) {
                sizes.put("packed: " + jar.getFileName(), Files.size(jar));
            }
        } catch (Missing e) {
            table.row("packed libraries: not measured, " + e.reason(), "");
        }
        Map<String, Long> newest = new TreeMap<>();
        for (PrivateCache.CachedFile file : PrivateCache.ofUser().entries()) {
            newest.merge("cache, largest of kind: " + file.kind(), file.bytes(), Math::max);
        }
        sizes.putAll(newest);
        sizes.forEach((name, bytes) -> table.row(name, Quantities.bytes(bytes)));
        return Section.of(
                        "memory-sizes",
                        "Sizes of what is installed",
                        "The jars that the program is packed with, and what the cache of this user holds once they were used: images, machine code, the"
                                + " library, archives; the cache may hold those of other builds, too.")
                .table(table.build())
                .raw("bytes", sizes)
                .build();
    }
}
