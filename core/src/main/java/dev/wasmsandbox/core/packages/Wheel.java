package dev.wasmsandbox.core.packages;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A wheel: an archive whose layout, list of files and metadata the Python Packaging Authority specifies (Binary distribution format). */
final class Wheel {
    private static final Pattern NAME =
            Pattern.compile(
                    "([A-Za-z0-9._]+)-([A-Za-z0-9._+!]+)(-[0-9][A-Za-z0-9._]*)?-([A-Za-z0-9._]+)-([A-Za-z0-9._]+)-([A-Za-z0-9._]+)\\.whl");
    private static final Pattern DATA = Pattern.compile("[^/]+\\.data/([^/]+)/(.+)");
    private static final List<String> MACHINE_CODE = List.of(".so", ".pyd", ".dll", ".dylib");

    private final Path source;
    private final SortedMap<String, byte[]> packed;

    private Wheel(Path source, SortedMap<String, byte[]> packed) {
        this.source = source;
        this.packed = packed;
    }

    /** Tells whether a file calls itself a wheel. */
    static boolean isNamed(Path source) {
        return fileName(source).endsWith(".whl");
    }

    private static String fileName(Path source) {
        return String.valueOf(source.getFileName());
    }

    /**
     * Reads and checks a wheel.
     *
     * @param python the version of the interpreter, e.g. {@code 3.13.5}
     */
    static PackageFiles read(Path source, String python) {
        Matcher name = NAME.matcher(fileName(source));
        if (!name.matches()) {
            throw PackageProblem.of(
                    source,
                    "a wheel is named NAME-VERSION-py3-none-any.whl; give it back the name under which it was published");
        }
        if (!name.group(6).equals("any") || !name.group(5).equals("none")) {
            throw PackageProblem.of(source, notPure("it is made for " + name.group(6)));
        }
        return check(source, SourceTree.ofArchive(source), python);
    }

    /** Checks what is in a wheel. */
    static PackageFiles check(Path source, SortedMap<String, byte[]> packed, String python) {
        return new Wheel(source, packed).unpack(python);
    }

    private static String notPure(String what) {
        return what
                + "; only wheels of pure Python can run here, those that end with -none-any.whl";
    }

    private PackageFiles unpack(String python) {
        String information = information();
        WheelRecord.check(source, information + "/RECORD", packed);
        PackageMetadata about = PackageMetadata.read(required(information + "/METADATA"));
        if (about.name().isEmpty() || about.version().isEmpty()) {
            throw PackageProblem.of(source, "its METADATA has no name or no version");
        }
        String wheel = new String(required(information + "/WHEEL"), StandardCharsets.UTF_8);
        if (wheel.lines().noneMatch(line -> line.matches("(?i)root-is-purelib:\\s*true\\s*"))) {
            throw PackageProblem.of(source, notPure("it says that it is not pure"));
        }
        if (!PythonVersions.admits(about.requiresPython(), python)) {
            throw PackageProblem.of(
                    source,
                    "it wants Python "
                            + about.requiresPython()
                            + ", and here is "
                            + python
                            + "; look for another version of it");
        }
        return new PackageFiles(source, about, laidOut());
    }

    private String information() {
        List<String> found =
                packed.keySet().stream()
                        .map(path -> path.substring(0, Math.max(0, path.indexOf('/'))))
                        .filter(top -> top.endsWith(".dist-info"))
                        .distinct()
                        .toList();
        if (found.size() != 1) {
            throw PackageProblem.of(
                    source, "a wheel has one folder *.dist-info, and here are " + found.size());
        }
        return found.getFirst();
    }

    private byte[] required(String path) {
        byte[] file = packed.get(path);
        if (file == null) {
            throw PackageProblem.of(source, "it has no " + path + ", which every wheel has");
        }
        return file;
    }

    /** Where an installer would put the files; scripts, headers and data have no place here. */
    private SortedMap<String, byte[]> laidOut() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : packed.entrySet()) {
            String path = file.getKey();
            Matcher data = DATA.matcher(path);
            if (data.matches()) {
                boolean library = data.group(1).endsWith("lib");
                path = library ? data.group(2) : "";
            }
            String lower = path.toLowerCase(Locale.ROOT);
            if (MACHINE_CODE.stream().anyMatch(lower::endsWith)) {
                throw PackageProblem.of(source, notPure("its file " + path + " is machine code"));
            }
            if (!path.isEmpty() && files.put(path, file.getValue()) != null) {
                throw PackageProblem.of(source, "it has the file " + path + " twice");
            }
        }
        return files;
    }
}
