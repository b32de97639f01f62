#!/usr/bin/env bash
# Builds the JavaScript guest: build.sh OUTDIR JS-YAML
#
# JS-YAML is the jar of that library as Maven has fetched it. OUTDIR receives
#   javascript.wasm       QuickJS-NG with our host in C (see guest-common/abi/guest_abi.h) and our bootstrap
#   data_js.zip           the helpers, paths relative to /data_js; the bootstrap loads them from there
#   LICENSES/             the licences of everything that is in it
#   versions.properties   what was built from what
# Everything is cached by the hash of its inputs; nothing is done when OUTDIR is up to date.
#
# Needs bash and the usual Unix tools. A C compiler for wasm32-wasi, cargo (to download the crate that holds the sources
# of the interpreter) and patch are installed by apt-get where they are missing and this runs as root.

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
. "$here/../../guest-common/toolchain.sh"

QUICKJS_VERSION=0.16.2
CRATE=rquickjs-sys-0.14.0
JS_YAML_VERSION=4.1.1
JS_YAML_SHA256=6d8722803ae9eafe0e4083ceaf91f9d6c0343051d473956274842e949d7174c0

# The C stack, which lies first in the memory: running over its end is a trap and not a corruption.
# main.c keeps JavaScript from coming near the end.
STACK_SIZE=$((1024 * 1024))

sources="$here/../src/main"

# How the interpreter is used, and what LLVM makes of it: an inliner that weighs what it saves against the size put so much
# into the interpreter's loop that programs with numbers took a fifth longer.
profile="$here/profile-$QUICKJS_VERSION.gz"
PROFILE_OPTIONS=(-inline-enable-cost-benefit-analysis=false)

COMPILE_FLAGS=(
    -std=c2x -O3 -flto=full
    -D_GNU_SOURCE -DNDEBUG -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS -DGUEST_STACK_SIZE="$STACK_SIZE"
    -funsigned-char -fwrapv -fno-strict-aliasing -ffunction-sections -fdata-sections
    # The only time and path that could get into the result.
    -Wno-builtin-macro-redefined -U__DATE__ -U__TIME__
)
LINK_FLAGS=(
    -flto=full -O3 -mexec-model=reactor
    -Wl,--lto-O3 -Wl,-O3 -Wl,--gc-sections -Wl,--strip-debug
    -Wl,--stack-first -Wl,-z,stack-size="$STACK_SIZE" -Wl,--export=__stack_pointer -Wl,--export=guest_beacon
    -lwasi-emulated-signal -lwasi-emulated-process-clocks
)

main() {
    local out=$1 key
    key=$(hash_of "$here" "$sources/c" "$sources/js" "$here/../../guest-common" "=$(toolchain_key)" "=${INSTRUMENT:-}")
    cached guest-javascript "$key" build_guest "$2"
    mkdir -p "$out"
    if [[ $(cat "$out/.key" 2>/dev/null) != "$key" ]]; then
        cp -r "$CACHED/." "$out/"
        echo "$key" >"$out/.key"
    fi
}

build_guest() {
    local result=$1 yaml=$2 engine key work
    verify "$yaml" "$JS_YAML_SHA256"
    find_toolchain
    work=$(mktemp -d "$BUILD_CACHE/.javascript-profile.XXXXXXXX")
    profile_options "$profile" "$work" "${PROFILE_OPTIONS[@]}"
    fetch_crates "$here"
    key=$(hash_of "$here/patches" "$FETCHED/$CRATE/quickjs" "=$(toolchain_key)" "=${COMPILE_FLAGS[*]}" \
        "$(profile_key "$profile")" "$profile_folder/profile.sh" "=${PROFILE_OPTIONS[*]}")
    cached quickjs "$key" build_engine
    engine=$CACHED
    quietly "compilation and link-time optimisation of the JavaScript guest" \
        compile_and_link "$engine" "$result/javascript.wasm"
    rm -rf "$work"
    check "$result/javascript.wasm"
    copy_licences "$engine" "$result/LICENSES"
    pack_helpers "$yaml" "$result"
    write_versions "$result"
}

# Into the given directory: the patched sources and their object files.
build_engine() {
    need patch patch
    cp -r "$FETCHED/$CRATE/quickjs/." "$1"
    apply_patches "$1"
    quietly "compilation of QuickJS-NG $QUICKJS_VERSION" \
        compile "$1" -w "$1"/{quickjs,quickjs-libc,libregexp,libunicode,dtoa}.c
}

apply_patches() {
    local file
    for file in "$here"/patches/*.patch; do
        patch --quiet --strip=1 --fuzz=0 --directory="$1" <"$file" ||
            fail "$(basename "$file") does not apply to QuickJS-NG $QUICKJS_VERSION"
    done
}

# compile DIRECTORY FLAG... FILE...: the files at once, each to DIRECTORY/<name>.o.
compile() {
    local directory=$1 argument flags=() files=() jobs=()
    shift
    for argument; do
        case $argument in
        -*) flags+=("$argument") ;;
        *) files+=("$argument") ;;
        esac
    done
    for argument in "${files[@]}"; do
        "${WASM_CC[@]}" "${COMPILE_FLAGS[@]}" "${PROFILE_COMPILE[@]}" "${flags[@]}" -c "$argument" -o "$directory/$(basename "$argument" .c).o" &
        jobs+=($!)
    done
    for argument in "${jobs[@]}"; do wait "$argument"; done
}

compile_and_link() {
    local engine=$1 objects
    objects=$(mktemp -d)
    compile "$objects" -Wall -Wextra -Werror -I"$engine" -I"$here/../../guest-common/abi" --embed-dir="$sources/js" \
        "$sources"/c/*.c
    "${WASM_CC[@]}" "$engine"/*.o "$objects"/*.o "${PROFILE_LINK[@]}" "${LINK_FLAGS[@]}" -o "$2"
    rm -rf "$objects"
}

# What the memory images rest on: see the ABI.
check() {
    local dump
    dump=$("$WASM_OBJDUMP" --section-headers "$1")
    if grep -qw START <<<"$dump"; then fail "the guest has a start function"; fi
    if grep -qw DATACOUNT <<<"$dump"; then fail "the guest has passive data segments"; fi
}

# pack_helpers JS-YAML RESULT
pack_helpers() {
    need python3 python3
    python3 -I -S "$here/helpers.py" "$sources/js/data_js" "$1" "$2/data_js.zip" "$2/LICENSES/js-yaml.txt"
}

copy_licences() {
    local sysroot=${WASM_CC[-1]#--sysroot=} runtime
    mkdir -p "$2"
    cp "$1/LICENSE" "$2/quickjs-ng.txt"
    # A wasi-sdk comes without these files; its licences are on its own site.
    for runtime in "$sysroot/share/doc/wasi-libc/copyright" \
        "/usr/share/doc/libclang-rt-$LLVM_MAJOR-dev-wasm32/copyright"; do
        if [[ -f $runtime ]]; then cp "$runtime" "$2/$(basename "$(dirname "$runtime")").txt"; fi
    done
}

write_versions() {
    {
        echo "quickjs-ng=$QUICKJS_VERSION"
        echo "js-yaml=$JS_YAML_VERSION"
        echo "toolchain=$(toolchain_key)"
        echo "abi=1"
        echo "sha256=$(sha256sum "$1/javascript.wasm" | cut -c 1-64)"
    } >"$1/versions.properties"
}

(($# == 2)) || fail "usage: build.sh OUTDIR JS-YAML"
main "$1" "$2"
