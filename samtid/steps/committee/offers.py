"""Vad sammanträdena berättar: what is to be kept and registered, and what breaks while it waits, on a manager's day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef

from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff
from samtid.ground.offers import (
    Day,
    DraftForm,
    File,
    FileRow,
    LogWords,
    Menu,
    Offers,
    Seldom,
    Waiting,
    Way,
)
from samtid.ground.sweden import swedish_day
from samtid.steps.compulsory.words import Decider, Kind
from samtid.steps.decisions.offers import about as about_decision

from . import queries, rules
from .models import AgendaLine
from .words import DECISIONS, Outcome

MEETING, MATTER = "committee:meeting", "committee:matter"


def about(viewer: Staff, lines: Collection[UUID]) -> Mapping[UUID, str]:
    """Whose each matter is."""
    return {one.pk: one.case.dossier.person.name for one in queries.lines(viewer).filter(pk__in=lines)}


NEW = DraftForm("committee:new", "Nytt sammanträde")
MOVE = DraftForm("committee:move", "Ny tid för ett sammanträde")
CANCEL = DraftForm("committee:cancel", "Inställt sammanträde")
CORRECT_MEETING = DraftForm("committee:correct_meeting", "Rättelse av ett sammanträde")
HOLD = DraftForm("committee:hold", "Hållet sammanträde")
RAISE = DraftForm("committee:raise", "Anmälan till ett sammanträde", whose=about_decision)
WITHDRAW = DraftForm("committee:withdraw", "Ärende som utgår ur listan", whose=about)
MOVE_MATTER = DraftForm("committee:move_matter", "Ärende som flyttas", whose=about)
SETTLE = DraftForm("committee:settle", "Vad nämnden sade om ett ärende", whose=about)
CORRECT = DraftForm("committee:correct", "Rättelse av vad nämnden sade", whose=about)

TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
MADE = ", ".join(f"'{one.value}'" for one in DECISIONS)
KEPT = Seldom(
    "committee_kept",
    "exists (select from committee_meeting m where m.starts_at <= access.at() and m.adjusted_at is null "
    "and m.cancelled_at is null and (m.keeper_id = access.me() or not exists (select from organisation_membership p "
    f"where p.staff_id = m.keeper_id and p.role in ({roles.in_sql(roles.LEADS)}) "
    f"and p.valid_from <= {TODAY} and (p.valid_to is null or p.valid_to >= {TODAY}))))",
)
TO_WRITE = Seldom(
    "committee_write",
    "exists (select from committee_agendaline l join committee_meeting m on m.id = l.meeting_id "
    "where l.settled_at is null and m.held_at is not null)",
)
TO_REGISTER = Seldom(
    "committee_register",
    "exists (select from committee_agendaline l join decisions_decision d on d.id = l.decision_id "
    f"where d.signed_at is null and (l.outcome in ({MADE}) or exists (select from committee_linecorrection c "
    f"where c.line_id = l.id and c.outcome in ({MADE}))))",
)
BREAKS = Seldom(
    "committee_breaks",
    "exists (select from committee_agendaline l join committee_meeting m on m.id = l.meeting_id "
    "join dossier_clock c on c.case_id = l.case_id and c.stopped_at is null "
    "and c.due_on < (m.starts_at at time zone 'Europe/Stockholm')::date where l.settled_at is null and m.held_at is null)",
)
BY_CHAIR = Seldom(
    "committee_chair",
    "exists (select from compulsory_trackstep s where "
    f"s.decider = '{Decider.CHAIR.value}' and s.kind <> '{Kind.CUSTODY.value}' "
    "and not exists (select from committee_announced a where a.step_id = s.id)) and exists (select from committee_meeting)",
)


def waits(day: Day) -> Iterable[Waiting]:
    """What a manager has to do about meetings. Custody by the chair has its own clock in its track (LVU-01)."""
    if day.has(KEPT):
        yield from _kept(day)
    if day.has(TO_WRITE):
        for one in day.first(queries.to_write(day.viewer)):
            yield Waiting(
                what=f"Skriv vad nämnden sade om ärendet ({one.meeting})",
                law=rules.MINUTES,
                due_on=rules.to_be_adjusted_by(one.meeting.on),
                since=one.meeting.on,
                step="Skriv vad det blev",
                address="committee:settle",
                about=one.pk,
                case=one.case,
            )
    if day.has(TO_REGISTER):
        for one in day.first(queries.to_register(day.viewer)):
            yield Waiting(
                what=f"Nämndens beslut ska registreras ({one.minute})",
                law="FL 33 §",
                promptly="Så snart som möjligt",
                step="Registrera beslutet",
                address=MATTER,
                about=one.pk,
                since=swedish_day(one.meeting.adjusted_at or one.settled_at),
                part="#registrera",
                case=one.case,
            )
    if day.has(BREAKS):
        yield from _breaking(day)
    if day.has(BY_CHAIR):
        yield from _by_chair(day)


def _kept(day: Day) -> Iterable[Waiting]:
    for one in day.first(queries.to_keep(day.viewer, day.at)):
        held = one.held_at is not None
        yield Waiting(
            what="Protokollet ska justeras" if held else "Sammanträdet har varit",
            law=rules.ADJUSTED if held else rules.MINUTES,
            due_on=rules.to_be_adjusted_by(one.on) if held else None,
            since=one.on,
            step="Se protokollet" if held else "Skriv att det är hållet",
            address=MEETING,
            about=one.pk,
            who=f"{one.short} {day_of(one.on)}",
            need="Sammanträde",
        )


def _breaking(day: Day) -> Iterable[Waiting]:
    found = day.first(queries.broken(day.viewer))
    clocks = queries.breaking(day.viewer, found)
    for one in found:
        for clock in clocks.get(one.pk, [])[:1]:
            yield Waiting(
                what=f"En frist går ut före sammanträdet {day_of(one.meeting.on)}",
                step="Se ärendet på listan",
                address=MATTER,
                about=one.pk,
                due_on=clock.due_on,
                case=one.case,
            )


def _by_chair(day: Day) -> Iterable[Waiting]:
    found = queries.by_chair(day.viewer).exclude(kind=Kind.CUSTODY)
    for one in day.first(found.filter(at__gt=day.at - 4 * rules.FIRST_TOLD)):
        yield Waiting(
            what="Ordförandens beslut ska anmälas vid nästa sammanträde",
            law=rules.CHAIRS,
            step="Se sammanträdena",
            address="committee:list",
            about=None,
            since=one.happened_on,
            case=one.case,
        )


def rows(file: File) -> Iterable[FileRow]:
    """Each time the matter was before the committee."""
    for one in file.of("committee"):
        said = Outcome.label_of(one.became).lower() if one.outcome else "står på listan"
        yield FileRow("Vägen hit", f"Nämnden: {said}", MATTER, one.pk, f"{one.meeting}")


OFFERS = Offers(
    menu=[Menu("Sammanträden", "committee:list", 29, roles.LEADS, onward=True)],
    drafts=[NEW, MOVE, CANCEL, HOLD, CORRECT_MEETING, RAISE, WITHDRAW, MOVE_MATTER, SETTLE, CORRECT],
    log=[
        LogWords(
            "committee",
            "Ärendet i nämnden",
            "För att lägga fram ditt ärende eller skriva vad nämnden beslutade",
        )
    ],
    way=Way(
        word="committee",
        read=lambda file: queries.of_file(file.viewer).filter(case__in=[case.pk for case in file.cases]),
        has=lambda: Exists(AgendaLine.objects.filter(case=OuterRef("pk"))),
        rows=rows,
        reading=rows,
    ),
    waits=waits,
    waits_for=roles.LEADS,
    seldom=[KEPT, TO_WRITE, TO_REGISTER, BREAKS, BY_CHAIR],
)
