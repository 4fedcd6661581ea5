#!/usr/bin/env bash
# Searches for bytes that break the readers named: run.sh SECONDS READER… What it learns stays in fuzz/corpus, what breaks one in
# fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$1
shift
for reader in "$@"; do
  seeds="fuzz/seeds/$reader"
  case $reader in
    html) seeds=tests/data/web ;;
    rules) seeds=src/relation/rules ;;
  esac
  mkdir -p "fuzz/corpus/$reader"
  cargo +nightly fuzz run --sanitizer none "$reader" "fuzz/corpus/$reader" "$seeds" -- \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1
done
