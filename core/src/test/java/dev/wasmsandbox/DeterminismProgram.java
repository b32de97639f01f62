package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Programs that ask for all that differs from run to run, and what came of each of them when it ran deterministically: output,
 * files, fuel and checkpoint, as one hash. As a main program it prints them all.
 */
final class DeterminismProgram {
    private static final String PYTHON_TIME =
            """
            import time, datetime, os
            print(time.time(), time.monotonic(), time.perf_counter(), time.process_time())
            time.sleep(86400 * 30)
            print(time.time_ns(), datetime.datetime.now(), time.localtime().tm_yday, time.tzname)
            x = sum(i * i for i in range(20000))
            print(time.monotonic_ns(), time.clock_gettime_ns(time.CLOCK_REALTIME))
            """;

    private static final String PYTHON_RANDOM =
            """
            import random, uuid, os, secrets, tempfile, hashlib
            print(random.random(), random.sample(range(1000), 9), uuid.uuid4(), uuid.uuid1())
            print(os.urandom(8), secrets.token_hex(), random.SystemRandom().random(), random.Random().random())
            print(hashlib.sha256(os.urandom(100000)).hexdigest())
            """;

    private static final String PYTHON_ORDER =
            """
            import gc, weakref
            class A: pass
            print(hash('x'), hash(b'x'), hash((1, 'y')), hash(A()), id(A()), object(), A(), lambda: 1)
            print({'b', 'a', 'c', 'd'}, frozenset(map(str, range(30))), set('hello world'))
            print(list({A(): 1, object(): 2}.values()), gc.get_count(), gc.collect())
            import os
            print(sorted(globals()), list(vars(A)), dict(os.environ))
            """;

    private static final String PYTHON_FILES =
            """
            import os, glob, pathlib, shutil, tempfile
            os.makedirs('out/deep')
            for name in ('z', 'a', 'm', 'ä', 'B'): open('out/' + name, 'w').write(name)
            print(os.listdir('.'), os.listdir('out'), glob.glob('**', recursive=True))
            for root, dirs, files in os.walk('.'): print(root, dirs, files)
            for path in ('in.txt', 'out', 'out/z', '.', 'sub', 'sub/in2.txt', 'user_code.py', '/', '/app'):
                print(path, os.stat(path))
            os.rename('out/z', 'out/y'); os.utime('out/y'); os.remove('in.txt')
            shutil.copy('out/y', 'out/deep/copy')
            held = open('out/held', 'w+'); held.write('held'); held.flush(); os.unlink('out/held')
            reading = open('sub/in2.txt'); reading.read(2)
            """;

    private static final String PYTHON_DATABASE =
            """
            import sqlite3
            db = sqlite3.connect('data.db')
            db.execute('create table t (id integer primary key, v real, at text default current_timestamp)')
            db.executemany('insert into t (v) values (?)', [(i / 7,) for i in range(500)])
            db.execute('insert into t (v) select random() from t limit 20')
            db.commit()
            print(db.execute('select count(*), sum(v), max(at) from t').fetchall(), db.execute('select hex(randomblob(8))').fetchone())
            """;

    private static final String PYTHON_LIBRARY =
            """
            import json, re, asyncio, logging, threading, decimal, zlib, pickle, email.message, warnings, heapq
            async def work(n):
                await asyncio.sleep(n / 10)
                return n
            async def main():
                return await asyncio.gather(*(work(n) for n in (3, 1, 2)))
            print(asyncio.run(main()))
            logging.basicConfig(format='%(asctime)s %(relativeCreated)d %(message)s')
            logging.warning('now')
            print(zlib.crc32(pickle.dumps({'a': [1, {2, 3}]})), decimal.Decimal(2).sqrt())
            data = {str(i): [i] * 10 for i in range(3000)}
            big = bytearray(5_000_000)
            def generator():
                yield from range(10)
            half = generator(); next(half)
            1 / 0
            """;

    private static final String JAVASCRIPT_TIME =
            """
            console.log(Date.now(), new Date().toString(), performance.now());
            setTimeout(() => console.log('late', Date.now()), 3600000);
            setTimeout(() => console.log('early', performance.now()), 1000);
            """;

    private static final String JAVASCRIPT_RANDOM =
            """
            console.log(Math.random(), Math.random());
            console.log([3, 1, 2].sort(() => Math.random() - 0.5));
            """;

    private static final String JAVASCRIPT_REST =
            """
            console.log(Object.keys({b: 1, a: 2, 1: 3}), [...new Map([['x', 1]])], new Error('e').stack);
            class A { #p = 1; get p() { return this.#p; } }
            let f = std.open('out.txt', 'w'); f.puts('text'); f.close();
            console.log(JSON.stringify(os.readdir('.')), JSON.stringify(os.stat('out.txt')), JSON.stringify(os.stat('in.txt')));
            function* g() { yield 1; yield 2; }
            var it = g(); it.next();
            var big = new Array(10000).fill(0).map((_, i) => ({i, s: 'x' + i}));
            throw new TypeError('end');
            """;

    /** Every program, by name. */
    static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("python.time", PYTHON_TIME);
        PROGRAMS.put("python.random", PYTHON_RANDOM);
        PROGRAMS.put("python.order", PYTHON_ORDER);
        PROGRAMS.put("python.files", PYTHON_FILES);
        PROGRAMS.put("python.database", PYTHON_DATABASE);
        PROGRAMS.put("python.library", PYTHON_LIBRARY);
        PROGRAMS.put("javascript.time", JAVASCRIPT_TIME);
        PROGRAMS.put("javascript.random", JAVASCRIPT_RANDOM);
        PROGRAMS.put("javascript.rest", JAVASCRIPT_REST);
    }

    /** Of which every process has an order of its own. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("B", "2", "A", "1", "C", "3", "E", "5", "D", "4");

    private DeterminismProgram() {}

    /** Prints one line for each program. */
    public static void main(String[] arguments) throws Exception {
        for (String name : PROGRAMS.keySet()) {
            System.out.println("case " + name + " " + hash(record(name, 0)));
        }
    }

    /** Runs a program in a new session, then again a little in what it left; tells all that came of it. */
    static String record(String name, long seed) throws Exception {
        RuntimeType runtime = RuntimeType.of(name.substring(0, name.indexOf('.')));
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        String session = "s" + System.nanoTime();
        storage.create(SessionMetadata.createdAt(session, Instant.now()));
        // What the host puts there is the same, but was not put there at the same time.
        storage.commit(
                session,
                List.of(
                        new WorkspaceChange.CreateDirectory("sub"),
                        file("sub/in2.txt", "second"),
                        file("in.txt", "first")),
                Instant.now());
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(runtime)
                        .policy(
                                ExecutionPolicy.builder()
                                        .determinismSeed(seed)
                                        .environment(ENVIRONMENT)
                                        .build())
                        .storage(storage)
                        .sessionId(session)
                        .logger(SandboxLogger.none())
                        .autoPersistGlobals(true)
                        .build()) {
            StringBuilder all = new StringBuilder();
            describe(sandbox.execute(PROGRAMS.getOrDefault(name, "")), all);
            describe(
                    sandbox.execute(
                            runtime == RuntimeType.PYTHON
                                    ? "import time, random; print(time.time(), random.random())"
                                    : "console.log(Date.now(), Math.random())"),
                    all);
            files(storage, session, all);
            all.append(sandbox.checkpoint(CheckpointScope.INTERPRETER).contentHash());
            return all.toString();
        }
    }

    private static WorkspaceChange file(String path, String text) {
        return new WorkspaceChange.PutFile(
                path, WorkspaceChange.FileContent.of(text.getBytes(UTF_8)), Instant.now());
    }

    private static void describe(SandboxResult result, StringBuilder all) {
        all.append(result.outcome().id()).append('\n');
        all.append(result.stdout()).append(result.stderr());
        all.append(result.fuelConsumed()).append(result.memoryUsedBytes());
        all.append(result.filesCreated()).append(result.filesModified());
        all.append(result.filesDeleted()).append('\n');
    }

    /** All files with their contents; with their times, too, where a guest wrote them. */
    private static void files(MemoryStorageAdapter storage, String session, StringBuilder all)
            throws IOException {
        Map<String, String> lines = new TreeMap<>();
        try (WorkspaceSnapshot snapshot = storage.open(session)) {
            for (WorkspaceEntry entry : snapshot.entries()) {
                String line = entry.kind().toString();
                if (entry.kind() == WorkspaceEntry.Kind.FILE) {
                    byte[] bytes = new byte[(int) entry.size()];
                    try (WorkspaceSnapshot.Content content = snapshot.read(entry)) {
                        line += content.read(0, bytes, 0, bytes.length);
                    }
                    line += hash(new String(bytes, ISO_8859_1));
                    line += entry.path().contains("in") ? "" : entry.modified();
                }
                lines.put(entry.path(), line);
            }
        }
        all.append(lines).append('\n');
    }

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
