# make demo   build, then read the articles in eval/demo and show what was found
# make test   every test (as CI runs it)
# make eval   the scoreboard: own gold against eval/baseline.toml, others' corpora where ../shared is here
# make schema write the published JSON Schema anew
# make bench  speed beside its peers, on this machine: needs Python and some gigabytes (eval/bench/README.md)
# make scaling  time against jobs and length, memory against the number of articles
# make model  train the tagger from base weights: needs Python and the corpora (models/recipe/README.md)

CARGO ?= cargo
ONRECORD ?= $(CARGO) run --release --locked --quiet --
CORPORA ?= ../shared/corpora
TEXT ?= ../shared/text
LICENCE ?= ship
MODEL ?= models/newswire-minilm

.PHONY: demo test lint eval schema bench scaling model

demo:
	$(CARGO) run --release --locked --quiet -- extract eval/demo --output target/demo.jsonl
	$(CARGO) run --release --locked --quiet -- explain eval/demo
	@echo
	@echo "The same as JSON, one record a line: target/demo.jsonl"

test:
	$(CARGO) test --locked

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings

eval:
	eval/scoreboard.sh $(ONRECORD)

schema:
	$(CARGO) run --release --locked --quiet -- schema > src/record/record-1.0.schema.json

BENCH = target/bench/venv/bin/python eval/bench

bench: target/bench/model/spacy
	$(CARGO) build --release --locked
	$(CARGO) bench --locked --no-run --bench stock_candle 2>&1 | sed -n 's/.*stock_candle.rs (\(.*\))/\1/p' > target/bench/stock_candle
	$(BENCH)/bench.py --onrecord target/release/onrecord --candle "$$(cat target/bench/stock_candle)" \
		--model target/bench/model --work target/bench --corpus $(CORPORA)/ner/worldwide.dev.jsonl
	$(BENCH)/chart.py

scaling: target/bench/venv/bin/python
	$(CARGO) build --release --locked
	$(BENCH)/scaling.py --onrecord target/release/onrecord --work target/bench
	$(BENCH)/chart.py

target/bench/model/spacy: target/bench/venv/bin/python eval/bench/export.py eval/bench/small.py $(MODEL)/model.safetensors
	$(BENCH)/export.py $(MODEL) target/bench/model
	$(BENCH)/small.py eval/gold/dev.jsonl target/bench/model
	touch $@

target/bench/venv/bin/python: eval/bench/requirements.txt
	python3 -m venv target/bench/venv
	target/bench/venv/bin/pip install --requirement $<
	touch $@

model: target/recipe/bin/python
	cd models/recipe && $(abspath $<) stages.py --corpora $(abspath $(CORPORA)) --text $(abspath $(TEXT)) \
		--work $(abspath target/recipe/work) --out $(abspath $(MODEL)) --licence $(LICENCE)

target/recipe/bin/python: models/recipe/requirements.txt
	python3 -m venv target/recipe
	target/recipe/bin/pip install --requirement $<
	touch $@
