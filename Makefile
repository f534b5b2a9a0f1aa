# Every rule is two lines over chibo/launch/; where make is missing, run that line itself.
PYTHON ?= python3
.PHONY: run test lint bench install lock

run: # web, worker and beat at http://127.0.0.1:$(PORT)/; DEMO=0 starts without demonstration data
	@exec $(PYTHON) -m chibo.launch run

test: # every check and test
	@exec $(PYTHON) -m chibo.launch test

lint: # the checks that need neither database nor browser
	@exec $(PYTHON) -m chibo.launch lint

bench: # one row per measured thing: ours, the floor or peer, the ratio
	@exec $(PYTHON) -m chibo.launch bench

install: # only make .venv
	@exec $(PYTHON) -m chibo.launch install

lock: # requirements/*.in -> *.txt with hashes, for every Python from 3.11; needs uv
	@set -e; cd requirements; for name in core dev e2e; do uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet $$name.in -o $$name.txt; done
