# The guest: our host in C linked with CPython, the archive of the standard library, licences and versions.

# The C stack in linear memory. With the interpreter's limit of C recursion it is never exhausted before the stack of
# the engine (4 MiB); measured by the tests of deep recursion.
readonly shadow_stack_bytes=8388608

guest() {
    local out=$1 key
    key=$(hash_of "$here/build.sh" "$here/pins.env" "$here/steps" "$here/patches" "$here/crates" "$here/../src/main/c" \
        "$here/../src/main/python" "$guest_common/lib.sh" "$guest_common/abi" "=$(toolchain_key) $LINK_TIME_OPTIMISATION")
    if [[ -f $out/.key && $(<"$out/.key") == "$key" ]]; then return; fi
    cached python-guest "$key" make_guest
    mkdir -p "$out"
    rm -rf "$out/.key" "$out/LICENSES"
    cp -r "$CACHED"/* "$out/"
    echo "$key" >"$out/.key"
    say "the Python guest is in $out"
}

make_guest() {
    local out=$1
    python_sources
    cpython
    libraries
    build_python
    find_toolchain
    link_guest "$out/python.wasm"
    check_guest "$out/python.wasm"
    standard_library
    cp "$CACHED/stdlib.zip" "$out/"
    mkdir "$out/LICENSES"
    cp "$cpython"/licenses/* "$libraries"/licenses/* "$out/LICENSES/"
    licences_of_toolchain "$out/LICENSES"
    {
        echo "abi=$(sed -n 's/^#define GUEST_ABI_VERSION \([0-9]*\)u$/\1/p' "$guest_common/abi/guest_abi.h")"
        echo "python=$PYTHON_VERSION"
        echo "python.fixes=$python_revision"
        cat "$libraries/versions.properties"
        echo "compiler=$("${WASM_CC[@]}" --version | head -n 1)"
        echo "toolchain=$(toolchain_key)"
        echo "lto=$LINK_TIME_OPTIMISATION"
    } >"$out/versions.properties"
}

link_guest() {
    local work optimisation=(-O3)
    work=$(mktemp -d "$BUILD_CACHE/.python-guest.XXXXXXXX")
    if [[ $LINK_TIME_OPTIMISATION != no ]]; then optimisation+=("-flto=$LINK_TIME_OPTIMISATION"); fi
    mkdir "$work/objects"
    quietly "compilation of the host in C" compile_all "$work/objects" "$here"/../src/main/c/*.c -- \
        "${optimisation[@]}" -std=gnu23 -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare \
        -DNDEBUG -DPy_BUILD_CORE -mbulk-memory -mnontrapping-fptoint -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID \
        -D_WASI_EMULATED_PROCESS_CLOCKS -fvisibility=hidden "-I$guest_common/abi" "-isystem$cpython/include" \
        "-isystem$cpython/include/internal" "-I$here/../src/main/c" "--embed-dir=$here/../src/main/python"
    quietly "link of python.wasm" "${WASM_CC[@]}" -mexec-model=reactor "${optimisation[@]}" -o "$1" "$work/objects"/*.o \
        "-L$cpython/lib" "-L$libraries/lib" -lpython3.13 -lmpdec -lexpat -lHacl_Hash_SHA2 -lz -lbz2 -llzma -lsqlite3 \
        -lwasi-emulated-signal -lwasi-emulated-getpid -lwasi-emulated-process-clocks -ldl -lm \
        -Wl,-z,stack-size="$shadow_stack_bytes" -Wl,--stack-first -Wl,--export=__stack_pointer -Wl,--strip-all
    rm -rf "$work"
}

# The engine maps an image of the memory and runs the code without its data: no state may be anywhere else.
check_guest() {
    local header
    header=$("$WASM_OBJDUMP" --section-headers "$1")
    if grep -q -E ' (START|DATACOUNT) ' <<<"$header"; then
        fail "python.wasm has a start function or passive data segments"
    fi
}

standard_library() {
    cached python-stdlib "$(hash_of "$here"/steps/{sources,stdlib}.* "$here/pins.env" "$here/patches" "$here/../src/main/python/lib" \
        "=$(basename "$cpython")")" make_standard_library
}

make_standard_library() {
    quietly "archive of the standard library" "$build_python" -I -S "$here/steps/stdlib.py" "$1/stdlib.zip" \
        "$python_source/Lib" "$here/../src/main/python/lib" "$cpython"/_sysconfigdata_*.py
}

licences_of_toolchain() {
    local file
    if [[ -z ${WASI_SDK_PATH:-} ]]; then
        cached wasi-libc "$WASI_LIBC_SHA256" unpack_wasi_libc
        cp "$CACHED/usr/share/doc/wasi-libc/copyright" "$1/wasi-libc"
        file=/usr/share/doc/libclang-rt-$LLVM_MAJOR-dev-wasm32/copyright
        if [[ -e $file ]]; then cp "$file" "$1/compiler-rt"; fi
    else
        for file in "$WASI_SDK_PATH"/share/{doc/*/,}*{LICENSE,COPYRIGHT}*; do
            if [[ -f $file ]]; then cp "$file" "$1/wasi-sdk-$(basename "$file")"; fi
        done
    fi
}
