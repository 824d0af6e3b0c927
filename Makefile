# Two commands on a fresh machine: `make demo` and `make test`. Each installs what it needs into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
# Pip's warnings about its own version say nothing about this project.
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test check eval bench lock clean format schema

demo: $(STAMP)
	@mkdir -p out
	$(BIN)/headwater trace examples/$(DEMO)/docs -o out/report.html --json out/trace.json --readings out/readings.jsonl
	@echo "Open out/report.html in a browser."

DEMO ?= dam

test: $(DEV_STAMP)
	$(BIN)/python -m pytest
	@$(BIN)/python evals/not_run.py

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(DEV_STAMP)
	$(BIN)/python evals/run.py $(EVAL)

bench: $(DEV_STAMP)
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/growth.py

format: $(DEV_STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: $(STAMP)
	$(BIN)/headwater schema reading > docs/schema/reading.schema.json
	$(BIN)/headwater schema trace > docs/schema/trace.schema.json

# Names, versions and hashes only; run it when pyproject.toml's dependencies change.
lock: $(DEV_STAMP)
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --strip-extras --allow-unsafe --build-deps-for editable -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --strip-extras --allow-unsafe --build-deps-for editable --extra dev -o requirements-dev.lock pyproject.toml

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Headwater needs Python 3.11 or later, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(STAMP): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(STAMP)

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
