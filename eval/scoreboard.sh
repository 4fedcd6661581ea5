#!/usr/bin/env bash
# usage: eval/scoreboard.sh ONRECORD…     (the words that run the program)
#
# The own gold, held to the counts in eval/baseline.toml; then, where ../shared is here, the development parts of others'
# corpora, by the scorers that lie beside them. Everything is printed before a fallen figure fails the run.
set -uo pipefail
cd "$(dirname "$0")/.."
onrecord=("$@")
shared=../shared
work=target/scoreboard
status=0

# usage: external NAME CORPUS SCORER [FLAG…]
external() {
  local name=$1 corpus=$shared/corpora/$2 scorer=$shared/tools/$3 records
  records=$work/$(basename "$2")
  echo "$name"
  if [ ! -f "$records" ]; then
    # Status 3: some articles were cut or empty; they count as they are.
    "${onrecord[@]}" extract --keep-boilerplate --progress off --output "$records" "$corpus" || [ $? = 3 ] || status=1
  fi
  python3 "$scorer" "$corpus" "$records" "${@:4}" | sed 's/^/  /' || status=1
  echo
}

for part in dev test acts acts_test; do
  "${onrecord[@]}" eval --gold "eval/gold/$part.jsonl" --baseline eval/baseline.toml --format summary || status=$?
  echo
done
if [ -d "$shared/corpora" ]; then
  rm -rf "$work" && mkdir -p "$work"
  external "World Wide English newswire, dev: names" ner/worldwide.dev.jsonl score_entities.py --types PER,ORG,LOC
  external "PolNeAR, dev: attribution" attribution/polnear.dev.jsonl score_attribution.py
  external "PolNeAR, dev: attribution, speech acts alone" attribution/polnear.dev.jsonl score_attribution.py --core
  external "GUM, dev: attribution" attribution/gum_ccby.dev.jsonl score_attribution.py
fi
exit $status
