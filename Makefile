# One command a task. `make demo` and `make test` set everything up by themselves.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: demo run test check content format bench lock clean

demo: .venv/.ready ## talk to the bot on this machine: no token, no network
	$(BIN)/python bot.py demo

run: .venv/.ready ## answer on Telegram; needs BOT_TOKEN
	$(BIN)/python bot.py run

test: .venv/.ready-dev ## all tests
	$(BIN)/python -m pytest -n auto

check: .venv/.ready-dev ## lint, types and texts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy bot handlers tests
	$(BIN)/mypy --follow-imports=silent bot.py
	$(BIN)/python bot.py content

content: .venv/.ready ## check all texts
	$(BIN)/python bot.py content

format: .venv/.ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.ready-dev ## speed and memory beside a bot that remembers nothing
	$(BIN)/python -m tests.bench taps courier deals pictures

lock: .venv/.ready-dev ## new versions of what requirements.in and requirements-dev.in name
	$(PIP) pip-tools
	$(BIN)/pip-compile $(LOCK) -o requirements.txt requirements.in
	$(BIN)/pip-compile $(LOCK) -o requirements-dev.txt requirements-dev.in

LOCK := --upgrade --quiet --strip-extras --annotation-style line --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.venv/.ready: requirements.txt
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	$(PIP) -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
