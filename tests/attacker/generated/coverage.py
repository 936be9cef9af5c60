"""Täckningen, without a database: every function that a log-in may call, every address and every role has its attempts.

``make check`` runs it. The functions are those of the rooms' ``walls.py``, the addresses those of the program.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from tests.attacker.generated import hints


def main() -> int:
    """0 when nothing is without an attempt; else one line for each that is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samtid.config.settings")
    os.environ.setdefault("SAMTID_SECRET_KEY", "x")
    os.environ.setdefault("SAMTID_DATABASE_URL", "postgresql://x@127.0.0.1:1/x")
    import django

    django.setup()
    left = [*uncovered_functions(), *uncovered_addresses(), *uncovered_roles()]
    for line in left:
        print(f"  {line}")
    if left:
        print(f"{len(left)} saknar försök: se CONTRIBUTING.md, «Ett nytt försök».")
    else:
        print("Alla funktioner, adresser och roller har försök.")
    return 1 if left else 0


def uncovered_functions() -> Iterator[str]:
    """Functions of the walls that a log-in may call and whose arguments nobody has said what they stand for."""
    from samtid.base.access.walling import Function, May
    from samtid.base.access.walling.rooms import walls

    for parts in walls().values():
        for part in parts:
            called = [part] if isinstance(part, Function) and part.to else []
            called += [*part.functions] if isinstance(part, May) else []
            for function in called:
                yield from without_a_hint(function.name)


def without_a_hint(signature: str) -> Iterator[str]:
    """``access.f(wanted uuid, today date)``: what cannot be made an attempt of."""
    name, _, inside = signature.removesuffix(")").partition("(")
    said = hints.HINTS.get(name, {})
    for one in filter(None, inside.split(", ")):
        parameter, _, kind = one.partition(" ")
        if parameter not in said and kind not in hints.BY_TYPE:
            yield f"{name}: {parameter} ({kind}) står inte i tests/attacker/generated/hints.py"


def uncovered_addresses() -> Iterator[str]:
    """Addresses whose arguments no row or word stands for: the crawl could not ask them."""
    from django.urls.converters import UUIDConverter

    from tests.crawl.rows import WORDS
    from tests.security import world

    for name, entry in world.patterns():
        for argument, kind in entry.pattern.converters.items():
            if not isinstance(kind, UUIDConverter) and argument not in WORDS:
                yield f"{name}: {argument} står inte i tests/crawl/rows.py"


def uncovered_roles(tried: Iterable[str] | None = None) -> Iterator[str]:
    """Roles of the organisation, and log-ins, that no file of ``roles/`` acts as."""
    from samtid.base.access.walling import Login
    from samtid.base.access.walling.rooms import walls
    from samtid.base.organisation.words import Role
    from tests.attacker.generated.roles import roles
    from tests.town import STAFF

    every = dict(roles())
    acted = (
        {STAFF[one.username][3] for one in every.values() if one.username} if tried is None else set(tried)
    )
    yield from (
        f"rollen {role} har ingen fil i tests/attacker/generated/roles/" for role in Role if role not in acted
    )
    log_ins = {part.kind for parts in walls().values() for part in parts if isinstance(part, Login)}
    for login in sorted(log_ins - {one.login for one in every.values()}):
        yield f"inloggningen {login} har ingen fil i tests/attacker/generated/roles/"


if __name__ == "__main__":
    sys.exit(main())
