# CPython as a static library for wasm32-wasi.

# What LLVM makes of the profile. An inliner that weighs what it saves against the size puts more into the interpreter's loop than
# does it good; link.sh holds it back further.
readonly profile_settings=(-inline-enable-cost-benefit-analysis=false)

cpython() {
    cached python-wasm "$(hash_of "$here"/steps/{sources,libraries,cpython}.sh "$here/pins.env" "$here/patches" "$here/crates" \
        "$(profile_key "$profile")" "$profile_folder/profile.sh" "=$(toolchain_key) $LINK_TIME_OPTIMISATION")" make_cpython
    cpython=$CACHED
}

make_cpython() {
    local out=$1 work
    python_sources
    build_python
    libraries
    find_toolchain
    need make make
    work=$(mktemp -d "$BUILD_CACHE/.python-wasm.XXXXXXXX")
    mkdir "$work/profile"
    profile_options "$profile" "$work/profile" "${profile_settings[@]}"
    cp -a "$python_source/." "$work/"
    (
        cd "$work"
        export SOURCE_DATE_EPOCH=$PYTHON_SOURCE_DATE
        export CONFIG_SITE="$work/Tools/wasm/config.site-wasm32-wasi" PKG_CONFIG_LIBDIR=/nonexistent PKG_CONFIG_PATH=
        export CC="${WASM_CC[*]}" CPP="${WASM_CC[*]} -E" AR="$WASM_AR" LLVM_AR="$WASM_AR" RANLIB="$WASM_RANLIB" LDSHARED=false
        export OPT="-DNDEBUG -O3" CFLAGS="-mbulk-memory -mnontrapping-fptoint -ffile-prefix-map=$work/="
        export ZLIB_CFLAGS="-I$libraries/include" ZLIB_LIBS="-L$libraries/lib -lz"
        export BZIP2_CFLAGS=$ZLIB_CFLAGS BZIP2_LIBS="-L$libraries/lib -lbz2"
        export LIBLZMA_CFLAGS=$ZLIB_CFLAGS LIBLZMA_LIBS="-L$libraries/lib -llzma"
        export LIBSQLITE3_CFLAGS=$ZLIB_CFLAGS LIBSQLITE3_LIBS="-L$libraries/lib -lsqlite3"
        quietly "CPython for WebAssembly (1/2): configure, about 1 minute" ./configure -q --prefix=/usr --host=wasm32-wasi \
            --build="$(./config.guess)" --with-build-python="$build_python" --disable-ipv6 --without-ensurepip \
            --disable-test-modules --with-pymalloc --without-mimalloc --with-lto="$LINK_TIME_OPTIMISATION"
        quietly "CPython for WebAssembly (2/2): compile, about 3 minutes" \
            make -s -j"$(nproc)" EXTRA_CFLAGS="${PROFILE_COMPILE[*]}" libpython3.13.a pybuilddir.txt
    )
    mkdir -p "$out/lib" "$out/include"
    cp "$work/libpython3.13.a" "$out/lib/"
    find "$work/Modules" -name '*.a' -exec cp {} "$out/lib/" \;
    cp -a "$work/Include/." "$out/include/"
    cp "$work/pyconfig.h" "$out/include/"
    cp "$work/$(<"$work/pybuilddir.txt")"/_sysconfigdata_*.py "$out/"
    mkdir "$out/licenses"
    cp "$work/LICENSE" "$out/licenses/python"
    cp "$work/Doc/license.rst" "$out/licenses/python-incorporated-software.rst"
    cp "$work/Modules/expat/COPYING" "$out/licenses/expat"
    sed -n '1,/\*\//p' "$work/Modules/_decimal/libmpdec/mpdecimal.h" >"$out/licenses/libmpdec"
    sed -n '1,/\*\//p' "$work/Modules/_hacl/Hacl_Hash_SHA2.h" >"$out/licenses/hacl-star"
    rm -rf "$work"
}
