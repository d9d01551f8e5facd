# The commands of the project. README.md explains the two that a newcomer needs.
SHELL := /usr/bin/env bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8080
# The path of the site on its host, with a slash at each end.
BASE ?= /
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/.tools/npm/node_modules/.bin:$(PATH)
# Trunk rejects the usual value, 1.
unexport NO_COLOR

.PHONY: help run build dev test check bench dist lighthouse static-form screenshots soak clean

help: ## lists the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: build sandbox ## serves the page and a stand-in API on http://127.0.0.1:8080 (PORT=8081 for another port)
	@target/debug/sandbox --site dist --port $(PORT)

build: ## builds the site for deployment into dist/ (BASE=/status/ for a path below the root)
	@scripts/setup build
	@echo 'build: the page (about 2 minutes the first time, then seconds)'
	@scripts/build-site dist '$(BASE)'

.PHONY: sandbox
sandbox:
	@scripts/setup rust
	@echo 'build: the sandbox (about a minute the first time, then seconds)'
	@cargo build --quiet --locked -p sandbox

dev: sandbox ## serves the page with live reload and the sandbox on http://127.0.0.1:8080
	@scripts/setup build
	@PORT=$(PORT) scripts/dev

test: ## runs every test: host, browser, build, contract, deployment, end to end
	@scripts/setup test
	@scripts/test

check: ## checks format, lints, documentation, unused dependencies and licences
	@scripts/setup check
	@scripts/check

bench: ## measures bytes, times and their growth against bench/budgets.json; fails if there are too many bytes
	@scripts/setup test
	@$(MAKE) build sandbox
	@node bench/bench.mjs
	@node bench/growth.mjs

dist: ## makes a release in release/: the site in an archive, a bill of materials, checksums
	@scripts/setup build dist
	@BASE='$(BASE)' scripts/dist

static-form: ## writes the form into index.html as the program builds it
	@scripts/setup test
	@$(MAKE) build sandbox
	@cd tests/e2e && UPDATE_STATIC_FORM=1 npx --no-install playwright test --project=chromium --reporter line static_form --grep 'what the program builds'

lighthouse: ## prints the Lighthouse scores on a phone; fails below 100, except for performance
	@scripts/setup test lighthouse
	@$(MAKE) build sandbox
	@node tests/lighthouse/run.mjs

screenshots: ## takes screenshots of every page and state into screenshots/
	@scripts/setup test
	@$(MAKE) build sandbox
	@scripts/screenshots

soak: ## tests the sandbox under load, with kills and with invalid input (about two minutes)
	@scripts/setup rust
	@SOAK=full cargo test --quiet --locked -p sandbox --test suite soak -- --nocapture --test-threads 1

clean: ## removes builds, screenshots and the data of the sandbox, but not the tools
	@rm -rf dist target release screenshots .sandbox
