# Everything starts here: `make run` and `make test` do all their own set-up.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
export PORT ?= 8000
BIN := .venv/bin
PYTHON := $(BIN)/python
PACKAGES := .venv/packages.stamp
FRONT := static/node_modules/.package-lock.json
EMBEDDED := $(PYTHON) -m marketplace.embedded
LOCK := $(BIN)/pip-compile --quiet --no-header --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --strip-extras

.PHONY: help run test bench lock checks chromium

help: ## Say what there is
	@echo "make run [PORT=8000]   start the site with its own PostgreSQL and Valkey"
	@echo "make test [ARGS=...]   check everything, or only the tests that ARGS name"
	@echo "make bench             measure speed and print a table"
	@echo "make lock              renew the lock files of Python and front-end packages"

run: $(PACKAGES) $(FRONT)
	@$(EMBEDDED) $(PYTHON) -m marketplace.embedded.site

ifdef ARGS
test: $(PACKAGES) $(FRONT) chromium
	@$(EMBEDDED) --throwaway --home var/test $(PYTHON) -m pytest $(ARGS)
else
test: $(PACKAGES) $(FRONT) chromium checks
	@$(EMBEDDED) --throwaway --home var/test $(PYTHON) -m pytest --numprocesses 2 --dist worksteal
endif

checks: $(PACKAGES)
	@echo "Checking style, imports and types (under a minute) ..."
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-cache
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/mypy marketplace providers budgets commissioning

bench: $(PACKAGES) $(FRONT)
	@$(EMBEDDED) --throwaway --home var/bench-relevance $(PYTHON) -m tests.benchmarks.relevance --prepare
	@$(EMBEDDED) --throwaway --home var/bench $(PYTHON) -m tests.benchmarks $(ARGS)

chromium:
	@bash .ci/chromium

# --- Set-up: each part once, and again when its lock file changes -----------------------------------------------------
.venv/bin/pip:
	@bash .ci/venv

$(PACKAGES): requirements-dev.lock | .venv/bin/pip
	@echo "Installing the locked Python packages into .venv (a few minutes the first time) ..."
	@$(BIN)/pip install --disable-pip-version-check --require-hashes --progress-bar on -r requirements-dev.lock \
		| sed -u -n -E 's/^(Collecting|Building|Installing)/  \1/p'; exit $${PIPESTATUS[0]}
	@touch $@

$(FRONT): static/package-lock.json static/.npmrc | $(PACKAGES)
	@echo "Installing the locked front-end packages (seconds) ..."
	@PATH="$(abspath $(BIN)):$$PATH" npm ci --prefix static --loglevel error
	@touch $@

lock: .venv/bin/pip
	@echo "Resolving Python packages (about two minutes) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check pip-tools
	@$(LOCK) --upgrade --output-file requirements.lock pyproject.toml
	@$(LOCK) --upgrade --extra embedded --extra test --output-file requirements-dev.lock pyproject.toml
	@PATH="$(abspath $(BIN)):$$PATH" npm update --prefix static --package-lock-only --loglevel error
