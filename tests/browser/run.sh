#!/usr/bin/env bash
# The viewer in a real browser: run.sh PROGRAM DATABASE [pytest's options]
#
# Debian's chromium and its driver are installed where they are missing, all else into target/browser. SHOTS=DIR leaves a picture of every page.
set -euo pipefail
program=$(realpath "$1") database=$(realpath "$2")
shift 2
cd "$(dirname "$0")"
work=../../target/browser
if ! command -v chromium chromedriver > /dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium chromium-driver fonts-dejavu-core fonts-liberation
fi
mkdir -p "$work"
if ! cmp -s requirements.txt "$work/requirements.txt"; then
    python3 -m venv --clear "$work/venv"
    "$work/venv/bin/pip" install --quiet --requirement requirements.txt
    cp requirements.txt "$work/requirements.txt"
fi
if ! cmp -s package-lock.json "$work/package-lock.json"; then
    cp package.json package-lock.json "$work"
    npm ci --prefix "$work" --no-audit --no-fund --silent
fi
PROGRAM=$program DATABASE=$database AXE=$work/node_modules/axe-core/axe.min.js \
    exec "$work/venv/bin/python" -m pytest --quiet -p no:cacheprovider "$@"
