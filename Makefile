# `make run` starts Restante, `make test` tests it. Both first install what is missing.
#
# Only package gui needs C (OpenGL and X11, through Fyne), so everything else is
# built, vetted and tested with CGO_ENABLED=0. Build tags:
#   headless  leaves the window out of main
#   ci        Fyne's software driver in place of OpenGL: the whole tree without C
#   crash     durable steps can kill the process (node/durable)
#   e2e soak  tests that need a display, or hours
#   interop   tests that need the real servers of providers

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
export PATH := $(PATH):/usr/local/go/bin

FUZZTIME ?= 60s
BENCH    ?= .
COUNT    ?= 1
CHECKS   ?= 5000
ARGS     ?=
VERSION  ?= $(shell scripts/package-version.sh)
LDFLAGS  := -X main.version=$(VERSION)

PURE    := CGO_ENABLED=0
# Every package that is tested without C: all but the one that opens the window.
WITHOUT_C = $$(go list -e -tags headless ./... | grep -vx 'restante/gui')

.PHONY: run build headless test check generate race bench fuzz shots e2e soak interop package package-windows package-try clean help
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' Makefile | expand -t 18

run: build ## start Restante (make run ARGS="--data /tmp/me")
	bin/restante $(ARGS)

build: ## bin/restante, with the window
	scripts/setup.sh build
	go build -ldflags "$(LDFLAGS)" -o bin/restante .

headless: ## bin/restante-headless: serve, push, audit; no C, no Fyne
	scripts/setup.sh go
	$(PURE) go build -tags headless -ldflags "$(LDFLAGS)" -o bin/restante-headless .

test: ## everything, at a scale of minutes: packages, stories, crash points, window
	scripts/setup.sh test
	$(PURE) go test -tags headless -timeout 20m $(WITHOUT_C)
	go build ./...
	go test -timeout 10m ./gui
	scripts/e2e.sh

check: ## formatting, vet, staticcheck, generated code, modules, text rules
	scripts/setup.sh generate
	scripts/check.sh

generate: ## protobuf code, and the list of licences
	scripts/setup.sh generate
	go generate ./...
	scripts/notice.sh

race: ## every test under the race detector
	scripts/setup.sh test
	go test -race -tags headless -timeout 60m $(WITHOUT_C)

bench: ## the figures (make bench BENCH=Seal COUNT=5); those of the real window under Xvfb
	scripts/setup.sh test
	$(PURE) go test -tags headless -run '^$$' -bench '$(BENCH)' -benchmem -count $(COUNT) $(WITHOUT_C) \
		| grep -v 'no test files'
	BENCH='$(BENCH)' COUNT=$(COUNT) scripts/e2e.sh bench

fuzz: ## every fuzz target for FUZZTIME each
	scripts/setup.sh go
	FUZZTIME=$(FUZZTIME) scripts/fuzz.sh

shots: ## draw every page x theme x size into dist/shots, no display needed
	scripts/setup.sh go
	mkdir -p dist/shots
	RESTANTE_SHOTS=$(CURDIR)/dist/shots $(PURE) go test -tags ci -count 1 -v -run '^TestShots' ./gui/...

e2e: ## the real window under Xvfb
	scripts/setup.sh test
	scripts/e2e.sh

soak: ## the long tests (build tag soak), and the models of delivery with CHECKS random lives each
	scripts/setup.sh go
	$(PURE) go test -tags headless -count 1 -timeout 0 -run '^TestModel$$' ./messaging/session ./messaging/delivery -rapid.checks $(CHECKS)
	$(PURE) scripts/tagged.sh soak -tags headless,soak -run '^TestSoak' -timeout 0 -v

interop: ## the providers against real servers, built once into ~/.cache/restante/interop (build tag interop)
	scripts/setup.sh go
	scripts/interop.sh

package: ## dist/: the archive and the .deb for Linux, and the node without a window
	scripts/setup.sh build
	VERSION=$(VERSION) scripts/package.sh
	scripts/package-check.sh

package-windows: ## dist/: installer and zip files for Windows, by mingw and NSIS
	scripts/setup.sh windows
	VERSION=$(VERSION) scripts/package-windows.sh

package-try: ## install, open and remove what is in dist/: in a new Debian, and under Wine (root)
	scripts/setup.sh try
	scripts/package-clean-root.sh
	scripts/package-wine.sh

clean: ## forget what was built
	rm -rf bin dist
