package dev.wasmsandbox;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Programs that try to fill the host's memory through the file system, one after the other in one small JVM. */
final class HeapAbuse {
    private static final String PRELUDE =
            """
            import errno, os, sys
            def until_error(action):
                count = 0
                try:
                    while count < LIMIT:
                        action(count)
                        count += 1
                    return 'no error', count
                except OSError as e:
                    return errno.errorcode[e.errno], count
            LIMIT = %d
            """
                    .formatted(Boolean.getBoolean("gate.long") ? 1_000_000 : 1_500);

    /** Without this thousands of files would be stored, which takes longer than all the rest. */
    private static final String TIDY =
            Boolean.getBoolean("gate.long")
                    ? ""
                    : """

                    for top, folders, files in os.walk('/app', topdown=False):
                        for name in files: os.remove(os.path.join(top, name))
                        for name in folders:
                            path = os.path.join(top, name)
                            os.remove(path) if os.path.islink(path) else os.rmdir(path)
                    """;

    private HeapAbuse() {}

    /** What a program does, and what its output has to begin with. */
    private record Abuse(String code, String expected) {
        boolean isAsExpected(SandboxResult result) {
            boolean stored =
                    result.success()
                            // More links than the notes of a session may hold.
                            || (result.outcome() instanceof Outcome.HostFailure failure
                                    && failure.message().contains("too many links"));
            return stored
                    && result.stdout()
                            .matches("(?s)(" + expected + "|" + "no error 1500" + ")\\b.*");
        }
    }

    private static Map<String, Abuse> abuses() {
        Map<String, Abuse> abuses = new LinkedHashMap<>();
        abuses.put(
                "files of medium size",
                new Abuse(
                        """
                        def write(i):
                            with open(f'm{i}', 'wb') as f: f.write(bytes(40_000))
                        print(*until_error(write))
                        """,
                        "ENOSPC"));
        abuses.put(
                "a sparse file, touched everywhere",
                new Abuse(
                        """
                        with open('sparse', 'wb', buffering=0) as f:
                            def touch(i):
                                os.pwrite(f.fileno(), b'x', i * 65_536)
                            print(*until_error(touch))
                        """,
                        "ENOSPC 4096"));
        abuses.put(
                "sparse files that are cut again",
                new Abuse(
                        """
                        LIMIT = 200
                        def touch(i):
                            with open(f's{i}', 'wb', buffering=0) as f:
                                for page in range(1_000): os.pwrite(f.fileno(), b'x', page * 65_536)
                                f.truncate(1)
                        print(*until_error(touch))
                        """,
                        "no error 200"));
        abuses.put(
                "overwriting a huge file of the host",
                new Abuse(
                        """
                        with open('large', 'r+b', buffering=0) as f:
                            for i in range(300): os.pwrite(f.fileno(), bytes(65_536), i * 5_000_000)
                            total = 0
                            f.seek(0)
                            for i in range(100): total += len(f.read(1 << 20))
                            print('read', total)
                        os.remove('large')
                        """,
                        "read 104857600"));
        abuses.put(
                "open files without names",
                new Abuse(
                        """
                        held = []
                        def hold(i):
                            f = open('x', 'wb', buffering=0)
                            f.write(bytes(300))
                            held.append(f)
                            os.remove('x')
                        print(*until_error(hold))
                        """,
                        "EMFILE"));
        abuses.put(
                "long names",
                new Abuse(
                        """
                        print(*until_error(lambda i: open(f'{i:06}' + 'n' * 249, 'w').close()))
                        """,
                        "ENOSPC"));
        abuses.put(
                "long paths",
                new Abuse(
                        """
                        for i in range(15):
                            os.mkdir('p' * 250)
                            os.chdir('p' * 250)
                        print(*until_error(lambda i: open(f'{i:06}' + 'n' * 200, 'w').close()))
                        """,
                        "ENOSPC"));
        abuses.put(
                "long paths by renaming",
                new Abuse(
                        """
                        os.mkdir('short')
                        print(*until_error(lambda i: open(f'short/{i}', 'w').close()))
                        path = '.'
                        for i in range(15):
                            path += '/' + 'p' * 250
                            try:
                                os.mkdir(path)
                            except OSError:
                                os.remove(f'short/{i}')
                                os.mkdir(path)
                        try:
                            os.rename('short', path + '/short')
                            print('renamed')
                        except OSError as e:
                            print(errno.errorcode[e.errno])
                        """,
                        "ENOSPC"));
        abuses.put(
                "links with long targets",
                new Abuse(
                        """
                        print(*until_error(lambda i: os.symlink('t' * 4_000, f'l{i}')))
                        """,
                        "ENOSPC"));
        abuses.put(
                "a net of hard links",
                new Abuse(
                        """
                        with open('f', 'wb') as f: f.write(bytes(1_000_000))
                        print(*until_error(lambda i: os.link('f', f'h{i}')))
                        """,
                        "ENOSPC 267"));
        abuses.put(
                "directories that were full once",
                new Abuse(
                        """
                        LIMIT = 6
                        def fill(i):
                            os.mkdir(f'd{i}')
                            names = [f'd{i}/{j}' for j in range(2_000)]
                            for name in names: open(name, 'w').close()
                            for name in names[1:]: os.remove(name)
                        print(*until_error(fill))
                        for i in range(300): os.listdir('.')
                        """,
                        "no error 6"));
        abuses.put(
                "removed directories that are open",
                new Abuse(
                        """
                        held = []
                        def nest(i):
                            path = 'a' + '/b' * 100
                            os.makedirs(path)
                            held.append(os.open(path, os.O_RDONLY))
                            while path:
                                os.rmdir(path)
                                path = os.path.dirname(path)
                        print(*until_error(nest))
                        """,
                        "EMFILE"));
        return abuses;
    }

    /** Entry point of the small JVM. */
    public static void main(String[] arguments) {
        ExecutionPolicy policy =
                ExecutionPolicy.builder().fuelBudget(1L << 50).maxOpenFiles(4_000).build();
        for (Map.Entry<String, Abuse> abuse : abuses().entrySet()) {
            Path root = Path.of(arguments[0]);
            String session = abuse.getKey().contains("of the host") ? "s" : "x";
            DiskStorageAdapter storage = new DiskStorageAdapter(root);
            if (session.equals("x")) {
                boolean _ = storage.delete(session);
            }
            long begin = System.nanoTime();
            try (Sandbox sandbox =
                    Sandbox.builder().policy(policy).storage(storage).sessionId(session).build()) {
                SandboxResult result = sandbox.execute(PRELUDE + abuse.getValue().code() + TIDY);
                System.out.printf(
                        "%s: %s%s %s, %d ms%n",
                        abuse.getKey(),
                        result.stdout(),
                        result.stderr(),
                        result.outcome(),
                        (System.nanoTime() - begin) / 1_000_000);
                if (!abuse.getValue().isAsExpected(result)) {
                    System.exit(1);
                }
                if (!sandbox.execute("print('well')").stdout().equals("well\n")) {
                    System.out.println("the next run is not well");
                    System.exit(1);
                }
            }
        }
        System.out.println("survived all");
    }
}
