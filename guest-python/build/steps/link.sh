# Our host in C, linked with CPython: python.wasm.

# The C stack in linear memory. With the limit of C recursion that boot.c sets, programs made to recurse through C used
# 2.6 MiB of it at most, and the 4 MiB of stack that the engine gives (max_wasm_stack) were enough for a RecursionError
# wherever CPython counts how deep it is. Where it does not (long chains of iterators, the end of deeply nested objects,
# some reprs), the run ends with stack_overflow: the programs of the corpus in python/native-stack show both.
readonly shadow_stack_bytes=4194304

link_guest() {
    cached python-linked "$(hash_of "$here/steps/link.sh" "$here/../src/main/c" "$here/../src/main/python/bootstrap.py" \
        "$guest_common/abi" "=$(basename "$cpython")")" make_link
}

make_link() {
    local out=$1 work optimisation=(-O3)
    find_toolchain
    work=$(mktemp -d "$BUILD_CACHE/.python-guest.XXXXXXXX")
    if [[ $LINK_TIME_OPTIMISATION != no ]]; then optimisation+=("-flto=$LINK_TIME_OPTIMISATION"); fi
    mkdir "$work/objects"
    profile_options "$profile" "$work" "${profile_settings[@]}"
    quietly "compilation of the host in C" compile_all "$work/objects" "$here"/../src/main/c/*.c -- \
        "${optimisation[@]}" "${PROFILE_COMPILE[@]}" -std=gnu23 -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare \
        -DNDEBUG -DPy_BUILD_CORE -mbulk-memory -mnontrapping-fptoint -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID \
        -D_WASI_EMULATED_PROCESS_CLOCKS -fvisibility=hidden "-I$guest_common/abi" "-isystem$cpython/include" \
        "-isystem$cpython/include/internal" "-isystem$python_source/Modules/_hacl" "-isystem$python_source/Modules/_hacl/include" \
        "-isystem$libraries/include" "-I$here/../src/main/c" "--embed-dir=$here/../src/main/python"
    quietly "link of python.wasm" "${WASM_CC[@]}" -mexec-model=reactor "${optimisation[@]}" -o "$out/python.wasm" "$work/objects"/*.o "${PROFILE_LINK[@]}" \
        "-L$cpython/lib" "-L$libraries/lib" -lpython3.13 -lmpdec -lexpat -lHacl_Hash_SHA2 -lz -lbz2 -llzma -lsqlite3 \
        -lwasi-emulated-signal -lwasi-emulated-getpid -lwasi-emulated-process-clocks -ldl -lm \
        -Wl,-z,stack-size="$shadow_stack_bytes" -Wl,--stack-first -Wl,--export=__stack_pointer -Wl,--export=guest_beacon -Wl,--strip-all \
        -Wl,--lto-O3 -Wl,-mllvm,-hot-callsite-threshold=325
    check_guest "$out/python.wasm"
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
