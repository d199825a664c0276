#!/bin/sh
# Makes .venv and installs Holdfire in it, with the extras named by $1 ("pdf" or "pdf,dev").
# Does nothing, in a blink, when that was done before and neither the versions nor the place changed.
# Picks the newest Python from 3.11 on that it finds; PYTHON=/path/to/python3 chooses another.
set -eu

extras=$1
cd "$(dirname "$0")/.."
venv=.venv
state="$(cat pyproject.toml constraints.txt tools/set-up.sh | cksum) $(pwd)"

# One stamp for each set of extras: the demo's is also satisfied by the tests'.
for stamp in "$venv"/set-up."$extras" "$venv"/set-up."$extras",*; do
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && "$venv/bin/python" -c '' 2>/dev/null; then
        exit 0
    fi
done

say() { printf '%s\n' "$*" >&2; }

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        if new_enough "$PYTHON"; then echo "$PYTHON"; return; fi
        say "PYTHON=$PYTHON is not a Python 3.11 or newer."
        exit 3
    fi
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        if new_enough "$name"; then echo "$name"; return; fi
    done
    say "Holdfire needs Python 3.11 or newer, and found none."
    say "Debian 12, Ubuntu 24.04 and newer:  sudo apt-get install python3 python3-venv"
    say "macOS:                              brew install python@3.13   (or python.org)"
    say "Then run the same command again; PYTHON=/path/to/python3 names one elsewhere."
    exit 3
}

# Debian and Ubuntu keep a part of Python's venv in a package of its own, so there are three ways.
make_venv() {
    rm -rf "$venv"
    if "$python" -m venv "$venv" >/dev/null 2>&1; then return; fi
    rm -rf "$venv"
    if "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --without-pip "$venv" >/dev/null 2>&1 \
        && "$python" -m pip -qq --python "$venv/bin/python" install pip; then
        return
    fi
    rm -rf "$venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing python3-venv ..."
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        apt-get update -qq >/dev/null 2>&1 || true
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null 2>&1 </dev/null \
            || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null 2>&1 </dev/null \
            || true
        if "$python" -m venv "$venv" >/dev/null 2>&1; then return; fi
    fi
    rm -rf "$venv"
    say "$("$python" --version) is here, but it cannot make a virtual environment."
    say "Debian and Ubuntu:  sudo apt-get install python3-venv"
    say "Then run the same command again."
    exit 3
}

install() {
    if ! "$venv/bin/python" -m pip -qq --disable-pip-version-check install -c constraints.txt "$@" </dev/null; then
        say "The installation did not finish; pip says why above. It needs a network the first time."
        say "Run the same command again: what was fetched is kept."
        exit 3
    fi
}

python=$(find_python)
if ! "$venv/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Making .venv with $("$python" --version) ..."
    make_venv
fi
say "Installing Holdfire [$extras] in .venv (once; a minute or two) ..."
install setuptools
install --no-build-isolation -e ".[$extras]"
printf '%s' "$state" > "$venv/set-up.$extras"
