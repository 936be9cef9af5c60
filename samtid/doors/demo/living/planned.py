"""Genomförandeplanerna: most who are helped at home have one, with a line for each time of the day that somebody comes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from samtid.base.organisation.models import Membership, Staff
from samtid.ground.law.days import add_months
from samtid.ground.sweden import SWEDEN, swedish_day, swedish_time
from samtid.steps.plans import actions
from samtid.steps.plans.following import FollowUpText
from samtid.steps.plans.models import Plan, PlanLine
from samtid.steps.plans.rules import LineDetails, PlanText
from samtid.steps.plans.words import Outcome
from samtid.steps.services.models import Service
from samtid.steps.visits.models import Visit

from .scene import whole
from .stamping import as_one

SHARE, DRAFTS = 0.8, 0.05  # of those who are helped at home; the rest wait for somebody to write one
AREAS = {"home_care_personal": "d5", "housing_support": "d2", "companion": "d9"}
HOW: dict[str, tuple[str, ...]] = {
    "d5": (
        "Vill duscha sittande, med handduken framlagd. Klarar ansikte och händer själv.",
        "Börjar med kaffet. Välj kläder tillsammans, det tar den tid det tar.",
        "Stödstrumporna på före frukost. Fråga hur natten har varit.",
        "Vill göra så mycket som möjligt själv. Stå bredvid och vänta.",
    ),
    "d6": (
        "Lakanen byts varannan gång. Fönstret får stå öppet medan du städar.",
        "Skriv listan tillsammans innan du handlar. Mjölken ska vara den gröna.",
        "Dammsug hallen sist. Mattan vid sängen får inte flyttas, den ligger fast för rullatorn.",
    ),
    "d2": ("Gå igenom veckan i almanackan. Ett litet steg i taget.", "Ring alltid en kvart innan."),
    "d9": ("Kortaste vägen, med en paus på bänken.",),
}
WISHES = (
    "",
    "Tycker om att prata om trädgården. Vill bli kallad vid förnamn.",
    "Hör dåligt på vänster öra. Säg vem du är redan i dörren.",
    "Katten får inte komma ut i trapphuset.",
    "Ring dottern om något är annorlunda än det brukar.",
)
# Of the plans of help that has gone on for so long, how many have been followed up, and how many of those put right.
SINCE, FOLLOWED, CORRECTED = timedelta(days=100), 0.5, 0.1
SEEN = (
    (Outcome.UNCHANGED, "Duschen och morgnarna fungerar. Vill ha det som det är."),
    (Outcome.UNCHANGED, "Nöjd med tiderna. Katten är kvar hos dottern, så dörren får stå öppen."),
    (Outcome.UNCHANGED, "Klarar frukosten själv de flesta dagar. Vill behålla besöken tills vidare."),
    (Outcome.CHANGE, "Orkar inte duschen på morgonen längre. Vill ha den på eftermiddagen."),
    (Outcome.ENDED, "Har flyttat ihop med sin syster och klarar sig med hennes hjälp."),
)
TOOK_PART = (
    "Vi satt vid köksbordet och skrev tillsammans.",
    "Dottern var med. Planen lästes upp rad för rad.",
    "Berättade själv hur dagarna brukar se ut.",
)


def plan(service: Service, writers: list[Staff], planner: Staff, *, seed: str, until: datetime) -> None:
    """A plan of what has just been agreed, adopted by one of those who go there; the visits follow its lines."""
    chance = Random(f"{seed}/plan/{service.person.number}/{service.code}")
    luck = chance.random()
    if service.is_sealed or not writers or luck > SHARE + DRAFTS:
        return
    today = swedish_day(until)
    at = laid_at = min(whole(until), datetime.combine(today, time(6, 45), SWEDEN))
    area = AREAS.get(service.code, "d6")
    slots: dict[tuple[time, int, bool, str], list[Visit]] = defaultdict(list)
    for visit in Visit.objects.filter(service=service, planned_at__gte=at - timedelta(hours=7)).order_by(
        "planned_at"
    ):
        slots[swedish_time(visit.planned_at).time(), visit.minutes, visit.needs_two, visit.what].append(visit)
    if not slots:
        return
    lines = tuple(
        LineDetails(
            what=what,
            area=area,
            how=chance.choice(HOW[area]),
            weekdays=tuple(sorted({swedish_day(one.planned_at).weekday() for one in visits})),
            clock=clock,
            leeway=chance.choice((0, 15, 30, 30, 60)),
            minutes=minutes,
            needs_two=two,
            place=visits[0].place,
        )
        for (clock, minutes, two, what), visits in slots.items()
    )
    is_draft = luck > SHARE
    by = chance.choice(writers)
    seen = None if is_draft else _seen(service, today, seed)
    if seen is not None and not _worked(by, service, today - SINCE):
        seen = None
    if seen is not None:  # what has been followed up was agreed some months before
        at = datetime.combine(today - SINCE, time(6, 45), SWEDEN)
    adopted = swedish_day(at)
    text = PlanText(
        lines=lines,
        valid_from=max(adopted, service.starts_on),
        agreed_on=None if is_draft else adopted - timedelta(days=chance.randint(0, 6)),
        agreed_with="person",
        took_part=chance.choice(TOOK_PART),
        wishes=chance.choice(WISHES),
        follow_up_on=today + timedelta(days=chance.randint(8, 180)),
    )
    with as_one(by, at):
        made = actions.write_plan(service, text, by=by, at=at)
        if not is_draft:
            actions.adopt_plan(made, by=by, at=at)
    if is_draft:
        return
    if seen is not None:
        _follow_up(made, seen, by, seed=f"{seed}/right/{service.person.number}/{service.code}")
    with as_one(planner, laid_at):
        for line, visits in zip(
            PlanLine.objects.filter(plan=made).order_by("number"), slots.values(), strict=True
        ):
            Visit.objects.filter(pk__in=[one.pk for one in visits]).update(line=line)


def _worked(by: Staff, service: Service, on: date) -> bool:
    """Whether the one who writes was there when the plan was agreed."""
    return Membership.objects.on(on).filter(staff=by, unit=service.unit_id).exists()


def _seen(service: Service, today: date, seed: str) -> FollowUpText | None:
    """What a follow-up of some of the plans that have held for months came to; None for the rest, and where help is new."""
    chance = Random(f"{seed}/follow/{service.person.number}/{service.code}")
    began = max(service.starts_on, swedish_day(service.started_at))
    if began > today - SINCE or chance.random() > FOLLOWED:
        return None
    [(outcome, said)] = chance.choices(SEEN, weights=(6, 6, 6, 3, 1))
    on = today - timedelta(days=chance.randint(2, 20))
    months = 6 if outcome is Outcome.UNCHANGED else 1
    took_part = chance.choice((("person",), ("person", "relative"), ("person",)))
    return FollowUpText(on, took_part, outcome.value, said, add_months(on, months))


def _follow_up(plan: Plan, seen: FollowUpText, by: Staff, *, seed: str) -> None:
    """By whoever adopted it; some wrote the wrong people and put it right beside the day after."""
    assert seen.followed_on is not None
    at = datetime.combine(seen.followed_on, time(13, 10), SWEDEN)
    with as_one(by, at):
        made = actions.follow_up_plan(plan, seen, by=by, at=at)
    if Random(seed).random() < CORRECTED:
        right = replace(
            seen, took_part=("person", "trustee"), reason="Gode mannen var med, det hade fallit bort."
        )
        at += timedelta(hours=18)
        with as_one(by, at):
            actions.correct_follow_up(made, right, by=by, at=at)
