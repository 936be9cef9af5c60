"""Vad utredningen berättar: who is to be told, what goes on, its sheets, and its place on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access.asked import Asked
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.queries import of_file
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.offers import (
    Day,
    DraftForm,
    File,
    FileRow,
    LogWords,
    Menu,
    Offers,
    OnClock,
    Stage,
    Step,
    Waiting,
    Way,
    Whose,
)
from samtid.ground.reasons import Obstacle
from samtid.steps.intake import offers as intake

from . import queries, rules
from .models import Finding, Investigation

INFORM_STEP = ("Informera dem som berörs", "investigations:inform")
GO_ON = ("Fortsätt utredningen", "investigations:investigation")


def about(viewer: Staff, investigations: Collection[UUID]) -> Mapping[UUID, str]:
    """Who each investigation is about."""
    found = queries.investigations(viewer).filter(pk__in=investigations)
    return {one.pk: one.case.dossier.person.name for one in found}


def _of_findings(viewer: Staff, findings: Collection[UUID]) -> Mapping[UUID, str]:
    found = seen_by(viewer, Finding).filter(pk__in=findings).select_related("case__dossier__person")
    return {one.pk: one.case.dossier.person.name for one in found}


def _sheet(name: str, title: str, page: str = "") -> DraftForm:
    return DraftForm(f"investigations:{name}", title, f"investigations:{page or name}", whose=about)


OPEN = DraftForm("investigations:open", "Inledning av utredning", whose=intake.about)
OPEN_TOGETHER = DraftForm("investigations:open_together", "Inledning för syskon", whose=intake.about)
CORRECTION = DraftForm(
    "investigations:correction", "Rättelse av uppgift", "investigations:correct_finding", whose=_of_findings
)
PLAN = _sheet("plan", "Utredningsplan")
INFORM = _sheet("inform", "Information till dem som berörs")
INFORMED = _sheet("informed", "Rättelse av när de som berörs informerades", "correct_informed")
FINDING = _sheet("finding", "Uppgift i utredning", "add_finding")
VOICE = _sheet("voice", "Barnets ord", "hear_child")
PROPOSAL = _sheet("proposal", "Bedömning och förslag", "propose")
COMMUNICATION = _sheet("communication", "Kommunicering", "communicate")
ANSWER = _sheet("answer", "Synpunkter på underlaget")
EXTENSION = _sheet("extension", "Förlängning av utredning", "extend")
CLOSING = _sheet("closing", "Avslut av utredning", "close")
MONITORING = _sheet("monitoring", "Avslut av uppföljning", "end_monitoring")
DRAFTS = (
    OPEN,
    OPEN_TOGETHER,
    PLAN,
    INFORM,
    INFORMED,
    FINDING,
    CORRECTION,
    VOICE,
    PROPOSAL,
    COMMUNICATION,
    ANSWER,
    EXTENSION,
    CLOSING,
    MONITORING,
)


def waits(day: Day) -> Iterable[Waiting]:
    """A grown-up's investigation that goes on: the law sets it no time.

    A child's has clocks of its own: the four months, and those who are to be told at once (SoL 20:3, 20:4).
    """
    if not any(post.unit.kind in rules.INVESTIGATE for post in day.posts):
        return []
    return [_line(one) for one in day.first(WAITING(day.viewer, day.whose, day.since))]


def _waiting(viewer: Staff, whose: Whose, since: datetime) -> QuerySet[Investigation]:
    found = queries.ongoing(viewer).filter(whose(viewer, since), concerns_child=False)
    return found.select_related(None).select_related("case")


WAITING = Asked(_waiting)


def _line(inquiry: Investigation) -> Waiting:
    step, address = GO_ON
    return Waiting(
        what="Utredning",
        step=step,
        address=address,
        about=inquiry.pk,
        since=swedish_day(inquiry.opened_at),
        case=inquiry.case,
    )


def stage(file: File, so_far: Stage | None) -> Stage | None:
    """An investigation that goes on is where the matter is, unless something newer has come in."""
    found = file.of("investigations")
    if not found or (so_far and so_far.state == "now"):
        return so_far
    without = so_far.without if so_far else intake.UNASKED
    goes_on = any(one.closed_at is None for one in found)
    return Stage("Utredning", "now" if goes_on else "stopped", without)


def steps(file: File) -> Iterable[Step]:
    """To open one on what has come in, or to go on with the one there is."""
    going: Any = next((one for one in file.of("investigations") if one.closed_at is None), None)
    report = intake.open_report(file)
    if report is not None and going is None:
        missing = Obstacle("Skyddsbedömningen är inte gjord.", children.PROTECTION_ASSESSMENT.citation)
        obstacles = (missing,) if intake.is_unprotected(report) else ()
        yield Step("Inled utredning", OPEN.page, report.pk, obstacles)
    if going is not None:
        if going.concerns_child and not (going.informed_at or going.not_informed_reason):
            yield Step(*INFORM_STEP, going.pk)
        yield Step(*GO_ON, going.pk)


def rows(file: File) -> Iterable[FileRow]:
    """The investigations, for the list of how one got here."""
    for one in file.of("investigations"):
        at, verb = (one.closed_at, "avslutad") if one.closed_at else (one.opened_at, "inledd")
        said = f"{verb} {swedish_day(at)}"
        yield FileRow("Vägen hit", "Utredning", "investigations:investigation", one.pk, said)


def reading(file: File) -> Iterable[FileRow]:
    """Those that go on."""
    return [
        row for row, one in zip(rows(file), file.of("investigations"), strict=True) if one.closed_at is None
    ]


OFFERS = Offers(
    menu=[
        Menu(
            "Utredningar",
            "investigations:list",
            25,
            {Role.CASEWORKER, Role.SENIOR, Role.MANAGER},
            onward=True,
        )
    ],
    drafts=DRAFTS,
    clocks=[
        OnClock("CH-04", *INFORM_STEP),
        OnClock("CH-05", *GO_ON),
        OnClock("CH-07", "Avsluta uppföljningen", "investigations:investigation"),
    ],
    log=[LogWords("investigations", "Utredningen", "För att utreda vad du behöver")],
    way=Way(
        names=("Utredning",),
        word="investigations",
        read=of_file(queries.investigations),
        stage=stage,
        steps=steps,
        rows=rows,
        reading=reading,
    ),
    waits=waits,
    waits_for=roles.RECEIVES_CASES,
)
