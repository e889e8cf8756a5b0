# `make demo` and `make test` each work alone on a fresh machine: they build .venv first, once.

PYTHON ?= python3
BIN := .venv/bin
LOCKED := .venv/.locked
READY := .venv/.ready
EXAMPLES := corpus/examples

# Compiled bytecode halves the start of every command, so a setting against it does not reach us.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test coverage check format lint types imports docs docs-check train wheel lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s%s\n", $$1, $$2}' Makefile

setup: $(READY) ## build .venv from requirements.lock

# 1. the locked packages, each checked against its hash
$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "auditor needs Python 3.11 or newer: run make with PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@echo "Installing the locked packages into .venv (a minute or so, once)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --only-binary :all: \
	  --require-hashes -r requirements.lock
	@touch $@

# 2. the program itself, editable, out of this folder alone
$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# Findings are what the sample notes are for: exit status 1 is the demo working, 2 and more is not.
demo: $(READY) ## audit the sample notes, then notes with their claims, and write HTML reports
	@rm -rf demo-out demo-claims
	$(BIN)/auditor audit corpus/samples/notes.jsonl --out demo-out || test $$? -eq 1
	@echo
	$(BIN)/auditor check corpus/samples/draft.txt || test $$? -eq 1
	@echo
	@echo "Notes with the claims sent for them and the payer's answers, all synthetic:"
	$(BIN)/auditor audit $(EXAMPLES)/notes.jsonl --claims $(EXAMPLES)/claims.837 \
	  --remits $(EXAMPLES)/remittance.835 --out demo-claims || test $$? -eq 1
	@echo
	$(BIN)/auditor units 97530=12+14a 97110=8
	@echo
	@ls demo-out/report.html demo-claims/claims.csv demo-claims/report.html >/dev/null
	@echo "The reports on the sample notes and on those with claims, to open in a browser:"
	@ls "$(CURDIR)"/demo-out/*.html "$(CURDIR)"/demo-claims/*.html

test: $(READY) ## run the tests
	$(BIN)/python -m pytest

coverage: $(READY) ## run the tests and show the lines that none of them reaches
	$(BIN)/python -m pytest --cov --cov-report=term

check: format lint types imports docs-check test ## everything a change must pass

format: $(READY) # is every file formatted? (to format them: .venv/bin/ruff format)
	$(BIN)/ruff format --check

lint: $(READY)
	$(BIN)/ruff check

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

docs: $(READY) ## write the pages and help texts that come from the code
	$(BIN)/auditor docs --write

docs-check: $(READY)
	$(BIN)/auditor docs --check

train: $(READY) ## train the classifiers anew from corpus/ into models/
	$(BIN)/auditor train

wheel: $(READY) ## build the sdist, and the wheel from what the sdist holds, into dist/
	@rm -rf dist
	$(BIN)/python -m hatchling build -t sdist -d dist
	@tar -xzf dist/*.tar.gz -C dist --one-top-level=unpacked --strip-components=1
	cd dist/unpacked && ../../$(BIN)/python -m hatchling build -t wheel -d ..
	@rm -rf dist/unpacked

# Pins that still satisfy pyproject.toml stay as they are; `make lock UPGRADE=--upgrade` moves them all.
lock: ## bring requirements.lock up to date with pyproject.toml
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install -qq --disable-pip-version-check uv
	build/lock/bin/uv pip compile --quiet pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header $(UPGRADE) --output-file requirements.lock
	@rm -rf build/lock

clean: ## remove everything that was built here, .venv too
	rm -rf .venv build dist demo-out demo-claims .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find auditor benchmarks tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
