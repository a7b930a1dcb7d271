# Photoplay's commands. Each works from a fresh clone, without root, and makes .venv when it is needed.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install --no-deps
# The Python that makes .venv; `make demo PYTHON=/path/to/python3.12` picks another.
PYTHON ?=

# Many tests wait for processes they have started: several at a time take half as long.
SPREAD := --numprocesses 4 --dist worksteal

# Where a machine forbids it, each of the many processes compiles all of Photoplay anew: seconds each time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help demo serve test test-long check format bench lock clean

help:  ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

demo: $(VENV)/.runtime  ## Start a server, send it the example photos, fetch the video, and show it
	@$(BIN)/python examples/demo.py

serve: $(VENV)/.runtime  ## Start the server (make serve SERVE_ARGS="--port 9000")
	@exec $(BIN)/photoplay serve $(SERVE_ARGS)

test: check  ## Check, and run the tests (PHOTOPLAY_TEST_SCALE=0.1: how much of the long ones)
	@$(BIN)/python -m pytest $(SPREAD)

test-long: check  ## The same with every test at full length
	@PHOTOPLAY_TEST_SCALE=$${PHOTOPLAY_TEST_SCALE:-1} $(BIN)/python -m pytest $(SPREAD)

check: $(VENV)/.dev  ## Formatting, lint and types
	@$(BIN)/ruff format --quiet --check . || { echo "Run: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/mypy --strict src

format: $(VENV)/.dev  ## Format the code, and mend what can be mended by rule
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

bench: $(VENV)/.dev  ## Measure the reference job against other tools (minutes; keep the machine quiet)
	@$(BIN)/python benchmarks/reference_job.py $(BENCH_ARGS)

# Asks for PyAudio, which needs a compiler and only plays: it stands in the lock without it.
ALONE := tinysoundfont>=0.3.7,<0.4

# Resolves pyproject.toml anew in an empty environment: first what Photoplay runs on, then what `dev` adds.
lock: export LC_ALL := C
lock:  ## Write both lock files anew, with the newest versions that fit
	@rm -rf build/lock
	@python="$(PYTHON)"; $${python:-python3} -m venv build/lock
	@build/lock/bin/pip --disable-pip-version-check --quiet install . 'setuptools>=77'
	@build/lock/bin/pip --disable-pip-version-check --quiet install --no-deps '$(ALONE)'
	@build/lock/bin/pip freeze --all --exclude pip --exclude photoplay | tr A-Z_ a-z- | sort > build/lock/runtime
	@build/lock/bin/pip --disable-pip-version-check --quiet install '.[dev]'
	@build/lock/bin/pip freeze --all --exclude pip --exclude photoplay | tr A-Z_ a-z- | sort > build/lock/all
	@for name in requirements requirements-dev; do sed -n '/^[a-zA-Z]/!p' $$name.lock > build/lock/$$name; done
	@cat build/lock/runtime >> build/lock/requirements
	@grep -vxFf build/lock/runtime build/lock/all >> build/lock/requirements-dev
	@for name in requirements requirements-dev; do cp build/lock/$$name $$name.lock; done
	@rm -rf build
	@echo "Written: requirements.lock, requirements-dev.lock. Next: make test"

clean:  ## Remove what these commands made, but not your videos
	rm -rf $(VENV) build dist src/*.egg-info photoplay-demo.mp4 photoplay-demo.png
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests examples benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Half an installation, or one of another lock, is not mended but made anew.
$(VENV)/.locked: requirements.lock
	@PYTHON="$(PYTHON)" scripts/new-venv $(VENV)
	@echo "Installing what Photoplay runs on into $(VENV), once: about 190 MB to fetch." >&2
	@$(PIP) --only-binary :all: -r requirements.lock
	@touch $@

$(VENV)/.runtime: $(VENV)/.locked pyproject.toml
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing what the tests and checks need into $(VENV), once." >&2
	@$(PIP) --only-binary :all: -r requirements-dev.lock
	@touch $@
