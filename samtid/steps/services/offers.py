"""Vad insatserna berättar: their forms, what begins a service, and their place on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from samtid.base.access.asked import Asked
from samtid.base.dossier.offers import about as about_case
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.ground.offers import (
    DraftForm,
    File,
    FileRow,
    LogWords,
    Menu,
    Offers,
    OnClock,
    Stage,
    Step,
    Way,
)
from samtid.ground.reasons import Obstacle
from samtid.steps.decisions.offers import about as about_decision
from samtid.steps.decisions.offers import to_begin
from samtid.steps.intake.offers import UNASKED

from . import queries

NOT_DECIDED = (*UNASKED, "Utredning", "Beslut")  # steps that a service without a test does not take


def about(viewer: Staff, services: Collection[UUID]) -> Mapping[UUID, str]:
    """Who each service is given to."""
    return {one.pk: one.person.name for one in queries.services(viewer).filter(pk__in=services)}


START = DraftForm("services:start", "Start av insats", whose=about_decision)
START_OPEN = DraftForm("services:start_open", "Start av insats", whose=about_case)
ADD_GOAL = DraftForm("services:add_goal", "Mål", whose=about)
END = DraftForm("services:end", "Avslut av insats", whose=about)
# a granted service is given: the day it ought to have begun by
BEGIN = OnClock(
    "NX-01",
    "Starta insatsen",
    START.page,
    called="Beslutad insats som inte har börjat",
    duty="Insatsen ska ha börjat",
)


def stage(file: File, so_far: Stage | None) -> Stage | None:
    """What is granted is to be given, and what is given goes on until all of it has ended."""
    given = file.of("services")
    granted = to_begin(file)
    if not (given or granted) or (so_far and so_far.state == "now"):
        return so_far
    without = (so_far.without if so_far else UNASKED) if file.of("decisions") else NOT_DECIDED
    started = {service.decision_id for service in given}
    goes_on = any(one.pk not in started for one in granted) or any(one.ended_at is None for one in given)
    return Stage("Insats", "now" if goes_on else "stopped", without)


def steps(file: File) -> Iterable[Step]:
    """To start what is granted, or what needs no decision."""
    given, case = file.of("services"), file.current
    started = {service.decision_id for service in given}
    for decision in to_begin(file):
        if decision.pk not in started:
            yield Step("Starta insatsen", START.page, decision.pk)
    if given:
        return
    if case is not None and case.closed_at is None:
        yield Step("Starta insats utan behovsprövning", START_OPEN.page, case.pk)
    if not file.of("decisions"):
        why = Obstacle("Det finns inget beslut om insats än.", "SoL 11 kap. 1 §")
        yield Step("Starta insats efter beslut", "", None, (why,))


def rows(file: File) -> Iterable[FileRow]:
    """What is given, and by whom."""
    for one in file.of("services"):
        until = "avslutad" if one.ended_at else f"från {one.starts_on}"
        yield FileRow("Insatser", one.name, "services:service", one.pk, until, by=one.unit.name)


def reading(file: File) -> Iterable[FileRow]:
    """What is given in the cases and has not ended."""
    going = {one.pk for one in file.of("services") if one.case_id in {case.pk for case in file.cases}}
    ended = {one.pk for one in file.of("services") if one.ended_at}
    return [row for row in rows(file) if row.about in going - ended]


OF_PERSON = Asked(lambda viewer, person: queries.services(viewer).filter(person=person))


OFFERS = Offers(
    menu=[
        Menu("Insatser", "services:running", 32, {Role.PLANNER, Role.CASEWORKER, Role.SENIOR}, onward=True)
    ],
    drafts=[START, START_OPEN, ADD_GOAL, END],
    clocks=[
        BEGIN,
        OnClock("PLAN", "Gör genomförandeplan", "services:service"),
    ],
    log=[LogWords("services", "Insatsen", "För att ge dig en insats")],
    way=Way(
        names=("Insats",),
        word="services",
        read=lambda file: OF_PERSON(file.viewer, file.dossier.person_id),
        stage=stage,
        steps=steps,
        rows=rows,
        reading=reading,
    ),
)
