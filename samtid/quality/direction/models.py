"""Besluten, planerna och vad som blir av dem. No row is about a person who gets help; those who answer are named, as in a directory."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.ids import new_id
from samtid.ground.unnamed import KEY, KEY_IN_TABLE, NUMBER_IN_TABLE
from samtid.ground.words import Word
from samtid.quality.improvement.models import Idea

from . import words
from .rules import LONGEST, MOST_KRONOR

TEXT = LONGEST
DAYS = (date(1990, 1, 1), date(2200, 12, 31))  # a day outside them would be no day that a page can draw
YEARS = (2000, 2100)


def unnamed(table: str, *fields: str) -> models.CheckConstraint:
    """The last bar beneath the field: no text holds what looks like an identity number."""
    held = ~Q(**{f"{fields[0]}__regex": NUMBER_IN_TABLE})
    for field in fields[1:]:
        held &= ~Q(**{f"{field}__regex": NUMBER_IN_TABLE})
    return models.CheckConstraint(condition=held, name=f"{table}_names_no_number")


def known(table: str, field: str, word: type[Word], *, empty: bool = False) -> models.CheckConstraint:
    """One of the word's own values: any other would stop every page that reads the row."""
    values = [str(one) for one in word]
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": ["", *values] if empty else values}), name=f"{table}_{field}_is_known"
    )


def within(table: str, *fields: str) -> models.CheckConstraint:
    """Days that a page can draw; one that is not said is left out."""
    held = Q()
    for field in fields:
        held &= Q(**{f"{field}__range": DAYS}) | Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(condition=held, name=f"{table}_has_days")


class Held(models.Model):
    """Något som någon ansvarar för: an owner in a unit, a day, and a state. Only those change; what was entered stands.

    ``unit`` is where the owner answered from: when the owner is there no longer the day is that of the unit's manager.
    """

    late_label = "Skulle ha följts upp"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="enhet")
    next_on = models.DateField("nästa dag")
    state = models.CharField("läge", max_length=10, choices=words.State.choices(), default=words.State.OPEN)
    ended_on = models.DateField("avslutat", null=True)
    turns = models.PositiveIntegerField("gånger ändrat", default=0)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="infört av")

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["state", "next_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None) | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="%(app_label)s_%(class)s_ends_on_a_day",
            ),
            known("%(app_label)s_%(class)s", "state", words.State),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == words.State.OPEN

    @property
    def state_label(self) -> str:
        return words.State.label_of(self.state)

    def is_late(self, today: date) -> bool:
        """Whether its day has passed while it is open."""
        return self.is_open and self.next_on < today


class Resolution(Held):
    """Beslut i nämnden eller ledningsgruppen, as the minutes say it."""

    body = models.CharField("beslutat av", max_length=12, choices=words.Body.choices())
    decided_on = models.DateField("dag")
    paragraph = models.CharField("paragraf", max_length=40, blank=True)
    text = models.CharField("beslut", max_length=TEXT)
    ground = models.CharField("grund", max_length=500, blank=True)
    indicator = models.CharField("indikator", max_length=40, blank=True)

    class Meta(Held.Meta):
        abstract = False
        constraints = [
            *Held.Meta.constraints,
            unnamed("resolution", "text", "ground", "paragraph"),
            known("resolution", "body", words.Body),
            within("resolution", "decided_on", "next_on", "ended_on"),
        ]

    @property
    def body_label(self) -> str:
        return words.Body.label_of(self.body)

    @property
    def called(self) -> str:
        """How the text begins."""
        return self.text if len(self.text) <= 110 else f"{self.text[:108]}…"


class Meeting(models.Model):
    """Möte i den gemensamma ledningsgruppen: a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    held_on = models.DateField("dag", unique=True)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [within("meeting", "held_on")]


class Point(Held):
    """Punkt på ett möte: something to take up or to do. It is carried over to every meeting until it is done."""

    late_label = "Skulle ha varit klart"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="points")
    kind = models.CharField("slag", max_length=10, choices=words.PointKind.choices())
    text = models.CharField("punkt", max_length=TEXT)

    class Meta(Held.Meta):
        abstract = False
        constraints = [
            *Held.Meta.constraints,
            unnamed("point", "text"),
            known("point", "kind", words.PointKind),
            within("point", "next_on", "ended_on"),
        ]

    @property
    def kind_label(self) -> str:
        return words.PointKind.label_of(self.kind)

    @property
    def called(self) -> str:
        return self.text if len(self.text) <= 110 else f"{self.text[:108]}…"


class Plan(models.Model):
    """Plan: a vision, whole years, and how often its goals are followed up. It has no day of its own; its goals have."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField("slag", max_length=12, choices=words.PlanKind.choices())
    name = models.CharField("namn", max_length=120)
    vision = models.CharField("vision", max_length=TEXT)
    first_year = models.PositiveSmallIntegerField("första året")
    last_year = models.PositiveSmallIntegerField("sista året")
    rhythm = models.CharField("följs upp", max_length=10, choices=words.Rhythm.choices())
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig")
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="a_plan_has_years"),
            unnamed("plan", "name", "vision"),
            known("plan", "kind", words.PlanKind),
            known("plan", "rhythm", words.Rhythm),
            models.CheckConstraint(
                condition=Q(first_year__range=YEARS, last_year__range=YEARS), name="plan_has_drawn_years"
            ),
        ]

    @property
    def kind_label(self) -> str:
        return words.PlanKind.label_of(self.kind)

    @property
    def rhythm_label(self) -> str:
        return words.Rhythm.label_of(self.rhythm)


class Theme(models.Model):
    """Årets tema i en plan."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="themes")
    year = models.PositiveSmallIntegerField("år")
    text = models.CharField("tema", max_length=120)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "year"], name="one_theme_a_year"),
            unnamed("theme", "text"),
            models.CheckConstraint(condition=Q(year__range=YEARS), name="theme_has_a_drawn_year"),
        ]


class Goal(Held):
    """Mål: open until it is reached or ended with a reason."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    title = models.CharField("mål", max_length=200)
    text = models.CharField("vad det betyder", max_length=TEXT, blank=True)
    indicator = models.CharField("indikator", max_length=40, blank=True)
    target = models.CharField("så ser vi att det är nått", max_length=200, blank=True)

    class Meta(Held.Meta):
        abstract = False
        constraints = [
            *Held.Meta.constraints,
            unnamed("goal", "title", "text", "target"),
            within("goal", "next_on", "ended_on"),
        ]

    @property
    def called(self) -> str:
        return self.title


class Activity(Held):
    """Aktivitet under ett mål. ``next_on`` is its last day; ``source`` where it came from, such as a note of a workshop."""

    late_label = "Skulle ha varit klart"
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="activities")
    text = models.CharField("aktivitet", max_length=TEXT)
    begins_on = models.DateField("från", null=True)
    budget = models.PositiveBigIntegerField("budget, kronor", null=True)
    risk = models.CharField("risk", max_length=500, blank=True)
    indicator = models.CharField("indikator", max_length=40, blank=True)
    source = models.CharField("kom från", max_length=80, blank=True)
    resolution = models.ForeignKey(Resolution, null=True, on_delete=models.PROTECT, related_name="activities")
    idea = models.ForeignKey(Idea, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Held.Meta):
        abstract = False
        constraints = [
            *Held.Meta.constraints,
            unnamed("activity", "text", "risk"),
            within("activity", "begins_on", "next_on", "ended_on"),
            # a row's own key has digits that look like a number about once in a hundred, and names nobody
            models.CheckConstraint(
                condition=Q(source__regex=KEY_IN_TABLE) | ~Q(source__regex=NUMBER_IN_TABLE),
                name="activity_source_names_no_number",
            ),
            models.CheckConstraint(
                condition=Q(budget=None) | Q(budget__lte=MOST_KRONOR), name="activity_costs_kronor"
            ),
        ]

    @property
    def called(self) -> str:
        return self.text if len(self.text) <= 110 else f"{self.text[:108]}…"

    @property
    def came_from(self) -> str:
        """Where it came from, in words: a row's own key says nothing to anybody."""
        return "En rad i ett annat rum" if KEY.fullmatch(self.source) else self.source


class Milestone(models.Model):
    """Milstolpe: what is to be ready on a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="milestones")
    text = models.CharField("vad som ska vara klart", max_length=200)
    due_on = models.DateField("senast")
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    reached_at = models.DateTimeField("nådd", null=True)
    reached_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["due_on"])]
        constraints = [unnamed("milestone", "text"), within("milestone", "due_on")]


class Line(models.Model):
    """En rad i vad som hänt: a follow-up, a correction beside, a change, an end. It stands as it was written.

    ``effect`` and ``told`` are what the indicator said that day; ``before`` and ``after`` its values.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resolution = models.ForeignKey(Resolution, null=True, on_delete=models.PROTECT, related_name="lines")
    point = models.ForeignKey(Point, null=True, on_delete=models.PROTECT, related_name="lines")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="lines")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="lines")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField("slag", max_length=10, choices=words.Turn.choices())
    period = models.CharField("period", max_length=20, blank=True)
    result = models.CharField("blev det så", max_length=10, blank=True, choices=words.Result.choices())
    said = models.CharField("text", max_length=TEXT, blank=True)
    effect = models.CharField("effekt", max_length=10, blank=True, choices=words.Effect.choices())
    told = models.CharField("så sade siffran", max_length=600, blank=True)
    before = models.DecimalField("före", max_digits=14, decimal_places=2, null=True)
    after = models.DecimalField("efter", max_digits=14, decimal_places=2, null=True)
    next_on = models.DateField("nästa dag", null=True)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(effect__in=["", "untold"]) | (~Q(before=None) & ~Q(after=None)),
                name="line_tells_no_effect_without_values",
            ),
            models.CheckConstraint(
                condition=Q(resolution__isnull=False, point=None, plan=None, goal=None, activity=None)
                | Q(resolution=None, point__isnull=False, plan=None, goal=None, activity=None)
                | Q(resolution=None, point=None, plan__isnull=False, goal=None, activity=None)
                | Q(resolution=None, point=None, plan=None, goal__isnull=False, activity=None)
                | Q(resolution=None, point=None, plan=None, goal=None, activity__isnull=False),
                name="line_is_about_one_thing",
            ),
            unnamed("line_of_direction", "said", "told", "period"),
            known("line_of_direction", "kind", words.Turn),
            known("line_of_direction", "result", words.Result, empty=True),
            known("line_of_direction", "effect", words.Effect, empty=True),
            within("line_of_direction", "next_on"),
            # only a follow-up and an end tell what a figure said; a correction beside is words and nothing else
            models.CheckConstraint(
                condition=Q(kind__in=["followed", "ended"])
                | Q(effect="", result="", period="") & (~Q(kind="corrected") | Q(told="")),
                name="line_tells_a_figure_when_followed",
            ),
        ]

    @property
    def kind_label(self) -> str:
        return words.Turn.label_of(self.kind)

    @property
    def result_label(self) -> str:
        return words.Result.label_of(self.result) if self.result else ""

    @property
    def effect_label(self) -> str:
        return words.Effect.label_of(self.effect) if self.effect else ""
