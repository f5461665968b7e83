# `make` builds the yearbook into site/, `make test` runs every check. Each sets up what it needs in .venv.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
BENCH := .venv-bench
# What the browser tests ask of npm; where there is no npm, those tests say so and are skipped.
BROWSER := $(if $(shell command -v npm),tests/browser/node_modules/.ready)
READY := $(VENV)/.ready

.PHONY: site test preview check bench bench-large lint types unit schemas pictures lighthouse audit archive faults fuzz lock clean

site: $(READY)
	$(RUN) build.py

test: lint types unit

unit: $(READY) $(BROWSER)
	$(RUN) -m pytest

lint: $(READY)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

types: $(READY)
	$(RUN) -m mypy

preview: $(READY)
	$(RUN) build.py preview

check: $(READY)
	$(RUN) build.py check

bench: $(READY) $(BENCH)/.ready
	$(RUN) -m benchmarks

bench-large: $(READY) $(BENCH)/.ready
	$(RUN) -m benchmarks --large

schemas: $(READY)
	$(RUN) build.py schemas

# Needs a Chromium and Poppler on the machine.
pictures: site
	$(RUN) docs/pictures.py

# An environment from lock files, made anew when one of them changes. Set aside first, so that a broken set-up is never
# taken for a whole one.
define environment
rm -rf $(@D)
$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
$(PYTHON) -m venv $(@D)
$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes $(addprefix --requirement ,$^)
touch $@
endef

$(READY): requirements.lock
	$(environment)

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

# Known weaknesses of the locked packages, asked of a service on the network, and a table of their licences.
audit: $(READY)
	$(RUN) docs/packages.py

# Builds, publications and books killed at 200 moments; the tests do it at a few.
faults: $(READY)
	YEARBOOK_FAULTS=200 $(RUN) -m pytest tests/build/test_faults.py tests/deploy/test_faults_publishing.py -k killed

ARCHIVE := .venv-archive

# What a checker of PDF/UA finds in the books.
archive: $(ARCHIVE)/.ready
	$(ARCHIVE)/bin/python -m pytest tests/archive

$(ARCHIVE)/.ready: requirements.lock tests/archive/requirements.lock
	$(environment)

FUZZ := .venv-fuzz
FUZZ_RUNS ?= 20000
FUZZ_TARGETS ?= quantities drawings pictures reading prose tables

# Inputs that a machine makes up; see fuzz/README.md.
fuzz: $(FUZZ)/.ready
	set -e; for target in $(FUZZ_TARGETS); do mkdir -p .fuzz/$$target; \
		PYTHONPATH=. $(FUZZ)/bin/python fuzz/targets.py $$target -runs=$(FUZZ_RUNS) -max_len=4096 -timeout=30 \
		-artifact_prefix=.fuzz/$$target/ .fuzz/$$target fuzz/corpus/$$target; done

$(FUZZ)/.ready: requirements.lock fuzz/requirements.lock
	$(environment)

# Needs uv (https://docs.astral.sh/uv/), which the project itself does not.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header pyproject.toml --group dev --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header benchmarks/requirements.in --output-file benchmarks/requirements.lock
	uv pip compile --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header fuzz/requirements.in --output-file fuzz/requirements.lock
	uv pip compile --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header tests/archive/requirements.in --constraint requirements.lock \
		--output-file tests/archive/requirements.lock

clean:
	rm -rf $(VENV) $(BENCH) $(FUZZ) $(ARCHIVE) .fuzz tests/browser/node_modules .lighthouse .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
