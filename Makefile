# The commands of the project; README.md has the two that a newcomer needs.
SHELL := /usr/bin/env bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8080
# The path of the site on its host, with a slash at both ends.
BASE ?= /
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/.tools/npm/node_modules/.bin:$(PATH)
# Trunk takes its usual value, 1, for a mistake.
unexport NO_COLOR

.PHONY: help run build dev test check bench dist lighthouse static-form screenshots soak clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: build sandbox ## the page and a stand-in API on http://127.0.0.1:8080 (PORT=8081 for another port)
	@target/debug/sandbox --site dist --port $(PORT)

build: ## the site as it is deployed, in dist/
	@scripts/setup build
	@echo 'build: the page (about 2 minutes the first time, then seconds)'
	@scripts/build-site dist '$(BASE)'

.PHONY: sandbox
sandbox:
	@scripts/setup rust
	@echo 'build: the sandbox (about a minute the first time, then seconds)'
	@cargo build --quiet --locked -p sandbox

dev: sandbox ## live reload on http://127.0.0.1:8080, in front of the sandbox
	@scripts/setup build
	@PORT=$(PORT) scripts/dev

test: ## every test: host, browser, contract, end to end
	@scripts/setup test
	@scripts/test

check: ## format, lints, unused dependencies, licences
	@scripts/setup check
	@scripts/check

bench: ## bytes and times of the page against bench/budgets.json, and how they grow; fails above the budget of bytes
	@scripts/setup test
	@$(MAKE) build sandbox
	@node bench/bench.mjs
	@node bench/growth.mjs

dist: ## the release, in release/: the site in an archive, what it is made of, checksums
	@scripts/setup build dist
	@BASE='$(BASE)' scripts/dist

static-form: ## writes the form into index.html as the program builds it
	@scripts/setup test
	@$(MAKE) build sandbox
	@cd tests/e2e && UPDATE_STATIC_FORM=1 npx --no-install playwright test --project=chromium --reporter line static_form --grep 'what the program builds'

lighthouse: ## Lighthouse's scores of the release build on a phone; fails below 100 but for performance
	@scripts/setup test lighthouse
	@$(MAKE) build sandbox
	@node tests/lighthouse/run.mjs

screenshots: ## every page and state, into screenshots/
	@scripts/setup test
	@$(MAKE) build sandbox
	@scripts/screenshots

soak: ## the sandbox under load, killed in the midst of it, and fed rubbish (about two minutes)
	@scripts/setup rust
	@SOAK=full cargo test --quiet --locked -p sandbox --test suite soak -- --nocapture --test-threads 1

clean: ## removes what was built, not the tools
	@rm -rf dist target release screenshots .sandbox
