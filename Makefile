# digitpad: make help lists what there is.

export GOFLAGS := -trimpath

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: test
test: ## the tests that need neither a display nor a C compiler
	CGO_ENABLED=0 go test ./...

.PHONY: lint
lint: ## formatting, vet
	@unformatted=$$(gofmt -l $$(git ls-files "*.go")); \
	  if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	CGO_ENABLED=0 go vet ./...

.PHONY: packages
packages:
