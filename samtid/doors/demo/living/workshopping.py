"""Arbetsstugorna: one that was held, from silent notes to proposals for the plan, and one that is being prepared."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import zip_longest
from random import Random

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.ground.ids import ALPHABET
from samtid.ground.law.days import swedish_day
from samtid.quality.workshops import actions, queries, rules, slips
from samtid.quality.workshops.models import Step, Workshop
from samtid.quality.workshops.rules import StepPlan
from samtid.quality.workshops.words import Guest, StepKind

from .scene import whole
from .staffing import Staffing
from .stamping import as_one

ASKED, GROUPS, VOTES = 36, 3, 3
AGO, AHEAD, ROUND = timedelta(days=26), timedelta(days=13), timedelta(minutes=20)
QUESTION = "Vad skulle göra störst skillnad för dem vi är till för, de närmaste åren?"
# theme → its notes, and how heavily it is voted for
THEMES: dict[str, tuple[int, tuple[str, ...]]] = {
    "Hemmaplan före placering": (8, (
        "Vi söker familjehem långt bort för att vi inte vet vilka som finns nära.",
        "En öppenvård som kan börja i morgon, inte om sex veckor.",
        "Låt familjebehandlarna vara med redan när utredningen börjar.",
        "Skriv ner vad som hjälpte när ett barn kunde bo kvar.",
    )),
    "En väg in": (6, (
        "Den som ringer ska inte behöva berätta samma sak tre gånger.",
        "En mottagning för alla åldrar.",
        "Samma telefontid hela veckan, också på lunchen.",
    )),
    "Gemensamma uppdrag": (4, (
        "Hemtjänst och boendestöd hos samma person: lägg besöken ihop.",
        "En plan per person, inte en per enhet.",
        "Vi möts för sällan över gränsen mellan äldre och vuxna.",
    )),
    "Digitalt som hjälper": (3, (
        "Färre system, samma uppgifter en gång.",
        "Telefonen ska fungera i trapphuset där det inte finns täckning.",
        "Lär ut i gruppen, inte i en film.",
    )),
    "Kompetens som stannar": (2, (
        "Handledning varje månad för den som är ny.",
        "Låt erfarna kollegor byta enhet en termin.",
    )),
}  # fmt: skip
LOOSE = ("Bättre kaffe.", "Mer tid att tänka tillsammans, som i dag.")
PICKED = (
    ("Hemmaplan före placering", "Hemmaplanslösningar i en katalog", "Varje enhet skriver in vad den kan erbjuda, hur snart och vad det kostar."),
    ("En väg in", "En gemensam mottagning", "Prövas i sex månader innan den införs."),
)  # fmt: skip


def workshops(staffing: Staffing, chance: Random, until: datetime) -> None:
    """Held and prepared by the quality developer."""
    on = swedish_day(until)
    posts = [post for post in staffing.posts if post.holds_on(on)]
    hosts = sorted((post.staff for post in posts if post.role == Role.QUALITY), key=lambda one: one.username)
    people = sorted({post.staff for post in posts}, key=lambda one: one.username)
    if not hosts or len(people) < GROUPS * rules.LEAST_IN_GROUP:
        return
    asked = chance.sample(people, min(ASKED, len(people)))
    _held(hosts[0], asked, chance, until - AGO)
    _prepared(hosts[0], asked, until)


def _made(host: Staff, name: str, asked: list[Staff], first: datetime, at: datetime) -> Workshop:
    """Planned over two half-days, asked and dealt."""
    day, next_day = swedish_day(first), swedish_day(first) + timedelta(days=1)
    shop = actions.make(name, "Underlag till utvecklingsplanen för de närmaste åren.", by=host, at=at)
    for kind, on, starts, minutes, question, votes in (
        (StepKind.WRITE, day, time(8, 30), 15, QUESTION, 0),
        (StepKind.READ, day, time(8, 45), 20, "", 0),
        (StepKind.PAUSE, day, time(9, 5), 20, "", 0),
        (StepKind.CLUSTER, day, time(9, 25), 45, "", 0),
        (StepKind.VOTE, next_day, time(8, 30), 10, "Vad ska vi börja med?", VOTES),
        (StepKind.DISCUSS, next_day, time(8, 40), 60, "Hur börjar vi, och vem gör vad?", 0),
    ):
        actions.add_step(shop, StepPlan(kind, on, starts, minutes, question, votes), by=host, at=at)
    actions.invite(shop, asked, {Guest.POLITICIAN: 3, Guest.FACILITATOR: 1}, by=host, at=at)
    actions.deal(shop, GROUPS, 2026, by=host, at=at)
    return shop


def _held(host: Staff, asked: list[Staff], chance: Random, first: datetime) -> None:
    """From the first silent note to the proposals."""
    at = whole(first)
    with as_one(host, at):
        shop = _made(host, "Framtidens socialtjänst", asked, at, at)
        made = actions.lay_out(shop, by=host, at=at)
        plan = queries.steps(host, shop)
        actions.move(shop, plan[0], by=host, at=at)
    # the spare slips are left; one from each group in turn, so that enough write in each for it to come out
    heaps = [[one for one in made if one.group == n][: -rules.SPARE] for n in range(1, GROUPS + 1)]
    seats = [slips.told(shop.code, one.word) for row in zip_longest(*heaps) for one in row if one]
    texts = [text for _, notes in THEMES.values() for text in notes] + list(LOOSE)
    with as_one(None, at):
        for n, text in enumerate(chance.sample(texts, len(texts))):
            actions.write(seats[n % len(seats)], plan[0].pk, _key(chance), text, insists=True, by=None, at=at)
    for step in plan[1:4]:
        at += ROUND
        _on(host, shop, step, at)
    with as_one(host, at):
        lying = {note.text: note.pk for note in queries.notes(host, shop)}
        themes = {
            name: actions.gather(shop, [lying[text] for text in notes], name, None, by=host, at=at)
            for name, (_, notes) in THEMES.items()
        }
    at = whole(first + timedelta(days=1))
    _on(host, shop, plan[4], at)
    with as_one(None, at):
        names, heavy = list(THEMES), [weight for weight, _ in THEMES.values()]
        for seat in seats:
            for name in chance.choices(names, heavy, k=VOTES):
                actions.vote(seat, plan[4].pk, themes[name].pk, _key(chance), by=None, at=at)
    at += ROUND
    _on(host, shop, plan[5], at)
    at += ROUND
    with as_one(host, at):
        shop = queries.workshops(host).get(pk=shop.pk)
        actions.move(shop, None, by=host, at=at)
        for name, title, text in PICKED:
            actions.pick(themes[name], title, text, by=host, at=at)


def _on(host: Staff, shop: Workshop, step: Step, at: datetime) -> None:
    with as_one(host, at):
        now = queries.workshops(host).get(pk=shop.pk)
        actions.move(now, step, by=host, at=at)


def _prepared(host: Staff, asked: list[Staff], until: datetime) -> None:
    """Planned, asked and dealt; some voices are still missing."""
    at = whole(until - timedelta(hours=5))
    with as_one(host, at):
        _made(host, "Vård och omsorg nära", asked[: len(asked) // 2], until + AHEAD, at)


def _key(chance: Random) -> str:
    return "".join(chance.choices(ALPHABET, k=rules.RECEIPT))
