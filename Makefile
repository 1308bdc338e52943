# `make` alone tells what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
# Processes that run the tests at the same time, and anything more for pytest: make test ARGS="-k hearing"
WORKERS ?= 2
ARGS ?=

.PHONY: help
help: ## Show these lines
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

.PHONY: run
run: ## Set everything up and start the portal with its demo cases
	@scripts/setup.sh run
	@SAGSVEJ_DEMO="$${SAGSVEJ_DEMO:-1}" exec $(PYTHON) -m portal.run

.PHONY: test
test: setup ## Set everything up and run every test, the browser's and the screen reader's too
	@$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

.PHONY: setup
setup: ## Only set up, for work on the code: packages, browser, screen reader
	@scripts/setup.sh test

.PHONY: check
check: ## Style, types and the direction of imports
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

.PHONY: audit
audit: ## Ask whether a package we depend on has a known hole
	@$(PYTHON) -m tests.security.audit

.PHONY: fix
fix: ## Mend what style a machine can mend
	@$(PYTHON) -m ruff check --fix
	@$(PYTHON) -m ruff format

.PHONY: strings
strings: ## Check that every word is there in every language, and can be read
	@scripts/setup.sh test
	@$(PYTHON) -m pytest -q tests/wording $(ARGS)

.PHONY: pages
pages: ## Take a picture of every page, into var/pages; of some: make pages ARGS=case-62-102
	@scripts/setup.sh test
	@$(PYTHON) -m tests.browser.shoot $(ARGS)

.PHONY: outlines
outlines: ## Write anew what a screen reader is given, page by page, into tests/outlines
	@scripts/setup.sh test
	@$(PYTHON) -m pytest -q -n $(WORKERS) tests/browser/test_outlines.py --update-outlines

.PHONY: contract
contract: ## Write docs/openapi.json anew from the code
	@$(PYTHON) -m portal.sources.openapi docs/openapi.json

.PHONY: bench
bench: ## Measure how light and fast the pages are
	@scripts/setup.sh bench
	@$(PYTHON) -m bench $(ARGS)

.PHONY: lock
lock: ## Choose the newest packages that pyproject.toml allows, and write the lock files
	@scripts/lock.sh --upgrade

.PHONY: image
image: ## Build the container image sagsvej with docker, podman or buildah
	@scripts/image.sh
