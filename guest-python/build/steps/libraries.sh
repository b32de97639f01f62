# The C libraries below CPython's modules zlib, bz2, lzma and sqlite3, for wasm32-wasi.

libraries() {
    cached python-libraries "$(hash_of "$here/steps/libraries.sh" "$here/crates" "=$(toolchain_key)")" make_libraries
    libraries=$CACHED
}

make_libraries() {
    local out=$1 crates work flags source
    fetch_crates "$here/crates"
    crates=$FETCHED
    work=$(mktemp -d "$BUILD_CACHE/.libraries.XXXXXXXX")
    mkdir "$out/include" "$out/lib" "$out/licenses"
    find_toolchain
    say "zlib, bzip2, liblzma and SQLite"

    source=$(echo "$crates"/libz-sys-*/src/zlib)
    library z "$source" '*.c' -DHAVE_UNISTD_H -DHAVE_HIDDEN
    cp "$source"/zlib.h "$source"/zconf.h "$out/include/"
    cp "$source/LICENSE" "$out/licenses/zlib"

    source=$(echo "$crates"/bzip2-sys-*/bzip2-*)
    library bz2 "$source" '{blocksort,huffman,crctable,randtable,compress,decompress,bzlib}.c' -D_FILE_OFFSET_BITS=64
    cp "$source/bzlib.h" "$out/include/"
    cp "$source/LICENSE" "$out/licenses/bzip2"

    source=$(echo "$crates"/liblzma-sys-*/xz)
    lzma_library "$source"
    cp -r "$source/src/liblzma/api/lzma" "$source/src/liblzma/api/lzma.h" "$out/include/"
    cp "$source/COPYING.0BSD" "$out/licenses/liblzma"

    source=$(echo "$crates"/libsqlite3-sys-*/sqlite3)
    sqlite_library "$source"
    cp "$source/sqlite3.h" "$source/sqlite3ext.h" "$out/include/"
    sed -n '/^\*\* The author disclaims copyright/,/^\*\* *May you share/p' "$source/sqlite3.h" >"$out/licenses/sqlite"
    {
        sed -n 's/^#define ZLIB_VERSION "\(.*\)"/zlib=\1/p' "$out/include/zlib.h"
        echo "$crates"/bzip2-sys-*/bzip2-* | sed 's/.*bzip2-/bzip2=/'
        sed -n 's/^#define LZMA_VERSION_\(MAJOR\|MINOR\|PATCH\) \([0-9]*\)$/\2/p' "$out/include/lzma/version.h" |
            paste -sd . | sed 's/^/liblzma=/'
        sed -n 's/^#define SQLITE_VERSION  *"\(.*\)"/sqlite=\1/p' "$out/include/sqlite3.h"
    } >"$out/versions.properties"
    rm -rf "$work"
}

# library NAME DIRECTORY PATTERN FLAGS...: compiles the files of DIRECTORY that match PATTERN into lib/libNAME.a
library() {
    local name=$1 directory=$2 pattern=$3 files
    shift 3
    mkdir "$work/$name"
    eval "files=(\"\$directory\"/$pattern)"
    # Link-time optimisation pays in the interpreter's loop, not in compressors: these are plain objects.
    quietly "compilation of lib$name" compile_all "$work/$name" "${files[@]}" -- -O3 -DNDEBUG -mbulk-memory "$@"
    "$WASM_AR" rcsD "$out/lib/lib$name.a" "$work/$name"/*.o
}

# compile_all DIRECTORY FILE... -- FLAGS...
compile_all() {
    local directory=$1 files=()
    shift
    while [[ $1 != -- ]]; do
        files+=("$1")
        shift
    done
    shift
    printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P "$(nproc)" bash -c '
        directory=$1; file=${!#}; set -- "${@:2:$#-2}"
        exec "$@" -c "$file" -o "$directory/$(basename "$file" .c).o"' _ "$directory" "${WASM_CC[@]}" "$@"
}

lzma_library() {
    local source=$1 directory index files=() includes=()
    for directory in common lzma lz rangecoder check delta simple; do
        files+=("$source/src/liblzma/$directory"/*.c)
        includes+=("-I$source/src/liblzma/$directory")
    done
    # Left out: threads, generators of tables and the variants for small size.
    for index in "${!files[@]}"; do
        case ${files[index]} in
        *_mt.c | *_tablegen.c | *_small.c | *outqueue.c | *_consts_gen.c | *hardware_cputhreads.c) unset "files[index]" ;;
        esac
    done
    mkdir "$work/lzma"
    # The crate carries a config.h beside the sources.
    quietly "compilation of liblzma" compile_all "$work/lzma" "${files[@]}" "$source/src/common/tuklib_physmem.c" -- \
        -O3 -DNDEBUG -mbulk-memory -std=gnu11 -DHAVE_CONFIG_H -DHAVE_ENCODERS -DHAVE_DECODERS -DHAVE_LZIP_DECODER \
        "-I$source/.." "-I$source/src/common" "-I$source/src/liblzma/api" "${includes[@]}"
    "$WASM_AR" rcsD "$out/lib/liblzma.a" "$work/lzma"/*.o
}

sqlite_library() {
    # One process sees the file system of a guest, and WASI has neither locks nor shared memory, hence a VFS over
    # "unix-none" by default (made by the host in C) and no write-ahead log.
    library sqlite3 "$1" 'sqlite3.c' -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_WAL \
        -DSQLITE_DQS=0 -DSQLITE_DEFAULT_MEMSTATUS=0 -DSQLITE_MAX_MMAP_SIZE=0 -DSQLITE_TEMP_STORE=2 \
        -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_FTS3 -DSQLITE_ENABLE_FTS3_PARENTHESIS -DSQLITE_ENABLE_FTS5 \
        -DSQLITE_ENABLE_GEOPOLY -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_ENABLE_RTREE \
        -DHAVE_LOCALTIME_R -DLONGDOUBLE_TYPE=double \
        -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS -Wno-everything
}
