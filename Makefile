# Two commands do everything: `make demo` and `make test`. Nothing but python3 (3.11 or newer), pip and make is needed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

LAKE := .venv-lake/bin
LAKE_READY := .venv-lake/.ready

LAKE_TESTS := $(addprefix tests/store/test_,api_bursts.py api_month.py api_seeds.py bulk.py checks.py collected.py \
	comparing_views.py counts.py kills.py origin_rows.py questions.py retention.py sql.py) tests/link/test_scenario.py

# DuckLake keeps no comments on columns and macros, and there is no lake from before there were lakes.
NOT_IN_A_LAKE := \
	--deselect tests/store/test_sql.py::test_every_view_column_and_macro_tells_what_it_means \
	--deselect tests/store/test_origin_rows.py::test_a_database_from_before_spare_rows_names_its_origins_as_it_did

.PHONY: demo test lake-test check bench lock wheel-test compiled-wheel clean

demo: $(READY)
	@$(BIN)/claimwatch demo

# Three at a time, each file in one process: those that start servers mostly wait.
test: $(READY)
	$(BIN)/python -m pytest -n 3 --dist loadfile

# The ledger in DuckLake on a PostgreSQL started for it, in an environment of its own: what is special there, and then the
# tests of the store and the scenario, as they are, with every ledger in a lake.
lake-test: $(LAKE_READY)
	$(LAKE)/python -m pytest --timeout 600 tests/lake
	$(LAKE)/python -m pytest --timeout 900 -p tests.lake.everywhere $(LAKE_TESTS) $(NOT_IN_A_LAKE)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What bench/README.md lists; PAGES=DIR names a folder of real pages to run over.
bench: $(READY)
	$(BIN)/python -m bench.start
	@test -z "$(PAGES)" || $(BIN)/python -m bench.pages "$(PAGES)"

# Every package at the version and with the hash it was tested with; no address of any registry. What opens a lake needs
# an older DuckDB than everything else, so it has a list of its own.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" --upgrade pyproject.toml

lock: $(READY)
	$(BIN)/pip install --quiet uv
	$(COMPILE) --extra llm --extra dask --extra test --extra check --extra build --output-file requirements.lock
	$(COMPILE) --extra lake --extra lake-test --extra test --extra build --output-file requirements-lake.lock

# What a user installs is the wheel, not this checkout: build it, put it in a fresh environment, run its demo.
wheel-test: $(READY)
	$(BIN)/python -m bench.wheel

# A wheel for this platform, in dist/, in which the rules that find claims are compiled; needs a C compiler, takes minutes.
compiled-wheel: $(READY)
	CLAIMWATCH_COMPILE=1 $(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "setting up .venv (about a minute, once)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

$(LAKE_READY): requirements-lake.lock pyproject.toml
	@test -x $(LAKE)/python || $(PYTHON) -m venv .venv-lake
	@echo "setting up .venv-lake (about a minute, once)" >&2
	@$(LAKE)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-lake.lock
	@$(LAKE)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(LAKE_READY)

clean:
	rm -rf .venv .venv-lake var build dist
