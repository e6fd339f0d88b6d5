# Two commands do everything: `make demo` and `make test`. Nothing but python3 (3.11 or newer), pip and make is needed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check bench lock wheel-test clean

demo: $(READY)
	@$(BIN)/claimwatch demo

test: $(READY)
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What bench/README.md lists; PAGES=DIR names a folder of real pages to run over.
bench: $(READY)
	$(BIN)/python -m bench.start
	@test -z "$(PAGES)" || $(BIN)/python -m bench.pages "$(PAGES)"

# Every package at the version and with the hash it was tested with; no address of any registry.
lock: $(READY)
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-emit-index-url --custom-compile-command "make lock" --upgrade \
		pyproject.toml --output-file requirements.lock

# What a user installs is the wheel, not this checkout: build it, put it in a fresh environment, run its demo.
wheel-test: $(READY)
	$(BIN)/python -m bench.wheel

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "setting up .venv (about a minute, once)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:
	rm -rf .venv var build dist
