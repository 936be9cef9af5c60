# Samtid. Everything here needs Python 3.11 or later and make; the rest is fetched into .venv.
# Written for GNU make 3.81, which macOS still ships.

VENV := .venv/bin
ARGS ?=
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test test-database nightly mutants wall-mutants check fix bench prove-secrecy lock
.PHONY: ready ready-run ready-bench
.PHONY: check-form check-style check-types check-house check-program check-hygiene check-supply check-attempts audit sbom release

help: ## Visa de här orden
	@echo "Samtid – öppen programvara för socialtjänsten"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'
	@echo
	@echo "Tillägg skickas med ARGS, till exempel: make test ARGS='-k orosanmalan'"

demo: ready-run ## Starta en påhittad kommun att gå runt i, med egen databas
	@$(VENV)/samtid demo $(ARGS)

test: ready ## Kör proven, utom de långa
	$(VENV)/pytest -n $(WORKERS) --dist loadgroup $(ARGS)

# For other versions of PostgreSQL: rules, the kernel and how pages look are the same whatever the database.
test-database: ready ## Kör de prov som frågar databasen
	$(VENV)/pytest -n $(WORKERS) --dist loadgroup --database $(ARGS)

check: check-form check-style check-types check-house check-program check-hygiene check-supply check-attempts ## Granska form, typer, husets regler, sidmallar, hygien, paket och att allt har försök

check-form: ready
	$(VENV)/ruff format --check .

check-style: ready
	$(VENV)/ruff check .

check-types: ready
	$(VENV)/mypy

check-house: ready
	$(VENV)/lint-imports

check-program: ready
	$(VENV)/samtid check --program

check-hygiene: ready
	$(VENV)/python tools/hygiene.py

check-supply: ready
	$(VENV)/python -m tools.licences
	$(VENV)/python -m tools.audit

# A new function, address or role that the attacker's suite would not try (tests/attacker/generated).
check-attempts: ready
	$(VENV)/python -m tests.attacker.generated.coverage

# What takes too long for every change: new chance in every test that draws, the kills, the mutants, the walls.
nightly: ready ## Kör allt som tar lång tid: proven med ny slump, dödandet, mutanterna, väggarna sten för sten
	SAMTID_NIGHT=1 SAMTID_FUZZ=40 $(VENV)/pytest -n $(WORKERS) --dist loadgroup --nightly
	$(MAKE) --keep-going mutants wall-mutants prove-secrecy ARGS=

mutants: ready ## Sätt in små fel i regler, åtgärder, frågor och behörighet, och se om proven märker dem
	$(VENV)/python -m tools.mutants --workers $(WORKERS) $(ARGS)

wall-mutants: ready ## Ta bort väggarnas stenar en i taget, och se om proven märker det
	$(VENV)/python -m tools.mutants.walls --workers $(WORKERS) $(ARGS)

prove-secrecy: ready ## Visa att sekretessen håller: angriparen, vandringen, kedjan, återställningen, dödandet
	@$(VENV)/python -m tools.prove_secrecy --workers $(WORKERS) $(ARGS)

audit: ready ## Sök kända sårbarheter i paketen; att inte kunna fråga är ett fel
	$(VENV)/python -m tools.audit --strict

sbom: ready ## Skriv en lista över programmets delar (CycloneDX) till samtid.cdx.json
	$(VENV)/python -m tools.licences --sbom samtid.cdx.json

release: ready ## Bygg en utgåva: paket, låsfiler, dellista, ursprung och kontrollsummor i dist/
	$(VENV)/python -m tools.release $(ARGS)

fix: ready ## Rätta det som kan rättas av sig självt
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

bench: ready-bench ## Mät sidorna, vad sekretessen kostar och planeringen mot andras lösare
	$(VENV)/python -m benchmarks $(ARGS)

lock: ready ## Lås om paketlistorna efter en ändring i pyproject.toml
	$(VENV)/uv pip compile --quiet --universal --generate-hashes pyproject.toml -o requirements.lock
	$(VENV)/uv pip compile --quiet --universal --generate-hashes --extra plan -c requirements.lock pyproject.toml -o requirements-plan.lock
	$(VENV)/uv pip compile --quiet --universal --generate-hashes --extra plan --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(VENV)/uv pip compile --quiet --universal --generate-hashes --extra plan --group bench -c requirements.lock pyproject.toml -o benchmarks/requirements.lock
	$(VENV)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 tools/bootstrap.in -o requirements-bootstrap.lock

# Makes .venv, and again when what it was made from has changed. Asked of the environment's own Python
# first, since that is quick; of the system's only when there is something to do.
ready:
	@$(VENV)/python tools/bootstrap.py --check 2>/dev/null \
	  || { python=$$(sh tools/find-python.sh) && "$$python" tools/bootstrap.py; }

# What a demonstration needs and no more: a third of what developing needs.
ready-run:
	@$(VENV)/python tools/bootstrap.py --run --check 2>/dev/null \
	  || { python=$$(sh tools/find-python.sh) && "$$python" tools/bootstrap.py --run; }

# The rivals that benchmarks/ compares with are heavy, and nobody else needs them.
ready-bench: ready
	@$(VENV)/python tools/bootstrap.py --with benchmarks/requirements.lock
