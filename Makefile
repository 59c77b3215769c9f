# What a change goes through. Nothing here is needed to run the simulator: go run ./cmd/llsim does.

FUZZTIME ?= 10s
SEED ?= 1
LASTING ?= 10m

.DEFAULT_GOAL := all
.PHONY: all build test race variants whole soak explore-variants explore-soak stress lint fuzz cover bench bench-peers screenshots axe

all: lint race ## lint, then every test with the race detector

build: ## the program, as ./llsim
	CGO_ENABLED=0 go build ./cmd/llsim

test: ## every test, quickly
	go test ./...

race: ## every test with the race detector
	go test -race ./...

variants: ## every broken merchant is caught by its obligation, no sound one is blamed; minutes
	go test ./fixtures/variants -count=1 -every -v

whole: ## how long the whole contract takes each broken merchant, beside the reference merchant; many minutes
	go test ./fixtures/variants -count=1 -every -whole -v -parallel 1 -timeout 60m -run TestEachDefectIsFoundByItsObligation

soak: ## the reference merchant passes, ten times in a row
	go test ./fixtures/variants -count=10 -v -run 'TestNoSoundMerchantIsBlamed/the_reference_merchant$$'

explore-variants: ## exploring finds each merchant whose defect only a sequence shows, within a minute each
	go test ./fixtures/variants -count=1 -v -timeout 60m -run 'TestExploringFindsEachSequenceDefect' -power 60s -seed $(SEED)

SOAK ?= 30m

explore-soak: ## every sound merchant is explored for half an hour, and no promise breaks; many hours, or SOAK=1m
	go test ./fixtures/variants -count=1 -v -timeout 24h -run 'TestNoSoundMerchantBreaksAPromise' -every -soak $(SOAK) -seed $(SEED)

stress: ## ten minutes of mixed load, each round with the next seed, and the books checked
	go test ./simulator/internal/testing/stress -run TestStress -count=1 -v -timeout 30m -seed $(SEED) -operations 400 -lasting $(LASTING)

lint: ## format, vet and the rules of .golangci.yml
	test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	go vet ./...
	go tool -modfile=tools/go.mod golangci-lint run ./...

fuzz: ## each fuzz target for FUZZTIME
	@grep -rl --include='*_test.go' '^func Fuzz' . | while read -r file; do \
	  sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' "$$file" | while read -r target; do \
	    echo "== $$target in $$(dirname "$$file")"; \
	    go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1000x "$$(dirname "$$file")" </dev/null || exit 1; \
	  done || exit 1; \
	done

cover: ## what the tests reach of all packages, in cover.out
	go test -coverpkg=./... -coverprofile=cover.out ./...
	go tool cover -func=cover.out | tail -1

bench: ## every benchmark
	go test -run '^$$' -bench . -benchmem $$(go list -f '{{.Dir}}' ./... | while read -r dir; do grep -lq '^func Benchmark' "$$dir"/*_test.go 2>/dev/null && echo "$$dir"; done)

SHOTS ?= $(CURDIR)/.screenshots

screenshots: ## every page, 1280 and 390 pixels wide, English and Chinese, light and dark, into SHOTS, and the README's picture; PAGES="orders clock" for some
	mkdir -p $(SHOTS)
	LLSIM_PICTURE=$(CURDIR)/docs/images/order LLSIM_SCREENSHOTS=$(SHOTS) LLSIM_PAGES="$(PAGES)" go test ./simulator/internal/console -count=1 -timeout 60m -run '^TestPagesFit$$'
	test -n "$(PAGES)" || LLSIM_SCREENSHOTS=$(SHOTS) go test ./simulator/internal/cashier -count=1 -timeout 60m -run 'PagesLookRight$$'

AXE ?= $(CURDIR)/.peers/axe

axe: ## axe-core, which npm installs into AXE, finds nothing on any page; PAGES for some
	npm install --prefix $(AXE) --no-audit --no-fund --silent axe-core@4.14.1
	LLSIM_AXE=$(AXE)/node_modules/axe-core/axe.min.js LLSIM_PAGES="$(PAGES)" go test ./simulator/internal/console -count=1 -timeout 60m -run '^TestPagesFit$$'
	test -n "$(PAGES)" || LLSIM_AXE=$(AXE)/node_modules/axe-core/axe.min.js go test ./simulator/internal/cashier -count=1 -timeout 60m -run 'PagesLookRight$$'

PEERS ?= $(CURDIR)/.peers

bench-peers: build ## llsim beside servers of canned answers, which it installs into .peers; needs wrk, npm, node and java
	mkdir -p $(PEERS)/bin
	cp llsim $(PEERS)/llsim
	GOBIN=$(PEERS)/bin go install github.com/stripe/stripe-mock@v0.203.0
	-GOBIN=$(PEERS)/bin go install github.com/SpectoLabs/hoverfly/core/cmd/hoverfly@v1.11.3
	npm install --prefix $(PEERS) --no-audit --no-fund wiremock@3.13.2 @stoplight/prism-cli@5.16.0
	PEERS=$(PEERS) go test -run '^$$' -bench '^BenchmarkPeers$$' -benchtime 1x -timeout 20m ./simulator
