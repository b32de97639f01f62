#!/usr/bin/env bash
# Builds QuickJS-NG as a native program, to compare the guest with: native-javascript.sh
#
# The same sources, compiler and optimisation as the guest's, that by profile included, from the same programs, run natively;
# without its patches, which fit it to its host. The last line of the output is the path of `qjs`.
# Cached by the hash of its inputs.

here=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../../guest-javascript/build")
script=$(realpath "${BASH_SOURCE[0]}")
. "$here/../../guest-common/toolchain.sh"
. "$profile_folder/native.sh"

# What the guest's own script uses.
version=$(sed -n 's/^QUICKJS_VERSION=//p' "$here/build.sh")
crate=$(sed -n 's/^CRATE=//p' "$here/build.sh")
flags=(-std=c2x -O3 -flto=full -D_GNU_SOURCE -DNDEBUG -funsigned-char -fwrapv -fno-strict-aliasing -ffunction-sections -fdata-sections -w)

native_javascript() {
    [[ -n $version && -n $crate ]] || fail "guest-javascript/build/build.sh does not say which QuickJS-NG it builds"
    fetch_crates "$here"
    cached native-quickjs "$(hash_of "$script" "$here/Cargo.lock" "$here/../src/training" "$profile_folder/native.sh" "=$(toolchain_key) $(uname -m)")" make_native_javascript "$FETCHED/$crate/quickjs"
}

make_native_javascript() {
    local out=$1 sources=$2 bin work
    find_toolchain
    bin=$(dirname "${WASM_CC[0]}")
    work=$(mktemp -d "$BUILD_CACHE/.native-quickjs.XXXXXXXX")
    cp -r "$sources/." "$work"
    mkdir -p "$out/bin"
    need_native_profiling "$bin"
    quietly "native QuickJS-NG $version (1/2): with counters" compile_native -fprofile-generate -o "$work/counting"
    profile_of "$bin" "$work" "$here/../src/training"/*.js -- "$work/counting" -m >/dev/null
    quietly "native QuickJS-NG $version (2/2): by profile" compile_native "-fprofile-use=$work/native.profdata" -o "$out/bin/qjs"
    [[ $("$out/bin/qjs" -e 'console.log(6 * 7)') == 42 ]] || fail "the native QuickJS does not work"
    rm -rf "$work"
}

compile_native() {
    "$bin/clang" "${flags[@]}" "-DQUICKJS_NG_BUILD" -fuse-ld=lld -Wl,--gc-sections "$@" \
        "$work"/{quickjs,quickjs-libc,libregexp,libunicode,dtoa,qjs}.c "$work"/gen/{repl,standalone}.c "-I$work" -lm -lpthread -ldl
}

native_javascript
echo "$CACHED/bin/qjs"
