# make run      start Balai                         make run PORT=8123 BALAI_DATA=/srv/balai
# make test     run all tests                       make test ONLY=tests/office
# make check    style, types, templates             make format       mend what can be mended
# make bench    print the figures we promise        make test-postgres   the tests on PostgreSQL
# make faults   kill it, fill its disk, cut its power, turn its clock, and count what was lost
# make audit    vnu on every page, Lighthouse on the main ones (installs what is missing)
# make test-browsers   a participant's way in Chromium, Firefox ESR and WebKitGTK
# make sbom     what Balai is made of               make advisories   what is known against it
# make migration NAME="what changes"                make lock         pin the requirements anew

PORT ?= 8000
HOST ?= 0.0.0.0
ONLY =
NAME =

.PHONY: run test test-postgres test-browsers check format bench faults audit sbom advisories
.PHONY: migration lock clean

run:
	@bin/run --port $(PORT) --host $(HOST)

test:
	@bin/test $(ONLY)

test-postgres:
	@bin/test-postgres $(ONLY)

test-browsers:
	@bin/test-browsers

check:
	@bin/check

format:
	@bin/setup test
	@.venv/bin/ruff check --quiet --fix .
	@.venv/bin/ruff format --quiet .

bench:
	@bin/setup test
	@.venv/bin/python -m bench

faults:
	@bin/setup test
	@.venv/bin/python -m tests.faults

audit:
	@bin/audit

sbom:
	@bin/sbom

advisories:
	@bin/sbom --advisories

migration:
	@bin/setup run
	@bin/migration "$(NAME)"

lock:
	@bin/lock

clean: # everything that can be made again; never data/
	@rm -rf .venv .balai-setup* .pytest_cache .mypy_cache .ruff_cache
	@find static -name '*.gz' -delete -o -name '*.br' -delete
