# Two commands matter: "make run" and "make test". Each does all of its own set-up; the scripts are in .ci/.
#   PORT=8001   another port for "make run"
#   PYTHON=…    another Python for a new environment, 3.11 or newer
#   ARGS=…      passed on to pytest, for example: make test ARGS="-k register -x"
#   UPGRADE=1   "make lock" then takes the newest versions allowed
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run test test-slow test-browser bench bench-search lint verify lock clean

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

run:  ## set up, load the demonstration council once, serve on http://127.0.0.1:8000 (PORT= changes it)
	@.ci/serve

test:  ## set up, run the tests on SQLite and on PostgreSQL
	@.ci/tests $(ARGS)

test-slow:  ## the tests that need minutes, on both databases
	@.ci/tests -m "slow or load" $(ARGS)

test-browser:  ## the journeys in a real browser (Chromium)
	@.ci/browser-tests $(ARGS)

bench:  ## how fast the public pages are at 2,000 meetings, on both databases (MEETINGS= changes it)
	@.ci/bench

bench-search:  ## how fast search is among 100,000 invented items, on both databases (ENTRIES= changes it)
	@.ci/bench-search

lint:  ## style, types, templates, migrations and deployment checks
	@.ci/lint

verify:  ## check the public register's chain; exit 1 names the first bad serial
	@.ci/environment
	@.venv/bin/python manage.py verify_register

lock:  ## write requirements.txt and requirements-dev.txt anew from the .in files
	@.ci/lock

clean:  ## remove the environment, caches and reports; keeps var/ and .env, which hold what was entered
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
