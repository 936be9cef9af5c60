"""Hur en anteckning görs: the row, the clocks that follow it, and what must not be said in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from samtid.base.dossier.actions import reopen_clock, stop_local_clock
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.queries import tells_place
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.models import Staff
from samtid.base.people.rules import SECRECY
from samtid.ground.reasons import Obstacle
from samtid.steps.decisions.models import Decision
from samtid.steps.investigations.models import Investigation, Proposal

from . import queries, rules
from .models import Deed
from .rules import Line, Parties
from .words import Kind


def hold(case: Case) -> None:
    """One at a time writes in a case: two who correct the same, or answer it, are read one after the other."""
    Investigation.objects.select_for_update(of=("self",)).filter(case=case).order_by("pk").first()


def run_again(case: Case, rule: str, about: UUID, *, by: Staff, at: datetime) -> None:
    clock = Clock.objects.filter(case=case, rule=rule, about=about).exclude(stopped_at=None).first()
    if clock is not None:
        reopen_clock(clock, by=by, at=at)


def await_again(case: Case, sent: UUID, *, by: Staff, at: datetime) -> None:
    """The day of a sending stands on the caseworker's day again when the only answer to it was set aside."""
    held = rules.in_force(queries.noted(list(queries.deeds(by, case))))
    if any(one.pk == sent for one in held) and not any(one.refers == sent for one in held):
        run_again(case, str(LocalClock.PARTY_ANSWER), sent, by=by, at=at)


def note(
    case: Case,
    who: Parties,
    lines: Sequence[tuple[Line, Kind]],
    *,
    by: Staff,
    at: datetime,
    investigation: Investigation | None = None,
    proposal: Proposal | None = None,
    decision: Decision | None = None,
) -> list[Deed]:
    made = []
    for line, kind in lines:
        party = who.get(line.party)
        assert party is not None
        made.append(
            Deed(
                case=case,
                party_id=line.party,
                role=party.role,
                kind=kind,
                at=line.at or at,
                how=str(line.way or "") if line.at else "",
                exempt=str(line.exempt or "") if kind is Kind.EXEMPT else "",
                text=(line.withheld if line.at else line.why).strip(),
                last_day=line.last_day if kind is Kind.COMMUNICATED else None,
                investigation=investigation,
                proposal=proposal,
                decision=decision,
                by=by,
                by_title=by.title,
                noted_at=at,
            )
        )
    return Deed.objects.bulk_create(made)


def standing(case: Case, who: Parties, *, by: Staff, **about: UUID) -> list[rules.Standing]:
    return rules.standings(who, queries.noted(list(queries.deeds(by, case))), **about)


def stop(case: Case, deed: Deed, *, by: Staff, at: datetime) -> None:
    """The clock of what the same party had before: a new sending has a day of its own."""
    for one in Deed.objects.filter(case=case, party=deed.party_id, kind=Kind.COMMUNICATED).exclude(
        pk=deed.pk
    ):
        stop_local_clock(case, LocalClock.PARTY_ANSWER, about=one.pk, by=by, at=at)


def tells(case: Case, lines: Sequence[Line], *, by: Staff) -> list[Obstacle]:
    return place(case, "\n".join(part for line in lines for part in (line.why, line.withheld)), by=by)


def telling(proposal: Proposal, who: Parties, lines: Sequence[Line], *, by: Staff) -> frozenset[UUID]:
    """Those it is sent to whom the whole of it would tell where somebody hidden is."""
    sent = [one for line in lines if line.at is not None and (one := who.get(line.party))]
    found = frozenset(one.key for one in sent if one.may_not)
    if not found or not tells_place(by, proposal.case, queries.material(by, proposal)):
        return frozenset()
    return found


def place(case: Case, text: str, *, by: Staff) -> list[Obstacle]:
    """A reason that a party may read later does not name where somebody hidden is."""
    if not text.strip() or not tells_place(by, case, text):
        return []
    said = "Texten innehåller en adress eller ett telefonnummer som inte får lämnas ut i det här ärendet. Ta bort det."
    return [Obstacle(said, SECRECY)]
