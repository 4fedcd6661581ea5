# make demo   build, then read the articles in eval/demo, show what was found in three of them, and make pages of a week of invented news
# make test   every test (as CI runs it)
# make readers  README's lines for DuckDB, Polars and pandas, by the real libraries (as CI runs it): needs Python
# make wheel  the Python package as one wheel for every CPython from 3.10 on: target/wheels (python/README.md)
# make test-python  its tests in an environment of its own, with spaCy, Spark and Ray (as CI runs it): needs Python and Java 17
# make browser  the viewer in a real browser over the demo week (as CI runs it): needs Python, Node, and Debian for its chromium
# make eval   the scoreboard: own gold against eval/baseline.toml, others' corpora where ../shared is here
# make schema write the published JSON Schema anew
# make bench  speed and names beside those of its peers, on this machine: needs Python, Node and some gigabytes (eval/bench/README.md);
#             ROUNDS=1 or ENGINES='onrecord|spaCy' for less
# make fuzz   search for bytes that break a reader: needs nightly Rust and cargo-fuzz (fuzz/README.md); READERS='html warc' SECONDS=600
# make scaling  time against jobs and length, memory against the number of articles
# make model  train the tagger from base weights: needs Python and the corpora (models/recipe/README.md)

CARGO ?= cargo
ONRECORD ?= $(CARGO) run --release --locked --quiet --
CORPORA ?= ../shared/corpora
TEXT ?= ../shared/text
LICENCE ?= ship
MODEL ?= models/newswire-minilm

.PHONY: demo test readers browser wheel test-python lint eval schema bench fuzz scaling model

demo:
	$(ONRECORD) extract eval/demo --output target/demo.jsonl
	$(ONRECORD) explain eval/demo/*.txt
	$(ONRECORD) link target/demo.jsonl --output target/demo
	@echo
	@echo "The same as JSON, one record a line: target/demo.jsonl"
	@echo "A week of news, linked, as an SQLite database: target/demo/corpus.sqlite (docs/corpus.md has queries to start from)"
	rm -rf target/demo/pages
	$(ONRECORD) view target/demo --export target/demo/pages
	@echo "To look at it with all searches: onrecord view target/demo"

test:
	$(CARGO) test --locked

# The program as `make test` has built it already: `cargo build` would choose other features and build half of it again.
readers: target/readers/bin/python
	$(CARGO) test --locked --no-run --test readme
	$< tests/readers/readme_lines.py target/debug/onrecord

browser:
	$(CARGO) test --locked --no-run --test readme
	target/debug/onrecord extract eval/demo/week.jsonl --progress off > target/week.jsonl
	target/debug/onrecord link target/week.jsonl --output target/week --quiet
	tests/browser/run.sh target/debug/onrecord target/week/corpus.sqlite

target/readers/bin/python: tests/readers/requirements.txt
	python3 -m venv target/readers
	target/readers/bin/pip install --quiet --requirement $<
	touch $@

WHEEL_PROFILE ?= release

wheel: target/python/maturin/bin/maturin
	$< build --profile $(WHEEL_PROFILE) --locked --manifest-path python/Cargo.toml --out target/wheels

target/python/maturin/bin/maturin:
	python3 -m venv target/python/maturin
	target/python/maturin/bin/pip install --quiet 'maturin>=1.9,<2'

# The wheel as a stranger installs it, in an environment without anything else; then what it is tested with.
test-python:
	$(MAKE) wheel WHEEL_PROFILE=dev
	python3 -m venv --clear target/python/tests
	target/python/tests/bin/pip install --quiet --no-index --find-links target/wheels onrecord
	target/python/tests/bin/pip install --quiet --requirement python/tests/requirements.txt
	cd python/tests && ../../target/python/tests/bin/python -m pytest --quiet

READERS ?= html warc jsonl csv brat label_studio rules model
SECONDS ?= 3600

# No reader has unsafe code of its own, so the search goes without sanitizers.
fuzz:
	fuzz/run.sh $(SECONDS) $(READERS)

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(CARGO) clippy --locked --lib --no-default-features -- -D warnings

eval:
	eval/scoreboard.sh $(ONRECORD)

schema:
	$(CARGO) run --release --locked --quiet -- schema > src/record/record-1.0.schema.json

BENCH = target/bench/venv/bin/python eval/bench
ROUNDS ?= 3
ENGINES ?=
CORPUS = $(CORPORA)/ner/worldwide.dev.jsonl

bench: target/bench/model/int8.onnx target/bench/spacy/bin/python target/bench/compromise/node_modules
	$(CARGO) build --release --locked
	$(CARGO) bench --locked --no-run --bench stock_candle 2>&1 | sed -n 's/.*stock_candle.rs (\(.*\))/\1/p' > target/bench/stock_candle
	$(BENCH)/quality.py --onrecord target/release/onrecord --candle "$$(cat target/bench/stock_candle)" --work target/bench \
		--model $(MODEL) --corpus $(CORPUS) --only '$(ENGINES)'
	$(BENCH)/bench.py --onrecord target/release/onrecord --candle "$$(cat target/bench/stock_candle)" --work target/bench \
		--corpus $(CORPUS) --rounds $(ROUNDS) --only '$(ENGINES)'
	$(BENCH)/chart.py

scaling: target/bench/venv/bin/python
	$(CARGO) build --release --locked
	$(BENCH)/scaling.py --onrecord target/release/onrecord --work target/bench
	$(BENCH)/chart.py

target/bench/model/int8.onnx: target/bench/venv/bin/python eval/bench/export.py $(MODEL)/model.safetensors
	$(BENCH)/export.py $(MODEL) target/bench/model
	touch $@

target/bench/venv/bin/python: eval/bench/requirements.txt
	python3 -m venv target/bench/venv
	target/bench/venv/bin/pip install --requirement $<
	touch $@

target/bench/spacy/bin/python: eval/bench/spacy.txt
	python3 -m venv target/bench/spacy
	target/bench/spacy/bin/pip install --requirement $<
	touch $@

target/bench/compromise/node_modules: $(wildcard eval/bench/compromise/*)
	mkdir -p target/bench/compromise
	cp $^ target/bench/compromise
	npm ci --prefix target/bench/compromise --no-audit --no-fund
	touch $@

model: target/recipe/bin/python
	cd models/recipe && $(abspath $<) stages.py --corpora $(abspath $(CORPORA)) --text $(abspath $(TEXT)) \
		--work $(abspath target/recipe/work) --out $(abspath $(MODEL)) --licence $(LICENCE)

target/recipe/bin/python: models/recipe/requirements.txt
	python3 -m venv target/recipe
	target/recipe/bin/pip install --requirement $<
	touch $@
