# make demo   build, then read the articles in eval/demo and show what was found
# make test   every test (as CI runs it)
# make eval   the scoreboard: own gold against eval/baseline.toml, others' corpora where ../shared is here
# make schema write the published JSON Schema anew
# make model  train the tagger from base weights: needs Python and the corpora (models/recipe/README.md)

CARGO ?= cargo
ONRECORD ?= $(CARGO) run --release --locked --quiet --
CORPORA ?= ../shared/corpora
TEXT ?= ../shared/text
LICENCE ?= ship
MODEL ?= models/newswire-minilm

.PHONY: demo test lint eval schema model

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

model: target/recipe/bin/python
	cd models/recipe && $(abspath $<) stages.py --corpora $(abspath $(CORPORA)) --text $(abspath $(TEXT)) \
		--work $(abspath target/recipe/work) --out $(abspath $(MODEL)) --licence $(LICENCE)

target/recipe/bin/python: models/recipe/requirements.txt
	python3 -m venv target/recipe
	target/recipe/bin/pip install --requirement $<
	touch $@
