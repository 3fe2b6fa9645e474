# Every command builds what it needs in .venv; nothing else has to be installed first.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo test check bench torture browser fmt lock clean

help:  ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

.venv/run.stamp: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

install: .venv/run.stamp  ## build .venv with what the bot needs

demo: .venv/run.stamp  ## a coffee shop to play with: no token, no internet
	@$(BIN)/kopilka demo

test: .venv/dev.stamp  ## every test that needs no browser
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(PYTEST_ARGS)

check: .venv/dev.stamp  ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: .venv/dev.stamp  ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev.stamp  ## ratios against a limit measured in the same run
	$(BIN)/python -m benchmarks

torture: .venv/dev.stamp  ## hours of kills, power cuts and random operations
	$(BIN)/python -m pytest -m torture -n 2 --dist loadgroup

browser: .venv/dev.stamp  ## the demo page in a real Chromium (Debian's chromium and libatomic1)
	KOPILKA_BROWSER=1 $(BIN)/python -m pytest -m browser

lock: .venv/dev.stamp  ## pin the newest versions, with hashes
	cd requirements && for set in run dev; do \
	  ../$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes \
	    --python-version 3.11 --no-header $$set.in -o $$set.txt; done

clean:  ## remove what the commands above built
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage*
