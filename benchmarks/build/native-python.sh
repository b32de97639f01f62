#!/usr/bin/env bash
# Builds CPython as a native program, to compare the guest with: native-python.sh
#
# The same sources, patches, compiler, optimisation and choice of allocator as the guest's; only the machine differs, and so
# the profile is from the same programs, run natively. The last line of the output is the path of the interpreter. Cached
# by the hash of its inputs; the first time takes minutes.

here=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../../guest-python/build")
script=$(realpath "${BASH_SOURCE[0]}")
. "$here/../../guest-common/toolchain.sh"
. "$profile_folder/native.sh"
. "$here/pins.env"
. "$here/steps/sources.sh"
. "$here/steps/build-python.sh"

# Whatever the guest is compiled with besides what only WebAssembly has.
configure_flags=(--without-ensurepip --disable-test-modules --disable-ipv6 --with-pymalloc --without-mimalloc --with-lto=full)

native_python() {
    cached native-python "$(hash_of "$script" "$here/steps/sources.sh" "$here/pins.env" "$here/patches" \
        "$here/../src/training" "$profile_folder/native.sh" \
        "=$(toolchain_key) $(uname -m)")" make_native_python
}

make_native_python() {
    local out=$1 work bin
    find_toolchain
    bin=$(dirname "${WASM_CC[0]}")
    python_sources
    need make make
    need_native_profiling "$bin"
    work=$(mktemp -d "$BUILD_CACHE/.native-python.XXXXXXXX")
    cp -a "$python_source/." "$work/"
    # Linked in, as in the guest.
    cat >"$work/Modules/Setup.local" <<'MODULES'
*static*
_struct _struct.c
_bisect _bisectmodule.c
_datetime _datetimemodule.c
_heapq _heapqmodule.c
_json _json.c
_opcode _opcode.c
_pickle _pickle.c
_posixsubprocess _posixsubprocess.c
_random _randommodule.c
array arraymodule.c
binascii binascii.c
cmath cmathmodule.c
math mathmodule.c
select selectmodule.c
unicodedata unicodedata.c
MODULES
    (
        cd "$work"
        export CC="$bin/clang" LLVM_AR="$bin/llvm-ar" AR="$bin/llvm-ar" RANLIB="$bin/llvm-ranlib" LDFLAGS=-fuse-ld=lld
        quietly "native CPython (1/3): configure" ./configure -q OPT="-DNDEBUG -O3" --prefix="$BUILD_CACHE/none" \
            "${configure_flags[@]}"
        # What runs while it is built is not what it is for.
        LLVM_PROFILE_FILE=/dev/null quietly "native CPython (2/3): compile with counters, about 3 minutes" \
            make -s -j"$(nproc)" EXTRA_CFLAGS=-fprofile-generate LDFLAGS=-fprofile-generate python
        mkdir "$work/profile"
        profile_of "$bin" "$work/profile" "$here/../src/training"/*.py -- "$work/python" -I >/dev/null
        quietly "removal of what counts" make -s clean
        quietly "native CPython (3/3): compile by profile, about 3 minutes" \
            make -s -j"$(nproc)" EXTRA_CFLAGS="-fprofile-use=$work/profile/native.profdata -Wno-backend-plugin" python
    )
    mkdir -p "$out/bin" "$out/lib/python3.13/lib-dynload"
    cp "$work/python" "$out/bin/python3.13"
    cp -a "$work/Lib/." "$out/lib/python3.13/"
    rm -rf "$out/lib/python3.13"/{test,idlelib,tkinter,turtledemo,ensurepip}
    "$out/bin/python3.13" -I -c 'import json, pickle, re, random, math' || fail "the native CPython does not work"
    rm -rf "$work"
}

native_python
echo "$CACHED/bin/python3.13"
