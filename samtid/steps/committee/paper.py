"""Protokollet på papper: the whole of it, or an extract with one matter and nothing of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from samtid.base.look import typeset
from samtid.base.look.swedish import day_words, moment
from samtid.base.organisation.kept import called
from samtid.ground.law.delegation import Level
from samtid.steps.compulsory.models import TrackStep
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.queries import subject_of
from samtid.steps.decisions.words import DecisionOutcome, Per
from samtid.steps.investigations.words import Basis

from . import rules
from .models import AgendaLine, Meeting, MeetingTurn
from .queries import Sort
from .words import Outcome

TEMPLATE = Path(__file__).with_name("minutes.typ")


def minutes(
    meeting: Meeting,
    lines: Iterable[AgendaLine],
    on: date,
    *,
    told: Sequence[Sort] = (),
    by_chair: Sequence[TrackStep] = (),
    counted_for: str = "",
    corrected: Iterable[MeetingTurn] = (),
    is_extract: bool = False,
) -> bytes:
    """As PDF: the agenda before it is held. ``told`` are delegates' decisions by kind, in figures, of those that
    ``counted_for`` has keys to; ``by_chair`` the chair's, each by itself; ``on`` the day it is printed.
    """
    held = meeting.held_at is not None
    adjusted = f"Protokollet justerades {moment(meeting.adjusted_at)}." if meeting.adjusted_at else ""
    if meeting.left_out:
        adjusted += f" Utom det som saknar paragraf: {meeting.left_out}"
    data = {
        "title": "Protokollsutdrag" if is_extract else "Protokoll" if held else "Föredragningslista",
        "municipality": called(on),
        "body": f"{meeting.committee.name}, {Level.label_of(meeting.level).lower()}",
        "short": meeting.short,
        "day": day_words(meeting.on),
        "time": moment(meeting.starts_at),
        "place": meeting.place,
        "chair": meeting.chair,
        "present": [one.strip() for one in meeting.present.splitlines() if one.strip()],
        "adjuster": meeting.adjuster,
        "adjusted": adjusted or ("Protokollet är inte justerat än." if held else ""),
        "corrected": [f"Rättat {moment(one.at)} av {one.by.name}: {one.said}" for one in corrected],
        "matters": [_matter(one) for one in lines],
        "counted": f"De som {counted_for} har nyckel till." if counted_for else "",
        "told": [{"kind": f"{one.kind}: {one.outcome.lower()}", "many": str(one.many)} for one in told],
        "chair_decided": [
            f"{one.happened_on}: {one.case.dossier.person.name}, ärende {one.case.number}, "
            f"{one.get_kind_display().lower()}{f', {one.who}' if one.who else ''}"
            for one in by_chair
        ],
        "printed": str(on),
    }
    return typeset.paper(TEMPLATE, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Had:
    """Förslaget som sammanträdet hade, or the draft as it is before: what is printed and shown of it."""

    subject: str
    outcome: str
    content: str
    reasons: str
    basis: str
    by: str
    more: list[tuple[str, str]]


def had(line: AgendaLine) -> Had:
    """As the meeting had it; of the draft itself where no meeting has had it yet."""
    draft = line.decision
    kept: dict[str, Any] = line.had or {name: getattr(draft, name) for name in rules.KEPT}
    asked = Decision(**{name: kept[name] for name in ("kind", "service_code", "legal_basis")})
    period = " – ".join(str(kept[name] or "") for name in ("valid_from", "valid_to")).strip(" –")
    per = f" {Per.label_of(kept['per']).lower()}" if kept["per"] else ""
    return Had(
        subject=subject_of(asked),
        outcome=DecisionOutcome.label_of(kept["outcome"]),
        content=kept["content"],
        reasons=kept["reasons"],
        basis=Basis.label_of(kept["legal_basis"]),
        by=line.had.get("prepared_by") or draft.prepared_by.name,
        more=[
            ("Gäller", period),
            ("Belopp", f"{kept['amount']} kr{per}" if kept["amount"] is not None else ""),
            ("Omfattning", kept["extent"]),
            ("Villkor", kept["conditions"]),
        ],
    )


def _matter(line: AgendaLine) -> dict[str, Any]:
    outcome = Outcome(line.outcome) if line.outcome else None
    it = had(line)
    corrected = [
        f"{moment(one.at)}, {one.by.name}: "
        f"{f'{one.get_outcome_display()}. ' if one.outcome else ''}{one.text}"
        for one in line.corrected  # type: ignore[attr-defined]
    ]
    said = {
        Outcome.OTHERWISE: "Beslut",
        Outcome.RETURNED: "Det som saknas",
        Outcome.TABLED: "Skäl för bordläggning",
    }
    rows = [
        ("Förslag till beslut", f"{it.outcome}. {it.content}"),
        ("Skäl", it.reasons),
        *it.more,
        (said.get(outcome, "Anteckning") if outcome else "Anteckning", line.text),
        ("Reservation", line.reservation),
        ("Jäv, deltog inte", line.left_room),
        ("Extra ärende", line.extra_why),
        ("Lagrum", it.basis),
        ("Föredragande", it.by),
        ("Justering", "Paragrafen är justerad för sig." if line.is_certified else ""),
        ("Rättelse", "\n".join(corrected)),
    ]
    return {
        "paragraph": f"§ {line.paragraph}" if line.paragraph is not None else f"Ärende {line.number}",
        "subject": it.subject,
        "person": line.case.dossier.person.name,
        "number": line.case.number,
        "protected": line.is_sealed,
        "outcome": outcome.label if outcome else "Inte behandlat än" if line.meeting.held_at else "",
        "rows": [{"label": label, "text": text} for label, text in rows if text],
    }
