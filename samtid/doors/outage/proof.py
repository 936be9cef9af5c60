"""Provet om natten: that a pack can be set with all that it may have to say, before the day when it is needed."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from samtid.base.look import typeset
from samtid.base.organisation.models import Unit
from samtid.ground.offers import Call, Deadline, Run
from samtid.ground.sweden import swedish_day
from samtid.steps.intake.offers import deadline_of

from .paper import write
from .queries import Pack, Sheet, words_of_clock

PIECE = 60  # signs in one name
log = logging.getLogger("samtid.outage")


def prove(run: Run) -> Mapping[str, Any]:
    """Sets a pack of everything in use and nobody. Says to the operator, in one line, when it cannot be done."""
    try:
        return _prove(in_use(), run.at)
    except Exception as fault:
        log.error(
            "avbrottspaketet kan inte skrivas (%s): skriv ut ett och se efter vad som fattas",
            type(fault).__name__,
        )
        raise


def in_use() -> dict[str, Any]:
    """The signs, rules and days that packs may have to say."""
    with connection.cursor() as cursor:
        cursor.execute("select access.in_use()::text")
        return dict(json.loads(cursor.fetchone()[0]))


def _prove(used: dict[str, Any], at: datetime) -> Mapping[str, Any]:
    signs, on = used["signs"] or "", swedish_day(at)
    names = [signs[start : start + PIECE] for start in range(0, len(signs), PIECE)] or ["Ingen"]
    lines = [Deadline(on, name, words_of_clock(rule), "prov") for name in names[:1] for rule in used["rules"]]
    lines += [
        deadline_of(need, kind, datetime.fromisoformat(came), "Prov") for need, kind, came in used["came"]
    ]
    made = Pack(
        Unit(name="Prov", phone=""),
        on,
        deadlines=lines[:1000],
        apart=[Deadline(on, name, name, "prov") for name in names],
        calls=[Call(at, 30, name, name, name, "") for name in names],
        sheets=[
            Sheet(name, None, name, name, name, name, False, (), ((name, name, name),)) for name in names
        ],
    )
    paper = write(made, by="provet", at=at)
    assert paper.startswith(b"%PDF"), "no paper"
    return {
        "tecken": len(signs),
        "utan typsnitt": len(typeset.lacking(signs)),
        "frister": len(used["rules"]),
        "byte": len(paper),
    }
