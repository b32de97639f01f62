# The Python that runs during the build: it freezes modules and compiles the standard library, so it must be of the very
# same version. Speed does not matter, so it is compiled without optimisation, which takes a minute or two.

build_python() {
    local candidate version
    for candidate in ${PYTHON_FOR_BUILD:-} python3.13; do
        version=$("$candidate" -I -c 'import platform; print(platform.python_version())' 2>/dev/null) || continue
        if [[ $version == "$PYTHON_VERSION" ]]; then
            build_python=$(command -v "$candidate")
            return
        fi
    done
    need cc gcc
    need make make
    cached python-native "$(hash_of "$here/steps/build-python.sh" "$here/pins.env" "$here/patches" "=$(uname -m)")" make_build_python
    build_python=$CACHED/bin/python3.13
}

make_build_python() {
    local out=$1 work
    python_sources
    work=$(mktemp -d "$BUILD_CACHE/.python-native.XXXXXXXX")
    cp -a "$python_source/." "$work/"
    # Extension modules that the build needs, linked in: there is no second build step and nothing to find at run time.
    cat >"$work/Modules/Setup.local" <<'MODULES'
*static*
_struct _struct.c
_bisect _bisectmodule.c
_heapq _heapqmodule.c
_json _json.c
_opcode _opcode.c
_posixsubprocess _posixsubprocess.c
_random _randommodule.c
array arraymodule.c
binascii binascii.c
math mathmodule.c
select selectmodule.c
MODULES
    (
        cd "$work"
        quietly "CPython for the build (1/2): configure" ./configure -q OPT="-DNDEBUG -O0" \
            --without-ensurepip --disable-test-modules --prefix="$BUILD_CACHE/none"
        quietly "CPython for the build (2/2): compile, about 1 minute" make -s -j"$(nproc)" python
    )
    mkdir -p "$out/bin" "$out/lib/python3.13/lib-dynload"
    cp "$work/python" "$out/bin/python3.13"
    cp -a "$work/Lib/." "$out/lib/python3.13/"
    rm -rf "$out/lib/python3.13"/{test,idlelib,tkinter,turtledemo,ensurepip}
    "$out/bin/python3.13" -I -S -c 'import zipfile, py_compile' ||
        fail "the Python compiled for the build does not work"
    rm -rf "$work"
}
