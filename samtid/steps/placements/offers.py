"""Vad placeringarna berättar: who is nowhere tonight, what a home's standing asks for, and the list on paper."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from samtid.base.dossier import queries as dossier
from samtid.base.dossier.offers import about as about_case
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Role
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Protection
from samtid.ground.law import placements
from samtid.ground.offers import (
    Day,
    DraftForm,
    File,
    FileRow,
    LogWords,
    Menu,
    Night,
    Offers,
    OnClock,
    Sheets,
    Step,
    UnitLink,
    UnitNotice,
    Waiting,
    Way,
)
from samtid.ground.sweden import swedish_day

from . import counting, history, queries, rules, words
from .models import Care, ChildVisit
from .rules.who import KEEPS_HOMES

PAGE = "placements:care"


def about(viewer: Staff, cares: Collection[UUID]) -> Mapping[UUID, str]:
    """Whose each care is."""
    return {one.pk: one.person.name for one in queries.cares(viewer).filter(pk__in=cares)}


BEGIN = DraftForm("placements:begin", "Placering", whose=about_case)
MOVE = DraftForm("placements:move", "Flytt", whose=about)
END = DraftForm("placements:end", "Avslut av vården", whose=about)
CORRECT = DraftForm("placements:correct", "Rättelse av en placering")
ANNUL = DraftForm("placements:annul", "Placering av fel barn", PAGE, "#fel-barn", about)
FOLLOW = DraftForm("placements:follow", "Vad nämnden har gjort", PAGE, "#folj", about)
TAKE_BACK = DraftForm("placements:take_back", "Något i vården antecknat av misstag")
GROUND = DraftForm("placements:ground", "Ny grund för vården", PAGE, "#grund", about)
VISITED = DraftForm("placements:visited", "Besök hos barnet", PAGE, "#besok", about)
WHERE = DraftForm("placements:where", "Skäl att se var ett barn är", whose=about)
NEW_HOME = DraftForm("placements:new_home", "Nytt hem")
CHANGE_HOME = DraftForm("placements:change_home", "Ändring av ett hem")

# while a child is placed one of these runs
FOLLOWS = frozenset(rule.id for rule in (*rules.FOLLOWED.values(), placements.REVISE_CARE_PLAN))
CONSIDER = ("Skriv övervägandet", PAGE, "#folj")
CLOCKS = [
    OnClock("CH-09", "Flytta barnet", PAGE, called="Barnet ska ha flyttat från jourhemmet"),
    OnClock("CH-10", *CONSIDER),
    OnClock("CH-11", *CONSIDER),
    OnClock("CH-12", "Revidera vårdplanen", PAGE, "#folj"),
]


def arrange(day: Day, lines: list[Waiting]) -> list[Waiting]:
    """Of a home that is not to be told a clock says that it is about the home, and not which kind."""
    told = {line.about for line in lines if line.rule in counting.TELL_KIND and isinstance(line.about, UUID)}
    hidden = queries.with_hidden_homes(day.viewer, told) if told else set()
    return [
        replace(line, what=words.HOME_CLOCK, step="Se placeringen", law="", rule="", part="")
        if line.rule in counting.TELL_KIND and line.about in hidden
        else line
        for line in lines
    ]


def waits(day: Day) -> Iterable[Waiting]:
    """The children whose secretary, or whose caseworker, the viewer is: what each of them asks for today."""
    here = any(post.unit.kind in KEEPS_HOMES for post in day.posts)
    if not here and not any(clock.rule in FOLLOWS for clock in day.clocks):
        return  # works with other things, and nobody in their cases is placed
    mine = queries.briefly(day.viewer).filter(day.mine | Q(secretary=day.viewer))
    rows = queries.tonight(day.viewer, day.at, mine)
    if not rows:
        return
    visits: dict[UUID, list[ChildVisit]] = {}
    for visit in history.visits_of(day.viewer, [row.care for row in rows]):
        visits.setdefault(visit.care_id, []).append(visit)
    counted = {clock.about for clock in day.clocks if clock.rule == placements.EMERGENCY_HOME.id}
    jour = [row.care for row in rows if row.in_emergency_home and row.care.pk not in counted]
    ended = history.investigated(day.viewer, jour) if jour else {}
    unrested = history.unrested(day.viewer, [row.care for row in rows], day.at)
    for row in rows:
        yield from _home(row, day, ended)
        if row.care.pk in unrested:
            yield _line(
                row.care,
                unrested[row.care.pk].what,
                "Se vad som fattas",
                promptly="genast",
                since=day.today,
                part="#grund",
                first=True,
            )
        yield from _visit(row.care, visits.get(row.care.pk, []), day.today)
        yield from _age(row.care, day.today)


def _line(care: Care, what: str, step: str, **said: object) -> Waiting:
    return Waiting(what=what, step=step, address=PAGE, about=care.pk, case=care.case, **said)  # type: ignore[arg-type]


def _home(row: queries.Tonight, day: Day, ended: Mapping[UUID, datetime]) -> Iterator[Waiting]:
    """Without a home, or in one that is closed or not approved any more; or in a jour home that nobody counts."""
    care = row.care
    if row.stay is None:
        yield _line(
            care,
            "Barnet har inget hem i listan",
            "Skriv var barnet är",
            law=rules.ALONE,
            promptly="genast",
            since=swedish_day(row.since),
            first=True,
        )
        return
    for warning in row.warnings:
        yield _line(care, warning, "Se placeringen", law="SoL 22 kap. 2 §", since=day.today)
    if care.pk in ended:
        yield _line(
            care,
            f"{words.HOME_CLOCK} räknas inte än"
            if row.hides
            else "Utredningen är avslutad: jourhemmets två månader räknas inte än",
            "Börja räkna",
            law="" if row.hides else placements.EMERGENCY_HOME.citation,
            since=swedish_day(ended[care.pk]),
            part="#folj",
        )


def _visit(care: Care, visits: list[ChildVisit], today: date) -> Iterator[Waiting]:
    """A visit that was planned and is not noted, or that nobody has planned."""
    planned = history.planned(visits)
    if planned is not None and planned.planned_on is not None:
        if planned.planned_on <= today:
            yield _line(
                care,
                "Besök hos barnet",
                "Anteckna besöket",
                law=rules.SECRETARY,
                due_on=planned.planned_on,
                part="#besok",
            )
        return
    due = history.visit_due(care, visits, today)
    if due is not None and due <= today + timedelta(days=14):
        yield _line(
            care,
            "Inget besök hos barnet är planerat",
            "Planera besök",
            law=rules.SECRETARY,
            due_on=due,
            part="#besok",
        )


def _age(care: Care, today: date) -> Iterator[Waiting]:
    """An age that changes what applies, planned ahead."""
    turns = rules.turns(care.person.born_on, today)
    if turns is not None:
        age, day = turns
        yield _line(care, f"Fyller {age}: {rules.AT_AGE[age]}", "Se placeringen", due_on=day)


def unit(viewer: Staff, where: Unit, at: datetime) -> Iterable[UnitNotice]:
    """The unit's children who are nowhere."""
    if where.kind not in KEEPS_HOMES:
        return
    cases = dossier.of_unit(viewer, where, swedish_day(at))
    lost = [
        one
        for one in queries.tonight(viewer, at, queries.briefly(viewer).filter(case__in=cases))
        if one.is_alarm
    ]
    if lost:
        many = "Ett placerat barn" if len(lost) == 1 else f"{len(lost)} placerade barn"
        yield UnitNotice(
            "Utan hem i natt",
            f"{many} står inte i något hem.",
            "Var är varje barn i natt?",
            "placements:tonight",
        )


def outage(viewer: Staff, where: Unit, on: date, at: datetime) -> Sheets:
    """Where every child of the unit is, as far as the viewer has keys."""
    cases = dossier.of_unit(viewer, where, on)
    rows = queries.tonight(viewer, at, queries.briefly(viewer).filter(case__in=cases))
    return Sheets(
        nights=[
            Night(
                row.person.name,
                ", ".join(part for part in (row.where, row.area) if part),
                row.phone if row.stay is not None else "–",
                row.care.secretary.name,
                row.care.case.number,
                is_sealed(Protection(row.person.protection)),
            )
            for row in rows
        ],
        persons={row.person.pk: row.person for row in rows},
        given=[(row.care.case_id, row.care.pk) for row in rows],
    )


def steps(file: File) -> Iterable[Step]:
    """To place the child, where the need is a child's and nobody has."""
    case = file.current
    if case is not None and case.closed_at is None and case.need == "child":
        going = next((one for one in file.of("placements") if one.goes_on), None)
        if going is None:
            yield Step("Placera barnet", BEGIN.page, case.pk)


def rows(file: File) -> Iterable[FileRow]:
    """Each time the child has lived elsewhere."""
    for one in file.of("placements"):
        if one.annulled_at is None:
            until = "pågår" if one.goes_on else f"till {swedish_day(one.ended_at)}"
            yield FileRow(
                "Placeringar",
                f"Placerad från {swedish_day(one.began_at)}",
                PAGE,
                one.pk,
                until,
                by=one.secretary.name,
            )


def reading(file: File) -> Iterable[FileRow]:
    """What goes on: who takes over reads it first."""
    going = {one.pk for one in file.of("placements") if one.goes_on}
    return [row for row in rows(file) if row.about in going]


OFFERS = Offers(
    menu=[
        Menu("Placeringar", "placements:tonight", 33, {Role.CASEWORKER, Role.SENIOR}, onward=True),
    ],
    drafts=[
        BEGIN,
        MOVE,
        END,
        CORRECT,
        ANNUL,
        FOLLOW,
        TAKE_BACK,
        GROUND,
        VISITED,
        WHERE,
        NEW_HOME,
        CHANGE_HOME,
    ],
    clocks=CLOCKS,
    log=[
        LogWords("placements:where_shown", "Var du bor", "För att veta var du är"),
        LogWords("placements:where", "Frågan om var du bor", "För att be om att få se det"),
        LogWords("placements", "Placeringen", "För att följa hur du har det där du bor"),
    ],
    way=Way(
        word="placements",
        read=lambda file: queries.cares(file.viewer).filter(person=file.dossier.person_id),
        has=lambda: Exists(Care.objects.filter(case=OuterRef("pk"))),
        steps=steps,
        rows=rows,
        reading=reading,
    ),
    arrange=arrange,
    waits=waits,
    waits_for=frozenset({Role.CASEWORKER, Role.SENIOR, Role.MANAGER, Role.RECEPTION}),
    unit=unit,
    unit_links=[UnitLink("Var är varje barn i natt?", "placements:tonight")],
    outage=outage,
)
