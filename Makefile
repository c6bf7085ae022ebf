# tamis: `make demo` shows it, `make check` tests everything. `make help` lists the rest.
include tools/build.mk
include tools/test.mk

.PHONY: help
help:
	@sed -n 's/^## //p' Makefile tools/build.mk tools/test.mk

.DEFAULT_GOAL := all
