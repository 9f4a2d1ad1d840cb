# The two commands: `make run` and `make test`. Everything else is in the list below.
# Each target first sees to the environment (.venv), so no command has to come before.

SHELL := /bin/bash
UV_VERSION := 0.13.8
VENV := .venv
# apart from the other programs: great-expectations imports pyspark where it finds it, which then may end the process
SCALE := .venv-scale
BIN := $(VENV)/bin
STAMP := $(VENV)/.synced

# Some machines forbid .pyc files; start-up is most of a small run (54 s without them, 35 s with), so they are kept.
unexport PYTHONDONTWRITEBYTECODE
unexport VIRTUAL_ENV
export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
# pyright comes whole in its wheel; without this it asks the package index for a newer one at each run.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
export DAGSTER_HOME := $(CURDIR)/data/dagster

# two workers; a file stays on one of them, and files are taken in the order of tests/conftest.py
PYTEST := $(BIN)/pytest -n 2 --dist loadscope --no-loadscope-reorder

.PHONY: run test test-slow test-spark test-all scale scale-test attacks check ui pictures-dagster format dictionary lint-python lint-types lint-sql lint-yaml lint-words lint-codebook
.DEFAULT_GOAL := run

run: $(STAMP)            ## sample months in, a release out
	$(BIN)/chiso run --sample

test: check              ## every check, then the tests that take seconds
	$(PYTEST)

test-slow: $(STAMP)      ## the tests that take minutes, and a fixed sample of each campaign
	$(PYTEST) -m slow

test-all: test test-slow test-spark ## what continuous integration runs

campaign-%: $(STAMP)     ## tests that take an hour or more: tests/campaigns/test_NAME.py
	$(BIN)/pytest -m campaign -s -o tmp_path_retention_policy=failed tests/campaigns/test_$*.py

campaign-mutmut: $(STAMP) ## mutmut over numbers, gate and ledger ([tool.mutmut]); it goes on where it was stopped
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

scale: $(STAMP)          ## Apache Spark, in an environment of its own, for docs/scale.md: 450 MB, and Java 17 must be there
	$(subst ENVIRONMENT=.venv,ENVIRONMENT=$(SCALE),$(SYNC)) --extra scale --system-certs || $(subst ENVIRONMENT=.venv,ENVIRONMENT=$(SCALE),$(SYNC)) --extra scale

test-spark: scale        ## the models on Spark: its parser reads all of them, some are compared with DuckDB
	$(SCALE)/bin/pytest -m spark

scale-test: scale        ## two months on DuckDB and on a Spark cluster whose workers are killed; every row compared
	$(SCALE)/bin/pytest -m campaign -s -o tmp_path_retention_policy=failed tests/campaigns/test_scale.py

attacks: $(STAMP)          ## the attacks that chiso was tried with, each with its outcome
	$(BIN)/pytest -q -m "not campaign" tests/faults/attacks

check: lint-python lint-types lint-sql lint-yaml lint-words lint-codebook

lint-python: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lint-types: $(STAMP)
	$(BIN)/pyright

lint-sql: $(STAMP)
	PYTHONWARNINGS=ignore $(BIN)/sqlfluff lint --processes 0 --disable-progress-bar dbt_project/models

lint-yaml: $(STAMP)
	$(BIN)/yamllint --strict .

lint-words: $(STAMP)
	$(BIN)/typos

lint-codebook: $(STAMP)
	$(BIN)/chiso codebook check

format: $(STAMP)         ## mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --disable-progress-bar dbt_project/models

dictionary: $(STAMP)     ## what is generated from descriptions: dbt's staging models, docs/tables.md
	$(BIN)/python -m pipelines.warehouse.dictionary

ui: $(STAMP)             ## Dagster in the browser, on http://localhost:3000
	$(BIN)/chiso dagster home
	$(BIN)/dg dev

pictures-dagster: $(STAMP) ## pictures of Dagster's pages over a small province, in data/pictures; a Chromium must be there
	$(BIN)/python tests/pictures/dagster_pages.py data/pictures/dagster

SYNC = UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --locked --quiet

# uv is pinned and installed by pip into .venv itself: nothing but Python, git and make is asked of the machine.
$(BIN)/uv:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then \
	    echo "$$python -m venv $(VENV)"; exec $$python -m venv $(VENV); fi; done; \
	echo "chiso needs Python 3.11, 3.12 or 3.13: make PYTHON=/path/to/python3.11" >&2; exit 1
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(STAMP): pyproject.toml uv.lock | $(BIN)/uv
	@# an office behind a proxy of its own certificates needs the system's store; a bare container has none: try both
	$(SYNC) --system-certs || $(SYNC)
	@touch $@
