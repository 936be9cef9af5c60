"""Demons lapp: how a database says of itself that it holds a demonstration.

It is the database's own comment, which only its owner may write: a start asks for it, whoever starts.
"""

from __future__ import annotations

import json

MARK = "samtid_demo"
SAID = "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"


def is_demo(comment: str | None) -> bool:
    """Whether a database's comment is that of a demonstration, of this version or of an older one."""
    try:
        return MARK in json.loads(comment or "{}")
    except (ValueError, TypeError):
        return False


def fault(asked_for_demo: bool, comment: str | None) -> str:
    """The demonstration and real work never meet; nothing is an empty text."""
    if asked_for_demo and not is_demo(comment):
        return (
            "SAMTID_DEMO=1, men databasen är inte gjord av «samtid demo». "
            "Ta bort SAMTID_DEMO, eller starta demon med «samtid demo»."
        )
    if is_demo(comment) and not asked_for_demo:
        return (
            "Databasen innehåller en demonstration. Ange en annan databas; här kan ingen arbeta på riktigt."
        )
    return ""
