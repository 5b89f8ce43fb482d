# Every action of a developer; `make help` lists them.

SWIFT ?= swift
PREFIX ?= /usr/local
RELEASE = $(SWIFT) build -c release --static-swift-stdlib
BINARY = .build/release/kpi-forecast
DEMO_DATA = notebooks-data/program/partner_history.csv
FORMATTED = Package.swift Sources Tests notebooks-data $(wildcard Benchmarks)

.DEFAULT_GOAL := help
.PHONY: help install-tools build demo test lint format check-tree install bench bench-check data clean

help: ## List these actions
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install-tools:
	@.ci/install

build: install-tools ## Build the release binary, .build/release/kpi-forecast
	$(RELEASE) --product kpi-forecast

demo: build ## Forecast the generated partner program: a table here, CSV and JSON in out/demo
	$(BINARY) $(DEMO_DATA) --kpi revenue --by partner_type --horizon 6 --format table --out out/demo
	@$(BINARY) $(DEMO_DATA) --kpi revenue --by partner_type --horizon 6 --quiet -o out/demo/forecast.json
	@printf '\nThe same numbers for other programs: %s\n' 'out/demo/forecast.csv and out/demo/forecast.json'

test: check-tree ## Run every test, those of servers beside a PostgreSQL server of their own
	@.ci/install tests
	$(SWIFT) build --build-tests
	.ci/postgres $(SWIFT) test --skip-build --parallel

lint: check-tree ## Check layout, imports and words of the sources
	$(SWIFT) format lint --strict --parallel --recursive $(FORMATTED)
	@for script in .ci/install .ci/run .ci/fuzz .ci/postgres; do bash -n $$script; done

format: ## Lay the sources out as .swift-format says
	$(SWIFT) format format --in-place --parallel --recursive $(FORMATTED)

check-tree:
	@.ci/check-imports

install: build ## Install binary and shell completions under PREFIX (/usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -d $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -d $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/kpi-forecast
	$(BINARY) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kpi-forecast
	$(BINARY) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_kpi-forecast
	$(BINARY) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kpi-forecast.fish

bench: install-tools ## Measure speed on named inputs
	$(SWIFT) package --package-path Benchmarks benchmark

bench-check: install-tools ## Run every benchmark once, to see that it still works
	KPI_BENCHMARK_CHECK=1 $(SWIFT) package --package-path Benchmarks benchmark

data: install-tools ## Generate the tables of notebooks-data again
	$(SWIFT) run -c release --static-swift-stdlib generate-program --out notebooks-data/program

clean: ## Remove what was built and written
	rm -rf .build Benchmarks/.build out
