# Everything a contributor needs. `make` alone lists the targets.
# Needs Python 3.11 or newer with its venv module, git and make; all else goes into .venv.

PYTHON ?= python3
PORT   ?= 8501
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint format bench pages check-statistics migration dictionary pins clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-24s %s\n", $$1, $$2 }'

run: $(VENV)/.app ## serve the dashboards on localhost:8501 (PORT=8600: elsewhere); an empty store gets the demo community first
	$(BIN)/python -m lib demo --if-empty
	$(BIN)/python -m streamlit run app.py --server.address localhost --server.port $(PORT) --server.headless true

test: $(VENV)/.dev ## run the tests (ARGS="tests/cli -x": only some; browser tests skip where there is no Chromium)
	$(BIN)/python -m pytest $(or $(ARGS),-n auto --dist worksteal -rs)

lint: $(VENV)/.dev ## check style, form and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev ## mend style and form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## time metrics and import on 10 million events (ROWS=200000: a quick look; JSON=path: also as JSON)
	$(BIN)/python -m benchmarks $(if $(ROWS),--rows $(ROWS)) $(if $(JSON),--json $(JSON))

pages: $(VENV)/.dev ## time every page beside one that only says hello (ARGS="--only overview --rounds 3"; needs Chromium)
	$(BIN)/python -m benchmarks.pages $(ARGS)

check-statistics: $(VENV)/.dev ## hold intervals and tests against what they promise, by simulation, in a minute (ARGS="--runs 20000": closer)
	$(BIN)/python -m benchmarks.statistics $(ARGS)

migration: $(VENV)/.dev ## write the migration that a change of lib/store/tables.py needs (NAME="say what changes")
	$(BIN)/python -m lib.store.migrations "$(or $(NAME),$(error say what changes: make migration NAME="add ..."))"
	$(BIN)/ruff check --quiet --fix lib/store/migrations/versions
	$(BIN)/ruff format --quiet lib/store/migrations/versions

dictionary: $(VENV)/.app ## write docs/metrics.md anew from the metrics' docstrings
	$(BIN)/python -c 'from lib.metrics.dictionary import text; print(text().rstrip())' > docs/metrics.md

pins: $(VENV)/.dev ## write constraints.txt anew from what is installed, after a change of requirements
	{ sed -n 1p constraints.txt; $(BIN)/python -m pip freeze; } > constraints.new && mv constraints.new constraints.txt

clean: ## remove the environment and what tools left behind; your data stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment: made once, installed anew when its requirements change.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; found: $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is needed (Debian, Ubuntu: apt install python3-venv)"; exit 1; }

$(VENV)/.app: requirements.txt constraints.txt | $(BIN)/python
	@echo "Installing what the app needs into $(VENV): a minute or two, once"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-onnx.txt requirements-dev.txt constraints.txt | $(BIN)/python
	@echo "Installing what app and tests need into $(VENV): a minute or two, once"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.app
