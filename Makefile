# Everything runs in .venv, which is made on first use from constraints.txt: names, versions, sums, no addresses.
# With another interpreter: make test PYTHON=/path/to/python3.12 VENV=build/venv-3.12

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Python 3.11 to 3.13 is what constraints.txt has packages for; ensurepip is what `-m venv` needs.
SUITS := import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

.PHONY: setup demo test lint clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
	    "$$python" -c '$(SUITS)' 2>/dev/null || continue; \
	    echo "Installing the pinned packages into $(VENV) (once, a minute or two) …"; \
	    exec "$$python" -m venv $(VENV); \
	done; \
	echo "make: expected Python 3.11, 3.12 or 3.13 with its venv module, found none as: $(or $(PYTHON),python3 python3.13 python3.12 python3.11)." >&2; \
	echo "make: Install one, or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1
	@$(PIP) install --quiet --quiet --require-hashes --requirement constraints.txt
	@$(PIP) install --quiet --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	$(BIN)/grader data fetch mnist
	$(BIN)/grader demo

# A file's tests stay together, as its fixtures grade whole classes; four processes are as many as the memory of most
# machines has room for.
test: setup
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: setup
	$(BIN)/ruff check . .ci/pin
	$(BIN)/ruff format --check . .ci/pin
	$(BIN)/mypy

clean:
	rm -rf $(VENV) build *.egg-info
