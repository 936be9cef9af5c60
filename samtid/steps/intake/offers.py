"""Vad intaget berättar: what came in and waits, its forms, its place on the way and in the outage pack."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from samtid.base.access.asked import Asked
from samtid.base.access.models import Compartment
from samtid.base.dossier.queries import of_file
from samtid.base.dossier.words import LocalClock, Need
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Role
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.offers import (
    Day,
    Deadline,
    DraftForm,
    File,
    FileRow,
    LogWords,
    Menu,
    Offers,
    OnClock,
    Overview,
    Sheets,
    Stage,
    Step,
    Waiting,
    Way,
    Whose,
)
from samtid.ground.offers.beside import deadlines

from . import queries, rules
from . import words as its
from .models import Report
from .words import Kind

RECEIVING = {Role.RECEPTION, Role.MANAGER}  # who see what is nobody's case yet
DECIDING = {Role.MANAGER, Role.SENIOR}  # who are laid proposals before
# what is needed next of something that came in -> what it is called, the button, the part of the page
STAGES = {
    its.Stage.PROTECTION: ("Omedelbar skyddsbedömning", "Gör skyddsbedömning", "#skydd"),
    its.Stage.IDENTIFY: ("Ta emot det som kommit in", "Skriv vem det gäller", "#vem"),
    its.Stage.DECIDE: ("Förslag som väntar på beslut", "Läs och besluta", "#bedomning"),
    its.Stage.ASSESS: ("Förhandsbedömning", "Gör förhandsbedömning", "#bedomning"),
    its.Stage.OPEN: ("Ansökan att börja utreda", "Inled utredning", "#bedomning"),
    its.Stage.ANSWER: ("Svar på en fråga", "Svara på frågan", "#svar"),
}
RULES = {
    its.Stage.PROTECTION: children.PROTECTION_ASSESSMENT,
    its.Stage.ASSESS: children.PRELIMINARY_ASSESSMENT,
}
UNASKED = rules.UNASKED


def about(viewer: Staff, reports: Collection[UUID]) -> Mapping[UUID, str]:
    """Who each report is about, as far as anybody has said."""
    found = queries.reports(viewer).filter(pk__in=reports)
    return {one.pk: one.case.dossier.person.name if one.case else _unidentified(one) for one in found}


REGISTER = DraftForm("intake:register", "Registrering")
PROTECTION = DraftForm("intake:protection", "Skyddsbedömning", "intake:report", "#skydd", about)
CLOSE = DraftForm("intake:close", "Förhandsbedömning", "intake:report", "#bedomning", about)
ROUTE = DraftForm("intake:route", "Till en annan enhet", "intake:report", "#skicka", about)
IDENTIFY = DraftForm("intake:identify", "Vem det gäller", whose=about)
RELATE = DraftForm("intake:relate", "Någon nära", whose=about)
KIND = DraftForm("intake:kind", "Rättelse av vad det är", "intake:report", "#slag", about)
NEED = DraftForm("intake:need", "Rättelse av vad det handlar om", "intake:report", "#behov", about)
AT_HOME = DraftForm("intake:at_home", "Barn i hemmet", "intake:report", "#barn", about)
# the reason is kept where it is written; its page is a ticket's, so one comes back to it by the page before
WHO = DraftForm("intake:who", "Rätt person?", "intake:identify", whose=about)
WHO_NEAR = DraftForm("intake:who_near", "Rätt person? (någon nära)", "intake:relate", whose=about)
FAMILY = DraftForm("intake:family", "Familjen", whose=about)
FAMILY_WHO = DraftForm("intake:family_who", "Rätt personer?", "intake:family", whose=about)
FAMILY_PROTECTION = DraftForm("intake:family_protection", "Skyddsbedömning av syskon", whose=about)
ARRIVAL = DraftForm("intake:arrival", "Rättelse av när det kom in", "intake:report", "#ankomst", about)
ANSWER = DraftForm("intake:answer", "Svar till den som hörde av sig", "intake:report", "#svar", about)


def waits(day: Day) -> Iterable[Waiting]:
    """What came in and has no clock of its own: nobody's yet, a grown-up's, or laid before one who decides."""
    roles = set(day.roles)
    running = {clock.about for clock in day.clocks}
    found = day.first(
        WAITING(day.viewer, day.whose, day.since, bool(roles & RECEIVING), bool(roles & DECIDING))
    )
    return [_line(report) for report in found if report.pk not in running]


def _waiting(
    viewer: Staff, whose: Whose, since: datetime, is_receiving: bool, is_deciding: bool
) -> QuerySet[Report]:
    wanted = whose(viewer, since)
    if is_receiving:
        wanted |= Q(case=None)
    if is_deciding:
        wanted |= ~Q(proposed_at=None)
    # what came when unusually much did comes last, each sender's in turn: it must not push the rest out
    found = queries.in_brief(queries.waiting(viewer).filter(wanted))
    return found.order_by("is_marked", "turn", "received_at", "pk")


WAITING = Asked(_waiting)


def _line(report: Report) -> Waiting:
    """The child's clock runs from its first minute, whoever's it is."""
    stage, due = queries.stage_of(report)
    what, step, part = STAGES[stage]
    childs = queries.is_childs(report)
    rule = RULES.get(stage) if due and childs else None
    return Waiting(
        what=what,
        law=rule.citation if rule else "",
        rule=rule.id if rule else "",
        due_on=due,
        step=step,
        address="intake:report",
        about=report.pk,
        since=swedish_day(report.received_at),
        part=part,
        first=(stage == its.Stage.PROTECTION and due is not None) or bool(report.protection_danger),
        case=report.case,
        who="" if report.case else _unidentified(report),
        need=Need.label_of(report.need),
    )


def _unidentified(report: Report) -> str:
    if report.kind == Kind.QUESTION:
        return report.reporter_name or "Den som frågar"
    return report.about_name or "Inte identifierad"


def stage(file: File, so_far: Stage | None) -> Stage | None:
    """How far what came in has got; where it ended if nothing later takes over."""
    reports = file.of("reports")
    if not reports:
        return so_far
    without = not_taken(reports[0])
    waiting = next((report for report in reports if report.closed_at is None), None)
    if waiting is None:
        return Stage("Inkommet" if without == UNASKED else "Förhandsbedömning", "stopped", without)
    if waiting.kind != Kind.REPORT:
        return Stage("Inkommet", without=UNASKED)
    assessed = waiting.protection_assessed_at is not None or waiting.need != Need.CHILD
    return Stage("Förhandsbedömning", without=not_taken(waiting)) if assessed else Stage("Skydd")


def not_taken(report: Report) -> tuple[str, ...]:
    """The steps of the way that this never took: nobody is told that an assessment was made that was not."""
    return rules.steps_not_taken(
        is_report=report.kind == Kind.REPORT, is_assessed=report.protection_assessed_at is not None
    )


def steps(file: File) -> Iterable[Step]:
    """To assess what has come in."""
    report = open_report(file)
    if report is not None:
        text = "Gör skyddsbedömning" if is_unprotected(report) else "Ta ställning till det som kommit in"
        yield Step(text, "intake:report", report.pk)


def open_report(file: File) -> Any:
    """The newest that nobody has closed."""
    return next((report for report in file.of("reports") if report.closed_at is None), None)


def is_unprotected(report: Any) -> bool:
    """Whether a child's protection is still to be assessed."""
    return report.need == Need.CHILD and report.protection_assessed_at is None


def rows(file: File) -> Iterable[FileRow]:
    """What has come in, for the list of how one got here."""
    for report in file.of("reports"):
        said = f"{swedish_day(report.received_at)}"
        yield FileRow("Vägen hit", report.get_kind_display(), "intake:report", report.pk, said)


def reading(file: File) -> Iterable[FileRow]:
    """What has come in and is not assessed to the end."""
    for report in file.of("reports"):
        if report.closed_at is None:
            said = f"inkom {swedish_day(report.received_at)}"
            yield FileRow("", report.get_kind_display(), "intake:report", report.pk, said)


# A binder holds what a unit can do in a day; the rest is counted. Children first, then what is urgent, then the oldest.
ON_PAPER, APART_ON_PAPER = 200, 50
FIRST = (Case(When(need=str(Need.CHILD), then=0), default=1), "-is_urgent", "received_at", "pk")


def outage(viewer: Staff, unit: Unit, on: date, at: datetime) -> Sheets:
    """What came in to the unit and is not yet anybody's case."""
    held = Compartment.objects.filter(holdings__in=unit.holdings.on(on)).values("pk")  # type: ignore[attr-defined]
    here = (
        queries.waiting(viewer).filter(case=None, compartment__in=held).defer("told__text", "protection_text")
    )
    mine = here.filter(is_marked=False).order_by(*FIRST)
    apart = here.filter(is_marked=True).order_by("turn", *FIRST)
    reports, marked = list(mine[:ON_PAPER]), list(apart[:APART_ON_PAPER])

    def lines(found: list[Report]) -> list[Deadline]:
        return deadlines(_deadline, found, number=lambda one: f"kvitto {one.receipt}", on=on)

    return Sheets(
        deadlines=lines(reports),
        unknown=[report.compartment_id for report in (*reports, *marked)],
        apart=lines(marked),
        left_out=mine.count() - len(reports),
        left_apart=apart.count() - len(marked),
    )


def _deadline(report: Report) -> Deadline:
    """The same next thing and day as in the queue; where there is none, the day it came is what one goes by."""
    stage, day = queries.stage_of(report)
    what = "Skyddsbedömning" if stage == its.Stage.PROTECTION else Kind.label_of(report.kind)
    came = swedish_day(report.received_at)
    return Deadline(day or came, report.about_name or "Inte identifierad", what, "inkommet")


def deadline_of(need: str, kind: str, came: datetime, name: str) -> Deadline:
    """The line of something that came in and that nobody has looked at, from what it tells of itself."""
    return _deadline(Report(need=need, kind=kind, received_at=came, about_name=name))


OFFERS = Offers(
    menu=[
        Menu(
            "Inkommet",
            "intake:queue",
            20,
            {Role.RECEPTION, Role.MANAGER, Role.SENIOR, Role.CASEWORKER},
            onward=True,
        )
    ],
    drafts=[
        REGISTER,
        PROTECTION,
        NEED,
        CLOSE,
        ROUTE,
        IDENTIFY,
        RELATE,
        WHO,
        WHO_NEAR,
        FAMILY,
        FAMILY_WHO,
        FAMILY_PROTECTION,
        ARRIVAL,
        ANSWER,
        AT_HOME,
        KIND,
    ],
    clocks=[
        OnClock("CH-01", "Gör skyddsbedömning", "intake:report", "#skydd", first=True),
        OnClock("CH-02", "Gör förhandsbedömning", "intake:report", "#bedomning"),
        OnClock("CH-06", "Återkoppla till anmälaren", "intake:report", "#besked"),
        OnClock("CH-06b", "Återkoppla till anmälaren", "intake:report", "#besked"),
        OnClock(LocalClock.NEW_REPORT, "Läs det nya", "intake:report"),
        OnClock("SVAR", "Svara på frågan", "intake:report"),
    ],
    log=[LogWords("intake", "Anmälan eller ansökan", "För att ta emot och bedöma det som kom in")],
    overviews=[
        Overview(
            "intake:queue", "what has come in to the viewer's own unit: logged when one of them is opened"
        ),
    ],
    way=Way(
        names=("Inkommet", "Skydd", "Förhandsbedömning"),
        word="reports",
        read=of_file(lambda viewer: queries.reports(viewer).order_by("-received_at")),
        stage=stage,
        steps=steps,
        rows=rows,
        reading=reading,
    ),
    waits=waits,
    waits_for=roles.RECEIVES_CASES,
    outage=outage,
)
