package dev.wasmsandbox.core.packages;

import dev.wasmsandbox.Packages;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.cache.CacheKey;
import dev.wasmsandbox.cache.PrivateCache;
import dev.wasmsandbox.core.guest.Language;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Keeps compiled packages in the cache of this user, each as an archive under the hash of everything that decides its content. */
public final class PackageStore {
    /** Where programs see added packages, each in a folder of its own. */
    private static final String PLACE = "/data/packages/";

    /** Part of the key: to be raised when archives are made in another way. */
    private static final String FORM = "1";

    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private PackageStore() {}

    /** Reads, checks and compiles a wheel or a directory, or finds it compiled. */
    public static Packages.Added add(Path source) {
        return add(source, PrivateCache.ofUser());
    }

    /** The same with another cache. */
    static Packages.Added add(Path source, PrivateCache cache) {
        Language python = Language.of(RuntimeType.PYTHON);
        String version = python.bundle().versions().getOrDefault("python", "");
        PackageFiles files = read(source, version);
        String hash = files.hash();
        String place = PLACE + folder(files.about());
        CacheKey key = CacheKey.of("packages", FORM, python.bundle().buildHash(), place, hash);
        Path archive =
                cache.get(key, ".zip", out -> write(PackageCompiler.compile(files, place), out));
        return new Packages.Added(
                files.about().name(),
                files.about().version(),
                hash,
                files.content().size(),
                files.bytes(),
                files.about().requirements(),
                archive,
                place);
    }

    private static PackageFiles read(Path source, String python) {
        if (Files.isDirectory(source)) {
            return new PackageFiles(
                    source,
                    PackageMetadata.named(source.toAbsolutePath().normalize().getFileName() + ""),
                    SourceTree.ofDirectory(source));
        }
        if (!Files.isRegularFile(source)) {
            throw PackageProblem.of(source, "there is no such wheel or directory");
        }
        return Wheel.read(source, python);
    }

    /** The name in a path: of plain characters, whoever chose it. */
    private static String folder(PackageMetadata about) {
        String text =
                about.version().isEmpty() ? about.name() : about.name() + "-" + about.version();
        String plain = text.replaceAll("[^A-Za-z0-9._+-]", "_");
        return plain.substring(0, Math.min(plain.length(), 100));
    }

    private static void write(SortedMap<String, byte[]> files, OutputStream target)
            throws IOException {
        ZipOutputStream out = new ZipOutputStream(target);
        out.setMethod(ZipOutputStream.STORED);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            ZipEntry entry = new ZipEntry(file.getKey());
            CRC32 sum = new CRC32();
            sum.update(file.getValue());
            entry.setCrc(sum.getValue());
            entry.setSize(file.getValue().length);
            entry.setTimeLocal(TIME);
            out.putNextEntry(entry);
            out.write(file.getValue());
        }
        out.finish();
    }

    /** Returns the normal names of those packages that some of these need in every case, and that are nowhere. */
    public static List<String> missing(List<Packages.Added> added) {
        Set<String> present = new HashSet<>(included());
        added.forEach(one -> present.add(PackageMetadata.normal(one.name())));
        return added.stream()
                .map(one -> new PackageMetadata(one.name(), one.version(), "", one.requirements()))
                .flatMap(about -> about.unconditionalRequirements().stream())
                .filter(name -> !present.contains(name))
                .distinct()
                .sorted()
                .toList();
    }

    private static Set<String> included() {
        return Language.of(RuntimeType.PYTHON).bundle().versions().keySet().stream()
                .filter(name -> name.startsWith("package."))
                .map(name -> PackageMetadata.normal(name.substring("package.".length())))
                .collect(Collectors.toSet());
    }
}
