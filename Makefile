# Holdfire's workshop. `make demo` and `make test` do all their own set-up: they need Python 3.11
# or newer and, the first time, a network. GNU make 3.81 (macOS) and POSIX sh are enough.

PYTHON_HERE = .venv/bin/python
TORTURE = --images 100000 --kills 200 --full-disks 20 --refusals --load
SECONDS = 600
EXAMPLES = 200

.PHONY: help demo test check lint format bench bench-reading torture docs screens clean

help:
	@echo "make demo    a daily ceasefire bulletin in ./demo, from nothing"
	@echo "make test    every test (real data in ../shared or \$$HOLDFIRE_SHARED, where it is)"
	@echo "make lint    format, lint and types alone"
	@echo "make check   format, lint, types, layers and documentation"
	@echo "make bench   each bench beside the peer it is measured against"
	@echo "make bench-reading  scores and speed of reading documents"
	@echo "make torture power cuts, kills, full disks and planted bugs, for hours if you like"
	@echo "make docs    write the reference pages anew from the code"
	@echo "make screens pictures of every screen in five languages, in ./build/screens"
	@echo "make format  put the code in its form"
	@echo "make clean   remove .venv, caches and ./demo"

demo:
	@sh tools/set-up.sh pdf,web
	@sh tools/vendor.sh
	@.venv/bin/holdfire demo --out demo

test:
	@sh tools/set-up.sh pdf,web,letters,fusion,dev
	@sh tools/vendor.sh
	@sh tools/browser.sh
	@$(PYTHON_HERE) -m pytest -n auto --dist loadfile -rs

lint:
	@sh tools/set-up.sh pdf,web,letters,fusion,dev
	@$(PYTHON_HERE) -m ruff format --check src tests bench tools
	@$(PYTHON_HERE) -m ruff check src tests bench tools
	@$(PYTHON_HERE) -m mypy

check: lint
	@$(PYTHON_HERE) -m pytest -q tests/test_layers.py tests/test_words.py tests/test_documented.py

format:
	@sh tools/set-up.sh pdf,web,letters,fusion,dev
	@$(PYTHON_HERE) -m ruff format src tests bench tools
	@$(PYTHON_HERE) -m ruff check --fix src tests bench tools

docs:
	@sh tools/set-up.sh pdf,web
	@$(PYTHON_HERE) -m holdfire.commands.reference docs

screens:
	@sh tools/set-up.sh pdf,web,letters,fusion,dev
	@sh tools/vendor.sh
	@sh tools/browser.sh
	@$(PYTHON_HERE) tools/screenshots.py --sheets

bench:
	@sh tools/set-up.sh pdf,web,letters,fusion,dev,bench
	@$(PYTHON_HERE) bench/run.py

bench-reading:
	@sh tools/set-up.sh pdf,web,letters,reading,reading-bench,dev
	@$(PYTHON_HERE) -m pip -qq --disable-pip-version-check install --no-deps --require-hashes -r tools/reading_peers.txt
	@$(PYTHON_HERE) bench/reading.py

torture:
	@sh tools/set-up.sh pdf,web,letters,fusion,dev
	@$(PYTHON_HERE) tools/torture.py $(TORTURE)
	@$(PYTHON_HERE) tools/plant_bugs.py
	@$(PYTHON_HERE) tests/record/agreement/long_run.py --seconds $(SECONDS)
	@HOLDFIRE_SCHEMA_EXAMPLES=$(EXAMPLES) $(PYTHON_HERE) -m pytest -q tests/web/test_described_truly.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build
	@if [ -f demo/HOLDFIRE-DEMO.txt ]; then rm -rf demo; fi
