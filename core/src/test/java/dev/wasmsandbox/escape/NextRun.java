package dev.wasmsandbox.escape;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A run that looks for marks of the one before it. It describes the interpreter's state; a clean one gives the same description each time, for
 * the same fuel to the instruction.
 */
final class NextRun implements AutoCloseable {
    private static final String PYTHON =
            """
            import builtins, sys, types, gc, os, json, random, re, io, hashlib, _host
            parts = []
            for holder in (builtins, sys, types, os, json, random, re, io, gc, _host):
                parts.append((holder.__name__, sorted(vars(holder))))
            for kind in (object, type, int, str, bytes, list, dict, tuple, set, float, BaseException, Exception,
                         types.FunctionType, types.CodeType, types.ModuleType, io.TextIOWrapper):
                parts.append((kind.__name__, sorted(vars(kind)), [sub.__name__ for sub in type.__subclasses__(kind)], [base.__name__ for base in kind.__mro__]))
            parts.append(sorted(sys.modules))
            parts.append(([type(x).__name__ for x in sys.meta_path], len(sys.path_hooks), sys.path, sorted(sys.path_importer_cache)))
            parts.append([(i, i + 0, str(i), len(str(i)), i == int(str(i)), hash(i)) for i in range(-5, 257)])
            parts.append([(chr(i), ord(chr(i)), hash(chr(i)), bytes([i])) for i in range(256)])
            parts.append((None, True, False, (), '', b'', frozenset(), 1 + 1, 'a' + 'b', True + True))
            parts.append((sys.getrecursionlimit(), gc.isenabled(), gc.get_threshold(), gc.get_freeze_count(), sys.getswitchinterval(), sys.gettrace(), sys.getprofile()))
            parts.append((sys.excepthook.__name__, sys.displayhook.__name__, sys.unraisablehook.__name__, sys.breakpointhook.__name__))
            parts.append((json.dumps({'k': [1, 2.5, None]}), re.sub('a+', 'b', 'caat'), sorted([3, 1, 2]), random.Random(1).random()))
            parts.append(sorted(os.environ.items()))
            parts.append((os.listdir('/'), os.listdir('/app'), os.getcwd(), sys.argv, sorted(globals())))
            print(hashlib.sha256(repr(parts).encode()).hexdigest(), len(repr(parts)))
            """;

    private static final String JAVASCRIPT =
            """
            const parts = [];
            const seen = new Set();
            function look(value, path, depth) {
              if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
                parts.push(path + '=' + typeof value + ':' + (typeof value === 'symbol' ? '' : path.includes('performance') ? '' : String(value)));
                return;
              }
              if (seen.has(value) || depth > 4) return;
              seen.add(value);
              parts.push(path + ' ' + Object.isExtensible(value) + ' ' + Object.isFrozen(value));
              for (const key of Reflect.ownKeys(value)) {
                const own = Object.getOwnPropertyDescriptor(value, key);
                const name = path + '.' + String(key);
                parts.push(name + ' ' + [own.writable, own.enumerable, own.configurable, typeof own.get, typeof own.set]);
                if ('value' in own && name !== 'globalThis.parts') look(own.value, name, depth + 1);
              }
              look(Object.getPrototypeOf(value), path + '.__proto__', depth + 1);
            }
            look(globalThis, 'globalThis', 0);
            parts.push(JSON.stringify({a: [1, 2.5, null, '\\u2028']}), 'caat'.replace(/a+/, 'b'), [3, 1, 2].sort() + '', [..."ab"] + '', `${{}}`);
            parts.push(os.readdir('/')[0] + '', os.readdir('/app')[0] + '', os.getcwd()[0], scriptArgs + '', JSON.stringify(std.getenviron()));
            let hash = 0;
            for (const part of parts) for (let i = 0; i < part.length; i++) hash = (Math.imul(hash, 31) + part.charCodeAt(i)) | 0;
            console.log(hash, parts.length);
            """;

    private final EscapeGround ground;
    private final Map<RuntimeType, Sandbox> sandboxes = new EnumMap<>(RuntimeType.class);
    private final Map<RuntimeType, SandboxResult> clean = new EnumMap<>(RuntimeType.class);

    /** Takes down how it looks before any hostile program ran. */
    NextRun(EscapeGround ground) {
        this.ground = ground;
        ExecutionPolicy policy = ExecutionPolicy.builder().determinism(true).build();
        for (RuntimeType runtime : RuntimeType.values()) {
            Sandbox sandbox =
                    Sandbox.builder()
                            .runtime(runtime)
                            .policy(policy)
                            .logger(SandboxLogger.none())
                            .storage(new MemoryStorageAdapter())
                            .build();
            sandboxes.put(runtime, sandbox);
            clean.put(runtime, look(runtime));
            if (!clean(runtime).success()) {
                throw new IllegalStateException("the probe fails: " + clean(runtime).stderr());
            }
        }
    }

    /** Runs it, and says what it found. */
    List<String> faults(RuntimeType runtime) {
        SandboxResult now = look(runtime);
        SandboxResult before = clean(runtime);
        if (now.stdout().equals(before.stdout())
                && now.stderr().equals(before.stderr())
                && now.outcome().equals(before.outcome())
                && now.fuelConsumed().equals(before.fuelConsumed())) {
            return List.of();
        }
        return List.of(
                "the next run is not clean: "
                        + now.outcome()
                        + " "
                        + now.stdout().strip()
                        + " "
                        + now.stderr().strip()
                        + ", fuel "
                        + now.fuelConsumed()
                        + " instead of "
                        + before.stdout().strip()
                        + ", fuel "
                        + before.fuelConsumed());
    }

    private SandboxResult look(RuntimeType runtime) {
        Sandbox sandbox = sandboxes.get(runtime);
        if (sandbox == null) {
            throw new IllegalArgumentException("no sandbox for " + runtime);
        }
        return sandbox.execute(runtime == RuntimeType.PYTHON ? ground.code(PYTHON) : JAVASCRIPT);
    }

    private SandboxResult clean(RuntimeType runtime) {
        return Objects.requireNonNull(clean.get(runtime));
    }

    @Override
    public void close() {
        sandboxes.values().forEach(Sandbox::close);
    }
}
