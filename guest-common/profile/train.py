"""Runs programs on an instrumented guest, each in a fresh one: train.py GUEST DIRECTORY PATH=ARCHIVE... -- PROGRAM...

Each ARCHIVE is what the guest sees at PATH. DIRECTORY receives <program>.profraw, how often each piece of the guest ran.
The ABI is told in guest-common/abi/guest_abi.h.
"""

import struct
import sys
import tempfile
import zipfile
from pathlib import Path

import wasmtime

# As the images' builder gives it: see the modules' pom.xml.
ENVIRONMENT = {"PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"}
ABI, EXECUTE, LAST, SAME_ENVIRONMENT = 1, 1, 1, 0xFFFFFFFF
UNKNOWN_TYPE = -2
NEVER = 0x7FFFFFFF
I32 = wasmtime.ValType.i32()


def string(data):
    return struct.pack("<I", len(data)) + data


def request(program):
    name = program.name.encode()
    return b"".join(
        (
            struct.pack("<III", ABI, EXECUTE, LAST),
            *map(string, (program.read_bytes(), b"/" + name, b"/")),
            struct.pack("<I", 1),
            string(name),
            struct.pack("<I", SAME_ENVIRONMENT),
        )
    )


def run(module, linker, mounts, program, counters):
    store = wasmtime.Store(module.engine)
    wasi = wasmtime.WasiConfig()
    wasi.env = list(ENVIRONMENT.items())
    wasi.inherit_stderr()
    wasi.preopen_dir(counters, "/profile")
    for path, directory in mounts.items():
        wasi.preopen_dir(directory, path)
    store.set_wasi(wasi)
    exports = linker.instantiate(store, module).exports(store)

    def call(name, *arguments):
        return exports[name](store, *arguments)

    call("_initialize")
    if call("guest_boot") != 0:
        sys.exit("the guest does not boot")
    message = request(program)
    address = call("guest_alloc", len(message))
    exports["memory"].write(store, message, address)
    code = call("guest_run", address, len(message))
    if code != 0:
        sys.exit(f"{program} ended with {code}")
    if call("profile_dump") != 0:
        sys.exit("the counters cannot be written")


def main():
    split = sys.argv.index("--")
    guest, directory, *archives = sys.argv[1:split]
    engine = wasmtime.Engine()
    module = wasmtime.Module.from_file(engine, guest)
    module.engine = engine
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    linker.define_func("host", "call", wasmtime.FuncType([I32] * 4, [I32]), lambda *_: UNKNOWN_TYPE)
    linker.define_func("host", "position", wasmtime.FuncType([I32] * 2, [I32]), lambda *_: NEVER)
    with tempfile.TemporaryDirectory() as temporary:
        mounts = {}
        for number, archive in enumerate(archives):
            path, file = archive.split("=", 1)
            mounts[path] = f"{temporary}/{number}"
            with zipfile.ZipFile(file) as opened:
                opened.extractall(mounts[path])
        counters = Path(temporary, "counters")
        counters.mkdir()
        for program in map(Path, sys.argv[split + 1 :]):
            run(module, linker, mounts, program, str(counters))
            (counters / "raw").rename(Path(directory, program.name + ".profraw"))


main()
