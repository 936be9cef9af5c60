"""Vad ett försök ändrade, fast allt läggs tillbaka: asked only of the tables that somebody has written to.

To read every row of every table after each try is four fifths of what the tries cost; PostgreSQL counts what each
transaction writes in each table, what a savepoint took back too, and where it counted nothing nothing can differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tests.log_in import stepped_out

# What reading and refusing may leave behind: who opened what, what was typed, and the session itself.
MAY_GROW = (
    "access_opening",
    "django_session",
    "dossier_draft",
    "organisation_staff",
    "portal_pressure",
    "workshops_try",
)
WRITES = """select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables
  where schemaname = 'public'"""


class Tried:
    """One try: ``changed`` is known when it has been put back, and is of a refusal only."""

    def __init__(self) -> None:
        self.is_refused = False
        self.changed: list[str] = []


@contextmanager
def put_back() -> Iterator[Tried]:
    """Whatever is done inside is undone; a try that says ``is_refused`` has then told which tables it had changed."""
    tried, before = Tried(), writes()
    after: dict[str, tuple[int, int]] = {}
    with transaction.atomic():
        yield tried
        if tried.is_refused:
            after = state([name for name, many in writes().items() if many != before.get(name, 0)])
        transaction.set_rollback(True)
    if after:
        was = state(after)
        tried.changed = sorted(name for name in after if after[name] != was[name])


def writes() -> dict[str, int]:
    """How many rows have been put, changed or taken away in each table so far, by what was taken back too."""
    with stepped_out("default"), connection.cursor() as cursor:  # nobody else may ask (access.shut)
        cursor.execute(WRITES)
        return {name: many for name, many in cursor.fetchall() if not name.startswith(MAY_GROW)}


def state(tables: Iterable[str]) -> dict[str, tuple[int, int]]:
    """How many rows each of the tables has and a sum of what is in them, whoever may see them."""
    asked = " union all ".join(
        f"select '{table}', count(*), coalesce(sum(hashtext(t::text)), 0) from {table} t"
        for table in sorted(tables)
    )
    if not asked:
        return {}
    with stepped_out(), connection.cursor() as cursor:
        cursor.execute(asked)
        return {name: (count, total) for name, count, total in cursor.fetchall()}
