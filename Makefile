# Everything runs in .venv, which the first target that needs it makes. Needs Python 3.11 or newer and make; see README.md for pip alone.
#   make demo                      one question on the bundled documents
#   make test PYTHON=python3.12    with another interpreter (before .venv exists)
#   make bench BENCH="--sizes 1000 --systems policyqa"

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
DEMO := .demo
QUESTION ?= 2013年国家高新区营业总收入是多少？
RUN := runs/bundled
NEAR := runs/near_misses
BENCH ?=
export QUESTION

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install demo test check fmt ui eval bench constraints clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

install: $(VENV)/.installed ## make .venv with the command policyqa
	@echo "Installed: $(BIN)/policyqa"

demo: $(VENV)/.installed ## import the bundled documents and answer one question on them
	@rm -rf $(DEMO)
	@$(BIN)/policyqa ingest ingest/briefs --store $(DEMO)
	@printf '\n问：%s\n答：' "$$QUESTION"
	@$(BIN)/policyqa ask "$$QUESTION" --store $(DEMO) --llm none

test: $(VENV)/.tests ## run the tests
	$(BIN)/python -m pytest

check: $(VENV)/.checks ## lint, types, import layers: all of them, also after one that fails
	@failed=; for command in "ruff check --output-format concise ." "ruff format --check ." mypy "lint-imports --no-logo"; do \
	  echo "== $$command"; $(BIN)/$$command || failed=1; done; [ -z "$$failed" ]

fmt: $(VENV)/.checks ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ui: $(VENV)/.installed ## open the chat page
	$(BIN)/policyqa ui

eval: $(VENV)/.installed ## measure on the bundled questions and the near misses; fails if a figure is below its gate
	@rm -rf $(RUN) $(NEAR)
	@$(BIN)/policyqa ingest ingest/briefs --store $(RUN)/store
	$(BIN)/policyqa eval run bundled --out $(RUN) --store $(RUN)/store --llm none
	$(BIN)/policyqa eval run near_misses --out $(NEAR) --store $(RUN)/store --llm none
	$(BIN)/policyqa eval gate $(RUN)
	$(BIN)/policyqa eval gate $(NEAR)

bench: ## compare speed, memory and quality with LangChain's and llama-index's defaults; needs ../shared
	@$(MAKE) --no-print-directory VENV=.venv-bench .venv-bench/.bench  # packages at their end of life stay out of .venv
	.venv-bench/bin/python -m eval.bench $(BENCH)

constraints: ## write constraints.txt anew: the newest versions, but the pinned torch and soupsieve
	@rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	@grep -E '^(torch|soupsieve)==' constraints.txt > build/pinned.txt
	build/constraints/bin/python -m pip install --quiet --upgrade pip
	build/constraints/bin/python -m pip install --quiet -c build/pinned.txt -e . --group test --group check --group bench
	@grep '^#' constraints.txt > build/constraints.txt
	@build/constraints/bin/python -m pip freeze --all --exclude-editable | grep -v '^setuptools==' | sed 's/+cpu$$//' >> build/constraints.txt
	@mv build/constraints.txt constraints.txt

clean: ## remove .venv, the demo's store and what tools left behind
	rm -rf $(VENV) .venv-bench $(DEMO) build dist runs artifacts .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each file below is written last, so that an interrupted installation is taken up again.

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "policyqa needs Python 3.11 or newer; $(PYTHON) is: $$($(PYTHON) --version 2>&1). Name another: make install PYTHON=/path/to/python3.11" >&2; exit 1; }; \
	  rm -rf $(VENV) && $(PYTHON) -m venv $(VENV) || { \
	    rm -rf $(VENV); echo "$(PYTHON) -m venv failed, see above; on Debian and Ubuntu install the package python3-venv" >&2; exit 1; }; }
	@echo "Installing policyqa into $(VENV): once, 2 GB on disk, most of it torch" >&2
	@$(PIP) -c constraints.txt --upgrade pip && $(PIP) -c constraints.txt -e . || { \
	  echo "The installation failed, see above. It needs a package registry; afterwards run the same command again" >&2; exit 1; }
	@touch $@

$(VENV)/.tests: $(VENV)/.installed
	@$(PIP) -c constraints.txt --group test
	@touch $@

$(VENV)/.bench: $(VENV)/.installed
	@$(PIP) -c constraints.txt --group bench
	@touch $@

$(VENV)/.checks: $(VENV)/.installed
	@$(PIP) -c constraints.txt --group check
	@touch $@
