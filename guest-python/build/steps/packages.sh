# The packages that programs find beside the standard library, as one archive.

packages() {
    cached python-packages "$(hash_of "$here"/steps/packages.* "$here"/packages*.txt "$here/pins.env" \
        "$here/../src/main/python/packages")" make_packages
}

make_packages() {
    local out=$1 work wheel source
    work=$(mktemp -d "$BUILD_CACHE/.python-packages.XXXXXXXX")
    # The same files on every machine: which platform's speed-ups are thrown away does not matter.
    fetch_wheels "$here/packages.txt" "$work/wheels" --only-binary :all: --python-version "${PYTHON_VERSION%.*}" \
        --implementation cp --abi cp313 --abi none --platform manylinux2014_x86_64 --platform any
    fetch_wheels "$here/packages-source.txt" "$work/sources" --no-binary :all:
    # With the machine's own Python: the build's has no zlib.
    for wheel in "$work"/wheels/*.whl; do python3 -m zipfile -e "$wheel" "$work/unpacked-wheels/$(basename "$wheel")"; done
    mkdir "$work/unpacked-sources"
    for source in "$work"/sources/*; do python3 -m tarfile -e "$source" "$work/unpacked-sources"; done
    quietly "archive of the packages" "$build_python" -I -S "$here/steps/packages.py" "$work/unpacked-wheels" \
        "$work/unpacked-sources" "$here/../src/main/python/packages" "$out"
    rm -rf "$work"
}
