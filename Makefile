# make help lists what there is. Each target sets up its own environment in .venv, once.

PYTHON ?= python3
# Options for `book render`, for instance FLAGS="--to html".
FLAGS ?=
# Options for pytest, for instance TESTS="tests/qca -k necessity".
TESTS ?= -n auto --dist loadfile
# Tests of the finished book in Chromium, for instance BROWSER=tests/browser/test_pages.py.
BROWSER ?= tests/browser
# How long each parser is fuzzed.
SECONDS ?= 60

RUN := .venv/bin/python -m
INSTALL := $(RUN) pip install --quiet --disable-pip-version-check
# The environment is ready when it holds what these files say; their checksum is in its name.
BOOK_LOCK := $(shell cat requirements.lock pyproject.toml | cksum | cut -d ' ' -f 1)
TEST_LOCK := $(shell cat requirements-dev.lock pyproject.toml | cksum | cut -d ' ' -f 1)
FUZZ_LOCK := $(shell cat requirements-fuzz.lock pyproject.toml | cksum | cut -d ' ' -f 1)
BOOK_READY := .venv/.book-$(BOOK_LOCK)
TEST_READY := .venv/.test-$(TEST_LOCK)
RESOLVE := pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help book test test-browser test-studies test-robust fuzz audit accept-pictures quarto \
	reproducible lock clean benchmark benchmark-engines benchmark-pages
.NOTPARALLEL:

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | \
		awk -F ':.*## ' '{ printf "make %-18s %s\n", $$1, $$2 }'
	@echo 'Python: make book PYTHON=python3.12; options: make book FLAGS="--to html"'

book: $(BOOK_READY) ## the book: _book/index.html and a PDF beside it
	@$(RUN) analysis.book render $(FLAGS)

test: $(TEST_READY) ## every test, the linter and the type checker
	@echo "ruff check"
	@$(RUN) ruff check --quiet .
	@echo "ruff format --check"
	@$(RUN) ruff format --check .
	@echo "mypy"
	@$(RUN) mypy --no-error-summary
	@echo "pytest"
	@$(RUN) pytest $(TESTS)

test-studies: $(TEST_READY) ## ten books, 5 to 100,000 cases, rendered whole; times in benchmarks/
	@BOOK_TEST_STUDIES=1 $(RUN) pytest tests/book/test_ten_studies.py

test-browser: $(TEST_READY) ## the finished book in Chromium, every page: after make book
	@BOOK_TEST_BROWSER=1 BOOK_REQUIRE_BROWSER=1 $(RUN) pytest $(BROWSER) -n auto

accept-pictures: $(TEST_READY) ## take the finished book's looks as those that test-browser expects
	@BOOK_TEST_BROWSER=1 BOOK_REQUIRE_BROWSER=1 BOOK_ACCEPT_PICTURES=1 \
		$(RUN) pytest tests/browser/test_pictures.py -n auto

test-robust: $(TEST_READY) ## damaged inputs, killed builds, a cluster that loses a worker: all of it
	@BOOK_ROBUST=1 $(RUN) pytest tests/robust tests/work -s

fuzz: .venv/.fuzz-$(FUZZ_LOCK) ## fuzz the parsers, led by coverage: make fuzz SECONDS=60
	@.venv/.fuzz/bin/python -m tests.robust.fuzz --seconds $(SECONDS)

audit: $(BOOK_READY) ## ask pip-audit whether a locked package has a known weakness
	@[ -x .venv/.audit/bin/pip-audit ] || { $(PYTHON) -m venv .venv/.audit && \
		.venv/.audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit; }
	@.venv/bin/python tools/audit.py .venv/.audit/bin/pip-audit requirements.lock requirements-dev.lock

quarto: $(BOOK_READY) ## install Quarto into .venv, where its releases can be downloaded
	@$(RUN) analysis.book quarto install

benchmark: $(TEST_READY) ## time a cold build, one with nothing to do, and one changed chapter
	@.venv/bin/python benchmarks/book_build.py

benchmark-engines: $(TEST_READY) ## time fsQCA and NCA against the R packages and their bounds
	@.venv/bin/python benchmarks/engines.py

benchmark-pages: $(TEST_READY) ## weigh and time the pages of the finished book
	@.venv/bin/python benchmarks/pages.py

reproducible: $(BOOK_READY) ## build the last commit in several ways and compare every byte
	@.venv/bin/python tools/compare_builds.py

lock: ## resolve pyproject.toml anew into the two lock files
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && set -e; \
	$(PYTHON) -m venv "$$folder" && \
	"$$folder/bin/python" -m pip install --quiet --disable-pip-version-check uv && \
	"$$folder/bin/uv" $(RESOLVE) --extra build -o requirements.lock && \
	"$$folder/bin/uv" $(RESOLVE) --extra build --extra dev --extra cluster \
		-c requirements.lock -o requirements-dev.lock && \
	"$$folder/bin/uv" $(RESOLVE) --extra build --extra fuzz -c requirements.lock \
		-o requirements-fuzz.lock && \
	echo "requirements.lock, requirements-dev.lock and requirements-fuzz.lock are up to date"

clean: ## remove the book, the environment and every cache
	@rm -rf .venv _book _book.* _studies downloads .cache .quarto .pytest_cache .mypy_cache .ruff_cache \
		.hypothesis .benchmarks build dist
	@find analysis tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} + \
		2>/dev/null || true

.venv/bin/python:
	@$(PYTHON) -c 'import sys' 2>/dev/null || { \
		echo "'$(PYTHON)' does not run. Name a Python: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, '$(PYTHON)' is $$($(PYTHON) -V)." \
			"Name a newer one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
		exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv --clear .venv || { \
		rm -rf .venv; \
		echo "Python's module venv does not work here: see its message above (on Debian it is" \
			"the package python3-venv), or name another Python: PYTHON=..." >&2; \
		exit 1; }

$(BOOK_READY): | .venv/bin/python
	@echo "Installing the packages of requirements.lock (once, takes a minute or two)"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@rm -f .venv/.book-* && touch $@

.venv/.fuzz-$(FUZZ_LOCK): $(BOOK_READY)
	@echo "Installing the packages of requirements-fuzz.lock (once, takes a minute or two)"
	@$(PYTHON) -m venv --clear .venv/.fuzz
	@.venv/.fuzz/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements-fuzz.lock
	@.venv/.fuzz/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation -e .
	@rm -f .venv/.fuzz-* && touch $@

$(TEST_READY): | .venv/bin/python
	@echo "Installing the packages of requirements-dev.lock (once, takes a minute or two)"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@rm -f .venv/.test-* .venv/.book-* && touch $@ $(BOOK_READY)
