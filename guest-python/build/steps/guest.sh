# The guest: our host in C linked with CPython, the archive of the standard library, licences and versions.

guest_key() {
    hash_of "$here/build.sh" "$here/pins.env" "$here/tzdata.txt" "$here"/packages*.txt "$here"/*.modules "$here/steps" "$here/patches" "$here/crates" "$here/../src/main/c" \
        "$here/../src/main/python" "$guest_common/lib.sh" "$guest_common/abi" \
        "$(profile_key "$profile")" "$profile_folder/profile.sh" "=$(toolchain_key) $LINK_TIME_OPTIMISATION"
}

guest() {
    local out=$1 key
    key=$(guest_key)
    if [[ -f $out/.key && $(<"$out/.key") == "$key" ]]; then return; fi
    cached python-guest "$key" make_guest "$key"
    mkdir -p "$out"
    rm -rf "$out/.key" "$out/LICENSES"
    cp -r "$CACHED"/* "$out/"
    echo "$key" >"$out/.key"
    say "the Python guest is in $out"
}

# All that may have to be installed, before two steps want to install something at once.
tools() {
    find_toolchain
    need cc gcc
    need make make
    need patch patch
    need xz xz-utils
    need_cargo
}

make_guest() {
    local out=$1 job package_versions
    tools
    python_sources
    # The build's own Python spends half of its time in a configure script, which leaves a core idle.
    (libraries) &
    job=$!
    build_python
    wait "$job"
    libraries
    cpython
    link_guest
    cp "$CACHED/python.wasm" "$out/"
    standard_library
    cp "$CACHED/stdlib.zip" "$CACHED/tests.zip" "$out/"
    mkdir "$out/LICENSES"
    cp "$CACHED/license-tzdata" "$out/LICENSES/tzdata"
    packages
    cp "$CACHED/site-packages.zip" "$here"/*.modules "$out/"
    cp -r "$CACHED/licenses" "$out/LICENSES/packages"
    package_versions=$CACHED/packages.properties
    cp "$cpython"/licenses/* "$libraries"/licenses/* "$out/LICENSES/"
    licences_of_toolchain "$out/LICENSES"
    {
        echo "abi=$(sed -n 's/^#define GUEST_ABI_VERSION \([0-9]*\)u$/\1/p' "$guest_common/abi/guest_abi.h")"
        echo "python=$PYTHON_VERSION"
        echo "python.fixes=$python_revision"
        cat "$libraries/versions.properties"
        sed 's/^/package./' "$package_versions"
        sed -n 's/^tzdata==\([^ ]*\).*/tzdata=\1/p' "$here/tzdata.txt"
        echo "compiler=$("${WASM_CC[@]}" --version | head -n 1)"
        echo "toolchain=$(toolchain_key)"
        echo "lto=$LINK_TIME_OPTIMISATION"
    } >"$out/versions.properties"
    [[ $(guest_key) == "$2" ]] || fail "files of the guest changed while it was built" "run the build again"
}

standard_library() {
    cached python-stdlib "$(hash_of "$here"/steps/{sources,stdlib,tests}.* "$here/pins.env" "$here/tzdata.txt" "$here/patches" \
        "$here/../src/main/python/lib" "=$(basename "$cpython")")" make_standard_library
}

make_standard_library() {
    local out=$1 work
    work=$(mktemp -d "$BUILD_CACHE/.python-stdlib.XXXXXXXX")
    fetch_wheels "$here/tzdata.txt" "$work"
    python3 -m zipfile -e "$work"/tzdata-*.whl "$work/wheel"
    cp "$work"/wheel/tzdata-*.dist-info/licenses/LICENSE "$out/license-tzdata"
    mkdir "$work/additions"
    cp -r "$here/../src/main/python/lib/." "$work/wheel/tzdata" "$work/additions/"
    quietly "archive of the standard library" "$build_python" -I -S "$here/steps/stdlib.py" "$out/stdlib.zip" \
        "$python_source/Lib" "$work/additions" "$cpython"/_sysconfigdata_*.py
    quietly "archive of CPython's tests" "$build_python" -I -S "$here/steps/tests.py" "$out/tests.zip" "$python_source"
    rm -rf "$work"
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
