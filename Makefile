# `make` builds the yearbook into site/ and installs only what that needs, in .venv; `make test` installs the rest there
# and runs every check. Packages are installed by uv where it is on the PATH, by pip otherwise (or with `make UV=`).

PYTHON ?= python3
UV ?= $(shell command -v uv 2>/dev/null)
VENV := .venv
RUN := $(VENV)/bin/python
BENCH := .venv-bench
# npm packages for the browser tests, which are skipped with a message where there is no npm.
BROWSER := $(if $(shell command -v npm 2>/dev/null),tests/browser/node_modules/.ready)
READY := $(VENV)/.ready
TESTS := $(VENV)/.ready-for-tests

.PHONY: site test preview edit check bench bench-large lint types unit schemas wheel pictures rooms lighthouse audit archive faults fuzz lock clean

site: $(READY)
	$(RUN) build.py

test: lint types unit

unit: $(TESTS) $(BROWSER)
	$(RUN) -m pytest

lint: $(TESTS)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

types: $(TESTS)
	$(RUN) -m mypy

preview: $(READY)
	$(RUN) build.py preview

edit: $(READY)
	$(RUN) build.py edit

check: $(READY)
	$(RUN) build.py check

bench: $(TESTS) $(BENCH)/.ready
	$(RUN) -m benchmarks

bench-large: $(TESTS) $(BENCH)/.ready
	$(RUN) -m benchmarks --large

schemas: $(READY)
	$(RUN) build.py schemas

# A wheel in dist/ with the program, its templates, its example and the editors' guide.
wheel: $(TESTS)
	$(RUN) -m hatchling build --target wheel

# Needs a Chromium and Poppler on the machine; `make rooms` alone, which draws which room imports which, needs neither.
pictures: rooms site
	$(RUN) docs/pictures.py

rooms: $(READY)
	$(RUN) docs/rooms.py

# `environment` makes a virtual environment anew; `packages` installs the lock files it is given. The target is touched
# last, so that an unfinished environment is made again.
define environment
rm -rf $(@D)
$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
$(PYTHON) -m venv $(if $(UV),--without-pip) $(@D)
endef
PIP := -m pip install --disable-pip-version-check --no-compile
define packages
$(if $(UV),$(UV) pip install --python $(@D)/bin/python,$(@D)/bin/python $(PIP)) --quiet --require-hashes $(addprefix --requirement ,$(1))
touch $@
endef

# Also made anew when the lock of the tests changes, so that none of its old packages stays behind.
$(READY): requirements.lock requirements-dev.lock
	$(environment)
	$(call packages,requirements.lock)

$(TESTS): $(READY)
	$(call packages,requirements-dev.lock)

tests/browser/node_modules/.ready: tests/browser/package-lock.json
	npm --prefix tests/browser ci --omit=dev
	touch $@

lighthouse: $(READY)
	$(RUN) build.py build --output .lighthouse --base-url http://127.0.0.1:8123/
	npm --prefix tests/browser ci
	node tests/browser/lighthouse.mjs .lighthouse

# What benchmarks measure us against, in an environment of its own.
$(BENCH)/.ready: benchmarks/requirements.lock
	$(environment)
	$(call packages,$^)

# Known weaknesses of the locked packages, asked of a service on the network, and a table of their licences.
audit: $(TESTS)
	$(RUN) docs/packages.py

# Builds, publications and books killed at 200 moments; the tests do it at a few.
faults: $(TESTS)
	YEARBOOK_FAULTS=200 $(RUN) -m pytest tests/build/faults tests/deploy/test_faults_publishing.py -k killed

ARCHIVE := .venv-archive

# What a checker of PDF/UA finds in the books.
archive: $(ARCHIVE)/.ready
	$(ARCHIVE)/bin/python -m pytest tests/archive

$(ARCHIVE)/.ready: requirements.lock tests/archive/requirements.lock
	$(environment)
	$(call packages,$^)

FUZZ := .venv-fuzz
FUZZ_RUNS ?= 20000
FUZZ_TARGETS ?= documents images markdown quantities spreadsheets svg

# Generated inputs for everything that reads files; see fuzz/README.md.
fuzz: $(FUZZ)/.ready
	set -e; for target in $(FUZZ_TARGETS); do mkdir -p .fuzz/$$target; \
		PYTHONPATH=. $(FUZZ)/bin/python fuzz/targets.py $$target -runs=$(FUZZ_RUNS) -max_len=4096 -timeout=30 \
		-artifact_prefix=.fuzz/$$target/ .fuzz/$$target fuzz/corpus/$$target; done

$(FUZZ)/.ready: requirements.lock fuzz/requirements.lock
	$(environment)
	$(call packages,$^)

LOCK = uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

# Locks every package with its digests; `make lock UPGRADE=--upgrade` takes newer versions. Needs uv (https://docs.astral.sh/uv/).
lock:
	$(LOCK) $(UPGRADE) --universal pyproject.toml --output-file requirements.lock
	$(LOCK) $(UPGRADE) --universal pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) $(UPGRADE) --universal benchmarks/requirements.in --output-file benchmarks/requirements.lock
	$(LOCK) $(UPGRADE) fuzz/requirements.in --constraint requirements-dev.lock --output-file fuzz/requirements.lock
	$(LOCK) $(UPGRADE) tests/archive/requirements.in --constraint requirements-dev.lock --output-file tests/archive/requirements.lock

clean:
	rm -rf $(VENV) $(BENCH) $(FUZZ) $(ARCHIVE) .fuzz tests/browser/node_modules .lighthouse .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
