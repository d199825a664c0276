#!/bin/sh
# The browser that the desk's tests drive: the system's Chromium, and a font for every language of ours.
# On Debian and Ubuntu, as root, both are installed where they are missing; elsewhere one line says what is
# skipped. Ends well either way: the rest of the tests runs.
set -eu

say() { printf '%s\n' "$*" >&2; }

chromium_here() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; }
fonts_here() { [ -d /usr/share/fonts/truetype/noto ] || [ "$(uname)" = Darwin ]; }

if chromium_here && fonts_here; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing chromium and fonts-noto-core for the browser tests (once; half a minute) ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1 </dev/null || true
    apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null 2>&1 </dev/null || true
fi
if ! chromium_here; then
    say "There is no Chromium here, so the browser tests are skipped (Debian: sudo apt-get install chromium)."
fi
