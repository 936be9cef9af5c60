"""Protokollet på papper: the whole of it, or an extract with one matter and nothing of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from samtid.base.look import typeset
from samtid.base.look.swedish import day_words, moment
from samtid.base.organisation.kept import called
from samtid.ground.law.delegation import Level
from samtid.steps.decisions.queries import subject_of

from .models import AgendaLine, Meeting
from .queries import Sort
from .words import Outcome

TEMPLATE = Path(__file__).with_name("minutes.typ")


def minutes(
    meeting: Meeting,
    lines: Iterable[AgendaLine],
    on: date,
    *,
    told: Sequence[Sort] = (),
    is_extract: bool = False,
) -> bytes:
    """As PDF. ``told`` are delegates' decisions by kind, in figures; ``on`` the day it is printed."""
    adjusted = f"Protokollet justerades {moment(meeting.adjusted_at)}." if meeting.adjusted_at else ""
    data = {
        "title": "Protokollsutdrag" if is_extract else "Protokoll",
        "municipality": called(on),
        "body": f"{meeting.committee.name}, {Level.label_of(meeting.level).lower()}",
        "short": meeting.short,
        "day": day_words(meeting.on),
        "time": moment(meeting.starts_at),
        "place": meeting.place,
        "chair": meeting.chair,
        "present": [one.strip() for one in meeting.present.splitlines() if one.strip()],
        "adjuster": meeting.adjuster,
        "adjusted": adjusted or "Protokollet är inte justerat än.",
        "matters": [_matter(one) for one in lines],
        "told": [{"kind": f"{one.kind}: {one.outcome.lower()}", "many": str(one.many)} for one in told],
        "printed": str(on),
    }
    return typeset.paper(TEMPLATE, data)


def _matter(line: AgendaLine) -> dict[str, Any]:
    outcome = Outcome(line.outcome) if line.outcome else None
    corrected = [f"{moment(one.at)}, {one.by.name}: {one.text}" for one in line.corrected]  # type: ignore[attr-defined]
    said = {
        Outcome.OTHERWISE: "Beslut",
        Outcome.RETURNED: "Det som saknas",
        Outcome.TABLED: "Skäl",
    }
    rows = [
        ("Förslag till beslut", line.proposed or line.decision.content),
        (said.get(outcome, "Anteckning") if outcome else "Anteckning", line.text),
        ("Reservation", line.reservation),
        ("Jäv, deltog inte", line.left_room),
        ("Extra ärende", line.extra_why),
        ("Lagrum", line.decision.get_legal_basis_display()),
        ("Föredragande", line.decision.prepared_by.name),
        ("Justering", "Paragrafen är omedelbart justerad." if line.is_certified else ""),
        ("Rättelse", "\n".join(corrected)),
    ]
    return {
        "paragraph": f"§ {line.paragraph}" if line.paragraph is not None else f"Ärende {line.number}",
        "subject": subject_of(line.decision),
        "person": line.case.dossier.person.name,
        "number": line.case.number,
        "protected": line.is_sealed,
        "outcome": outcome.label if outcome else "Inte behandlat än",
        "rows": [{"label": label, "text": text} for label, text in rows if text],
    }
