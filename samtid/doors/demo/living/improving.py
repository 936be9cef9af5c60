"""Det som var svårt, och vad som blev av det: said, answered, tried, done, and what failed."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.ground.law.days import swedish_day
from samtid.quality.improvement import actions, queries, rules
from samtid.quality.improvement.actions import Suggestion
from samtid.quality.improvement.models import Idea
from samtid.quality.improvement.words import Effect, Gains, Origin, State, Step

from .scene import whole
from .staffing import Staffing
from .stamping import as_one

# days ago, the page, the sentence
HARD: tuple[tuple[int, str, str], ...] = (
    (2, "intake:report", "Det var svårt att se om syskonen redan fanns med."),
    (7, "investigations:add_finding", "Jag letade efter var jag skriver vem uppgiften kom ifrån."),
    (12, "decisions:prepare", "Jag visste inte vilket lagrum jag skulle välja för kontaktperson."),
    (17, "visits:today", "I kylan går det inte att trycka med handskar, knappen får gärna vara större."),
    (40, "desk:day", "Jag vill se vem som väntat längst även när fristen är lång."),
    (44, "services:start", "Målen i beslutet fick jag skriva en gång till."),
    (45, "services:start", "Målen i beslutet måste skrivas en gång till när insatsen startar."),
    (60, "followup:follow_up", "Det var svårt att skilja min bild från familjens."),
)
OPEN: tuple[tuple[int, Step, str, str], ...] = (
    (3, Step.INTAKE, "Det gick inte att ringa på lunchen.", "Kan ni ringa upp den som har ringt?"),
    (50, Step.DECISION, "Beslutet var fullt av ord som jag inte förstod.", "En sida på vanlig svenska."),
    (9, Step.OTHER, "Köp på https://a.example eller https://b.example i dag", ""),
)
# how a sentence begins, what it is called, what is answered, how it ends
ANSWERS: tuple[tuple[str, str, str, State, str], ...] = (
    ("Jag vill se", "Vem har väntat längst?", "Listan sorteras efter den som väntat längst inom samma dag.", State.DONE,
     "Infört för alla. Ingen behöver leta längre."),
    ("Målen i beslutet fick", "Skriv målen en gång", "Målen följer med från beslutet. Hemtjänsten provar först.", State.TRYING, ""),
    ("Beslutet var fullt", "Beslut på vanlig svenska", "Vi skriver en sida först som alla förstår.", State.DONE,
     "Alla brev börjar nu med en sida på vanlig svenska."),
    ("Det var svårt att skilja", "Två bilder bredvid varandra", "Vi prövar två spalter.", State.FAILED,
     "Två spalter gjorde sidan svårare i telefonen. Vi tog bort dem igen."),
)  # fmt: skip


def ideas(staffing: Staffing, chance: Random, until: datetime) -> None:
    """What was said lately, without names, and what became of some of it."""
    everybody = sorted({post.staff for post in staffing.posts}, key=lambda staff: staff.username)
    for days, page, sentence in HARD:
        by, at = chance.choice(everybody), whole(until - timedelta(days=days))
        with as_one(by, at):
            actions.say_hard(page, sentence, by=by, at=at)
    for days, step, sentence, better in OPEN:
        at = whole(until - timedelta(days=days))
        with as_one(None, at):
            actions.say_idea(
                Suggestion(sentence, better, Gains.CITIZENS, step, origin=Origin.OPEN), by=None, at=at
            )
    on = swedish_day(until)
    quality = [post.staff for post in staffing.posts if post.role == Role.QUALITY and post.holds_on(on)]
    leads = [post for post in staffing.posts if post.role == Role.MANAGER and post.holds_on(on)]
    if quality and leads:
        _answered(quality[0], leads[0].staff, until)


def _answered(vera: Staff, lead: Staff, until: datetime) -> None:
    now = whole(until)
    with as_one(vera, now):
        actions.empty_box(by=vera, at=now)
    for begins, title, said, ends, how in ANSWERS:
        at = whole(until - timedelta(days=30))
        with as_one(vera, at):
            idea = Idea.objects.get(text__startswith=begins)
            for other in queries.near(vera, idea)[:1]:
                actions.merge(other, idea, by=vera, at=at)
            next_on = swedish_day(at) + timedelta(days=31)
            going = rules.Answer(State.PLANNED, title, said, Gains(idea.gains), lead.pk, next_on, True)
            actions.answer(idea, going, step=Step(idea.step), by=vera, at=at)
        at = whole(until - timedelta(days=5))
        with as_one(lead, at):
            if ends is State.TRYING:
                _tried(idea, lead, at)
            else:
                actions.tell(idea, ends, how, None, by=lead, at=at)
        if ends is State.DONE:
            with as_one(vera, now):
                how = "" if idea.gains == Gains.STAFF else "Brukarrådet har läst breven."
                actions.verify(idea, Gains(idea.gains), True, how, by=vera, at=now)
    at = whole(until - timedelta(days=90))
    with as_one(vera, at):
        actions.decide_programme(
            swedish_day(at).year, 100, f"SN {swedish_day(at).isoformat()} § 61", by=vera, at=at
        )


def _tried(idea: Idea, lead: Staff, at: datetime) -> None:
    [unit, *_] = queries.my_units(lead, swedish_day(at))
    trial = actions.try_out(
        idea,
        unit,
        rules.Reach(costs_more=False, touches_others=False, breaks_decided=False),
        what="Målen kopieras från beslutet",
        measure="mål skrivna två gånger på en vecka",
        until=swedish_day(at) + timedelta(days=30),
        before=9,
        by=lead,
        at=at,
    )
    assert trial.effect != Effect.BETTER
