# tamis: `make` builds, `make check` tests everything, `make demo` shows it. See README.md.
include tools/build.mk
