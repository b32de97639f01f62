"""Runs the conformance suite on Wasmtime's own WASI and compares with what is written down.

    python3 -m pip install wasmtime==50.0.1
    python3 wasi-testsuite/build/on_wasmtime.py [--write]

Every case runs over a fresh directory of the host. The names of those that do not pass are compared with
wasi-testsuite/differs-on-wasmtime.txt, or written there with --write; docs/wasi.md has the reasons. For whoever raises the
version of Wasmtime; Linux only, because other systems answer otherwise. Build the suite first: build/build.sh target/guest
"""

import sys
import tempfile
from pathlib import Path

import wasmtime

MODULE = Path(__file__).resolve().parent.parent
SUITE = MODULE / "target/guest/suite.wasm"
DIFFERENCES = MODULE / "differs-on-wasmtime.txt"
LIST, RUN = 0, 1

# The surroundings of docs/wasi.md, with plain directories for mounts.
FILES = {
    "app/origin.txt": "original",
    "app/origin_dir/inner.txt": "inner",
    "other/there.txt": "there",
    "ro/file.txt": "constant",
    "ro/dir/inner.txt": "deep",
    "layer/file.txt": "below",
    "layer/dir/inner.txt": "under",
}
LINKS = {
    "app/origin_link": "origin.txt",
    "ro/link": "file.txt",
    "ro/to_app": "../app/origin.txt",
    "ro/absolute": "/ro/file.txt",
}
ENDS = {
    "proc_exit/zero_ends_the_program": 0,
    "proc_exit/the_code_is_told": 42,
    "proc_exit/what_was_written_before_has_arrived": 3,
}
# What passes there or not, as the moment wills.
CHANCE = {
    "fd_filestat_set_times/the_change_time_is_the_time_of_the_call",
    "path_filestat_set_times/the_change_time_is_the_time_of_the_call",
    "poll_oneoff/files_are_ready_with_what_is_left_of_them",
    "poll_oneoff/streams_are_ready",
}


def fill(root):
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    for name, target in LINKS.items():
        (root / name).symlink_to(target)
    (root / "ro/empty").mkdir()


def surroundings(root, streams):
    (streams / "in").write_text("line one\nline two\n")
    config = wasmtime.WasiConfig()
    config.argv = ["suite", "", "two words", "ümläut"]
    config.env = [("NAME", "value"), ("EMPTY", ""), ("SIGN", "a=b")]
    config.stdin_file = streams / "in"
    config.stdout_file = streams / "out"
    config.stderr_file = streams / "err"
    config.preopen_dir(str(root), "/")
    return config


def run(engine, module, operation, name):
    """Makes one request; tells what it returned (None after a trap or proc_exit), its exit code and its messages."""
    messages = []

    def host_call(caller, address, length, response, capacity):
        messages.append(bytes(caller["memory"].read(caller, address, address + length)).decode())
        return 0

    with tempfile.TemporaryDirectory() as root, tempfile.TemporaryDirectory() as streams:
        fill(Path(root))
        store = wasmtime.Store(engine)
        store.set_wasi(surroundings(Path(root), Path(streams)))
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        i32 = wasmtime.ValType.i32()
        linker.define_func("host", "call", wasmtime.FuncType([i32] * 4, [i32]), host_call, access_caller=True)
        exports = linker.instantiate(store, module).exports(store)
        request = bytes([operation]) + name.encode()
        address = exports["guest_alloc"](store, len(request))
        exports["memory"].write(store, request, address)
        try:
            return exports["guest_run"](store, address, len(request)), None, messages
        except wasmtime.ExitTrap as end:
            return None, end.code, messages
        except (wasmtime.Trap, wasmtime.WasmtimeError):
            return None, None, messages


def passes(engine, module, name):
    returned, code, messages = run(engine, module, RUN, name)
    return not messages and (code == ENDS[name] if name in ENDS else returned == 0)


def main():
    engine = wasmtime.Engine()
    module = wasmtime.Module.from_file(engine, str(SUITE))
    names = run(engine, module, LIST, "")[2]
    differing = {name for name in names if not passes(engine, module, name)}
    if "--write" in sys.argv[1:]:
        DIFFERENCES.write_text("".join(f"{name}\n" for name in sorted(differing | CHANCE)))
        return 0
    known = set(DIFFERENCES.read_text().split())
    for name in sorted((differing ^ known) - CHANCE):
        print(("differs, but is not listed: " if name in differing else "is listed, but passes: ") + name)
    print(f"{len(names)} cases, {len(names) - len(differing)} pass on Wasmtime")
    return 1 if (differing ^ known) - CHANCE else 0


if __name__ == "__main__":
    sys.exit(main())
