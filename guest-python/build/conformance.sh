#!/usr/bin/env bash
# Records what the real interpreter does with the programs of the conformance tests: conformance.sh PYTHON
#
# PYTHON is a native CPython of the version in pins.env, with all its modules. For each NAME.py this writes
# NAME.expected-stdout, NAME.expected-stderr and NAME.exit, as if the program had been /app/NAME.py and the standard
# library in /usr/lib/python3.13.

set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
. "$here/pins.env"
python=$1
programs=$(realpath "$here/../src/test/resources/conformance")

version=$("$python" -I -c 'import platform; print(platform.python_version())')
[[ $version == "$PYTHON_VERSION" ]] || {
    echo "error: $python is Python $version; the guest is $PYTHON_VERSION" >&2
    exit 1
}
library=$("$python" -I -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/app"
cp "$programs"/*.py "$work/app/"
cd "$work/app"
for program in *.py; do
    name=${program%.py}
    status=0
    env -i PYTHONUTF8=1 LC_ALL=C.UTF-8 PYTHONIOENCODING=utf-8 PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 \
        "$python" "$work/app/$program" >"$work/stdout" 2>"$work/stderr" </dev/null || status=$?
    for stream in stdout stderr; do
        sed -e "s#$library#/usr/lib/python3.13#g" -e "s#$work##g" -e 's/ at 0x[0-9a-f]*>/ at 0x…>/g' "$work/$stream" \
            >"$programs/$name.expected-$stream"
    done
    echo "$status" >"$programs/$name.exit"
done
echo "recorded $(find "$programs" -name '*.exit' | wc -l) programs" >&2
