/**
 * Binding of the official Wasmtime C library: only the functions that a sandbox needs, one class for each C noun.
 *
 * <p>From bytes to a call:
 *
 * <pre>{@code
 * Engine engine = Engine.create(Config.builder().fuel(true).maxWasmStack(4 << 20).build());
 * Module module = Module.compile(engine, wasm);                   // or deserializeFile(engine, file)
 * Linker linker = Linker.create(engine);
 * linker.define("host", "add", new FunctionType("ii", "i"),
 *         (store, frame) -> frame.returnI32(frame.i32(0) + frame.i32(1)));
 * InstancePre pre = linker.instantiatePre(module);                // once
 *
 * new WasmThread(null, () -> {                                    // guests run on such threads only
 *     try (Store store = Store.create(engine, attachment)) {      // once for each guest
 *         store.limit(StoreLimits.single(32 << 20, 10_000));
 *         store.setFuel(1_000_000_000);
 *         Instance instance = pre.instantiate(store);
 *         long result = instance.function("run").call(address, length);
 *     }
 * }, "guest-1", 4 << 20).start();
 * }</pre>
 *
 * <p><b>Ownership.</b> {@link dev.wasmsandbox.wasmtime.Engine}, {@link dev.wasmsandbox.wasmtime.Module},
 * {@link dev.wasmsandbox.wasmtime.Linker}, {@link dev.wasmsandbox.wasmtime.InstancePre} and
 * {@link dev.wasmsandbox.wasmtime.Store} must be closed, in any order; all else belongs to its store.
 * {@link dev.wasmsandbox.wasmtime.NativeObjects} counts them.
 *
 * <p><b>Threads.</b> Engine, module, linker and instance-pre are shared; a store and what is in it has one user at a time, which is checked.
 * Guest code runs on a {@link dev.wasmsandbox.wasmtime.WasmThread} only, whose stack is large enough, and never nested.
 *
 * <p><b>Failures.</b> A guest that traps, or has no fuel left, gives a
 * {@link dev.wasmsandbox.wasmtime.TrapException}; what a host function throws comes out of the call unchanged; everything else that
 * the library refuses is a {@link dev.wasmsandbox.wasmtime.WasmtimeException}. Caller's mistakes are
 * {@link java.lang.IllegalArgumentException} and {@link java.lang.IllegalStateException}.
 *
 * <p><b>Addresses.</b> Native memory is given as a plain {@code long}; who reads there checks bounds first.
 */
@NullMarked
package dev.wasmsandbox.wasmtime;

import org.jspecify.annotations.NullMarked;
