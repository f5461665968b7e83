# `make` builds the yearbook into site/, `make test` runs every check. Each sets up what it needs in .venv.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready

.PHONY: site test preview check bench lint types unit schemas pictures lock clean

site: $(READY)
	$(RUN) build.py

test: lint types unit

unit: $(READY)
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

bench: $(READY)
	$(RUN) -m benchmarks

schemas: $(READY)
	$(RUN) build.py schemas

# Needs a Chromium on the machine.
pictures: site
	$(RUN) docs/pictures.py

# One environment from the lock file; made anew when the lock file changes. Set aside first, so that a broken
# set-up is never taken for a whole one.
$(READY): requirements.lock
	rm -rf $(VENV)
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	touch $(READY)

# Needs uv (https://docs.astral.sh/uv/), which the project itself does not.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header pyproject.toml --group dev --output-file requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
