# Everything a person does with this project; `make help` lists it.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-browser check lint format types layers bench-facts bench-link bench-crawl bench-warc bench-pairs bench-readers bench-screen chaos-crawl evaluate model

help: ## list what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/made model ## build .venv and the default model where they are missing or stale

.venv/made: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "soitin needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	@echo "== building .venv (some minutes the first time)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

model: .venv/made
	@$(BIN)/soitin train --if-stale

demo: setup ## crawl, screen and review invented adverts on this machine (ARGS=--no-review ends before the app)
	@$(BIN)/soitin demo $(ARGS)

test: setup ## run every test, one process a core
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

test-browser: setup ## run the tests that drive a real browser
	@$(BIN)/python -m pytest -m browser $(ARGS)

check: setup lint types layers ## lint, format, types, layers

lint: .venv/made
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: .venv/made ## write the code in the one format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: .venv/made
	@$(BIN)/mypy

layers: .venv/made
	@$(BIN)/lint-imports

bench-facts: setup ## precision and recall of every fact reader on the gold cases
	@$(BIN)/python tests/benchmarks/bench_facts.py $(ARGS)

bench-crawl: setup ## time a page, as a ratio to what its parts cost alone
	@$(BIN)/python tests/benchmarks/bench_crawl.py $(ARGS)

bench-readers: setup ## adverts a second of all fact readers, and a million characters made to be slow
	@$(BIN)/python tests/benchmarks/bench_readers.py $(ARGS)

bench-pairs: setup ## the whole model on pairs of another hand
	@$(BIN)/python tests/benchmarks/bench_pairs.py $(ARGS)

bench-warc: setup ## records a second of importing a web archive, beside reading it alone
	@$(BIN)/python tests/benchmarks/bench_warc.py $(ARGS)

chaos-crawl: setup ## kill crawls at random moments and prove that nothing is lost or doubled
	@$(BIN)/python tests/benchmarks/chaos_crawl.py $(ARGS)

.PHONY: chaos
chaos: setup ## kill, starve and confuse everything that writes, and prove that nothing kept is lost (ARGS=--short)
	@$(BIN)/python tests/benchmarks/chaos_run.py $(ARGS)

evaluate: setup ## judge the model on sources held out and write the model card
	@$(BIN)/soitin evaluate --card docs/model-card.md $(ARGS)

bench-screen: setup ## adverts a second of `soitin screen`, beside segmenting alone
	@$(BIN)/python tests/benchmarks/bench_screen.py $(ARGS)

.PHONY: bench-link
bench-link: setup ## time and memory of campaigns and brokers; with ARGS=--gold precision and recall
	@$(BIN)/python tests/benchmarks/bench_link.py $(ARGS)

.PHONY: pictures
pictures: setup ## take the README's pictures from the demo (needs chromium)
	@$(BIN)/python docs/make_pictures.py

.PHONY: bench-review
bench-review: setup ## server time of queue, item, search and broker page at 1,000 to 100,000 adverts, on both databases
	@$(BIN)/python tests/benchmarks/bench_review.py $(ARGS)

.PHONY: fuzz
fuzz: setup ## hostile input against every reader; ARGS=--write puts the rows into docs/reliability.md
	@$(BIN)/python tests/benchmarks/fuzz.py $(ARGS)

.PHONY: licences
licences: setup ## list what is installed with its licence; 1 where one has to be looked at
	@$(BIN)/python tests/supply.py licences

.PHONY: audit-packages
audit-packages: setup ## ask pip-audit about what is pinned; 3 where it could not be run, which is no pass
	@$(BIN)/python tests/supply.py audit
