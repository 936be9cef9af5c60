"""Reglerna för en start: what the environment must say, and must not, for each kind of process.

Every fault is one line in Swedish that says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping

from samtid.ground import locks

from .words import Process

# Fewest and most bytes. 64 is a block of SHA-256, which is how the database keeps the stamp's key.
LENGTHS = {"SAMTID_SECRET_KEY": (50, 4096), "SAMTID_STAMP_KEY": (32, 64), "SAMTID_AUDIT_KEY": (32, 4096)}
FEWEST_DIFFERENT = 8  # characters
# What ``samtid demo`` makes for itself begins with this, so that it is worth nothing anywhere else.
DEMO = "demo-"
MAKE_ONE = "Gör en ny: python3 -c 'import secrets; print(secrets.token_urlsafe(45))'"

SECRET, STAMP, AUDIT = "SAMTID_SECRET_KEY", "SAMTID_STAMP_KEY", "SAMTID_AUDIT_KEY"
PLACE, RECOVERY = "SAMTID_PLACE_KEY", "SAMTID_PLACE_RECOVERY"
MAKE_A_PLACE_KEY = "Gör en ny: samtid places key"
NEEDS: dict[Process, tuple[str, ...]] = {
    Process.WEB: (SECRET, STAMP),
    Process.WORKER: (STAMP, AUDIT),
    Process.COMMAND: (STAMP,),
    Process.OWNER: (),
}
# What whoever breaks into such a process must not find there.
MUST_NOT_HOLD = {
    Process.WEB: ("SAMTID_ADMIN_URL", "SAMTID_WORKER_URL", "SAMTID_AUDIT_KEY"),
    Process.WORKER: ("SAMTID_ADMIN_URL", "SAMTID_PLACE_KEY"),
    Process.COMMAND: (),
    Process.OWNER: (),
}
WHOLE_NUMBERS = (
    "SAMTID_IDLE_MINUTES",
    "SAMTID_OIDC_MAX_AGE",
    "SAMTID_STATEMENT_SECONDS",
    "SAMTID_LOCK_SECONDS",
    "SAMTID_METRICS_PORT",
)
# How long one that has shown who they are may go on signing: as short as can be worked with, and never the whole day.
PROOF_MINUTES = range(1, 61)
PROOF_FAULT = "SAMTID_PROOF_MINUTES ska vara 1–60: så länge gäller en legitimering när man skriver under."


def faults(environ: Mapping[str, str], process: Process, *needs: str) -> list[str]:
    """What is wrong with the environment of such a process; ``needs`` are keys that this one needs besides."""
    if environ.get("SAMTID_DEMO") == "1":
        return [*demo_faults(environ), *_numbers(environ)]
    needed = (*NEEDS[process], *needs)
    found = [fault for name in needed if (fault := key_fault(name, environ.get(name, "")))]
    others = [name for name in LENGTHS if name not in needed and environ.get(name)]
    found += [fault for name in others if (fault := key_fault(name, environ[name]))]
    found += _place_faults(environ, is_needed=process is Process.WEB)
    found += _alike(environ)
    found += [
        f"{name} ska inte finnas här ({process.label.lower()}). Ta bort den: den som tar sig in ska inte hitta den."
        for name in MUST_NOT_HOLD[process]
        if environ.get(name)
    ]
    if process is Process.WEB and "*" in environ.get("SAMTID_HOSTS", ""):
        found.append("SAMTID_HOSTS får inte innehålla *. Räkna upp adresserna som webben svarar på.")
    return found + _numbers(environ)


def _place_faults(environ: Mapping[str, str], *, is_needed: bool) -> list[str]:
    """What is wrong with the keys that protected persons' places are locked with (base/people/sealed_place.py)."""
    said, recovery = environ.get(PLACE, ""), environ.get(RECOVERY, "")
    found = []
    if said.startswith(DEMO):
        found.append(f"{PLACE} är gjord för en demonstration. {MAKE_A_PLACE_KEY}")
    elif not said and is_needed:
        found.append(f"{PLACE} saknas: skyddade adresser går inte att låsa. {MAKE_A_PLACE_KEY}")
    elif said and not all(locks.is_secret(one.strip()) for one in said.split(",")):
        found.append(
            f"{PLACE} ska vara en eller flera nycklar AGE-SECRET-KEY-…, med komma mellan. {MAKE_A_PLACE_KEY}"
        )
    if recovery:
        try:
            locks.readers([recovery] if recovery.startswith("age1") else ["age1"])
        except locks.BadKey:
            found.append(f"{RECOVERY} ska vara den publika halvan av en nyckel: age1…")
    return found


def key_fault(name: str, value: str) -> str:
    """What is wrong with one key; nothing is an empty text."""
    fewest, most = LENGTHS[name]
    if not value:
        return f"{name} saknas. {MAKE_ONE}"
    if value.startswith(DEMO):
        return f"{name} är gjord för en demonstration. {MAKE_ONE}"
    if len(value.encode()) < fewest:
        return f"{name} är för kort: minst {fewest} tecken. {MAKE_ONE}"
    if len(value.encode()) > most:
        return f"{name} får vara högst {most} tecken. {MAKE_ONE}"
    if len(set(value)) < FEWEST_DIFFERENT:
        return f"{name} är för enkel att gissa. {MAKE_ONE}"
    return ""


def demo_faults(environ: Mapping[str, str]) -> list[str]:
    """A demonstration lets anybody in without a password, and has nothing to do where people work."""
    beside = [
        name for name in ("SAMTID_HTTPS", "SAMTID_OIDC_ISSUER") if environ.get(name, "") not in ("", "0")
    ]
    return [
        f"SAMTID_DEMO=1 går inte tillsammans med {name}: demons inloggning saknar lösenord. Ta bort en av dem."
        for name in beside
    ]


def _alike(environ: Mapping[str, str]) -> list[str]:
    named: dict[str, str] = {}
    found = []
    for name in LENGTHS:
        value = environ.get(name, "")
        if value and value in named:
            found.append(f"{named[value]} och {name} är lika. Varje nyckel ska vara sin egen. {MAKE_ONE}")
        named.setdefault(value, name)
    return found


def _numbers(environ: Mapping[str, str]) -> list[str]:
    found = [] if environ.get("SAMTID_PROOF_MINUTES", "") in ("", *map(str, PROOF_MINUTES)) else [PROOF_FAULT]
    return found + [
        f"{name} ska vara ett heltal, inte {environ[name]!r}."
        for name in WHOLE_NUMBERS
        if environ.get(name) and not (environ[name].isascii() and environ[name].isdigit())
    ]
