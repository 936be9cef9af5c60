"""Förslagen och vad som blir av dem. Keys are chance and nothing else (no time in them), and moments are days."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.unnamed import NUMBER_IN_TABLE

from .words import Effect, Gains, Origin, State, Step, Turn


class Said(models.Model):
    """Det som sades: a key that tells no time, and texts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    step = models.CharField("steg", max_length=30, choices=Step.choices())
    page = models.CharField("sida", max_length=80, blank=True)
    text = models.CharField("vad var svårt", max_length=1500)
    better = models.CharField("vad vore bättre", max_length=1500, blank=True)
    gains = models.CharField("vem får det bättre", max_length=10, choices=Gains.choices())
    origin = models.CharField("kom från", max_length=10, choices=Origin.choices())
    may_name = models.BooleanField("kan innehålla ett namn", default=False)

    class Meta:
        abstract = True


class Box(Said):
    """Lådan: what has been said today. Nobody reads it; it is emptied and shaken when the day is over.

    ``kind`` is an idea, more about one (``more``), or what its author says of how it became (``better``, ``worse``).
    """

    kind = models.CharField("slag", max_length=10)
    said_on = models.DateField("dag")
    receipt = models.CharField("kvittots kontrollsumma", max_length=64, blank=True)
    named = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    apart_why = models.CharField("varför undanlagt", max_length=120, blank=True)
    about = models.UUIDField("om", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text__regex=NUMBER_IN_TABLE) & ~Q(better__regex=NUMBER_IN_TABLE),
                name="box_names_no_number",
            )
        ]


class Idea(Said):
    """Förslaget: what was hard or could be better, and where it stands."""

    said_on = models.DateField("dag")
    state = models.CharField("läge", max_length=10, choices=State.choices(), default=State.WAITING)
    answer_by = models.DateField("svar utlovat", null=True)
    answered_on = models.DateField("besvarat", null=True)
    title = models.CharField("rubrik", max_length=120, blank=True)
    shown = models.CharField("så här visas det", max_length=1500, blank=True)
    is_public = models.BooleanField("visas för alla", default=False)
    is_apart = models.BooleanField("undanlagt tills någon tittat", default=False)
    apart_why = models.CharField("varför undanlagt", max_length=120, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="enhet"
    )
    owner = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig"
    )
    next_on = models.DateField("nästa dag", null=True)
    done_on = models.DateField("infört", null=True)
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    turns = models.PositiveIntegerField("gånger ändrat", default=0)

    class Meta:
        indexes = [
            models.Index(fields=["state", "answer_by"]),
            models.Index(fields=["step", "said_on"]),
            models.Index(fields=["owner", "next_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text__regex=NUMBER_IN_TABLE)
                & ~Q(better__regex=NUMBER_IN_TABLE)
                & ~Q(shown__regex=NUMBER_IN_TABLE)
                & ~Q(title__regex=NUMBER_IN_TABLE),
                name="idea_names_no_number",
            ),
            models.CheckConstraint(
                condition=~Q(is_public=True) | ~Q(title=""), name="what_all_read_has_a_title"
            ),
            models.CheckConstraint(
                condition=~Q(is_public=True)
                | Q(is_apart=False) & ~Q(state__in=["merged", "spam", "waiting"]),
                name="what_all_read_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(state="merged") ^ Q(same_as=None), name="merged_with_something"
            ),
        ]

    def __str__(self) -> str:
        return f"förslag {self.pk}"

    @property
    def state_label(self) -> str:
        return State.label_of(self.state)

    @property
    def step_label(self) -> str:
        return Step.label_of(self.step)

    @property
    def gains_label(self) -> str:
        return Gains.label_of(self.gains)

    @property
    def called(self) -> str:
        """The title, or how the text begins while it has none."""
        return self.title or (self.text if len(self.text) <= 90 else f"{self.text[:88]}…")

    @property
    def for_all(self) -> str:
        """What everybody reads: the text, or how it was put by whoever answered."""
        return self.shown or self.text


class Author(models.Model):
    """Står bakom med sitt namn: asked for by themselves, from the beginning or by signing later."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="authors")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    is_first = models.BooleanField("skrev det", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "staff"], name="one_stands_behind_once")]


class Receipt(models.Model):
    """Kvittot: leads the one who wrote to the answer. Read by a function only, which is given the code."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("kvittots kontrollsumma", max_length=64, unique=True)
    has_judged = models.BooleanField("har sagt hur det blev", default=False)
    by_staff = models.BooleanField("från en medarbetare", default=False)


class Line(models.Model):
    """En rad i vad som hänt. By whom is said of those who answer and work with it, never of who wrote through a receipt."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField("slag", max_length=10, choices=Turn.choices())
    state = models.CharField("läge", max_length=10, blank=True)
    said = models.CharField("text", max_length=1500, blank=True)
    day = models.DateField("dag")
    turn = models.PositiveIntegerField("ordning", default=0)
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    is_public = models.BooleanField("visas för alla", default=False)

    class Meta:
        indexes = [models.Index(fields=["idea", "day"])]
        constraints = [
            models.CheckConstraint(condition=~Q(said__regex=NUMBER_IN_TABLE), name="line_names_no_number")
        ]

    @property
    def kind_label(self) -> str:
        return Turn.label_of(self.kind)

    @property
    def state_label(self) -> str:
        return State.label_of(self.state) if self.state else ""


class Trial(models.Model):
    """Teamets försök: what, where, how long, and the counts before and after."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="trials")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="enhet")
    what = models.CharField("vad provas", max_length=500)
    measure = models.CharField("vad räknas", max_length=200)
    begun_on = models.DateField("från")
    until_on = models.DateField("till och med")
    before = models.PositiveIntegerField("före", null=True)
    after = models.PositiveIntegerField("efter", null=True)
    effect = models.CharField("effekt", max_length=10, blank=True, choices=Effect.choices())
    told = models.CharField("så gick det", max_length=1500, blank=True)
    ended_on = models.DateField("avslutat", null=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(effect__in=["", "untold"]) | (~Q(before=None) & ~Q(after=None)),
                name="no_effect_without_counts",
            )
        ]

    @property
    def effect_label(self) -> str:
        return Effect.label_of(self.effect) if self.effect else ""


class Verdict(models.Model):
    """Gruppens ord: whether those it is for say that it became better."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="verdicts")
    whose = models.CharField("grupp", max_length=10, choices=Gains.choices())
    is_better = models.BooleanField("det blev bättre")
    how = models.CharField("hur vet vi det", max_length=500, blank=True)
    day = models.DateField("dag")
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")


class Programme(models.Model):
    """Årets mål: how many improvements, half for each group. A new decision is a new row; the latest holds."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.PositiveIntegerField("år")
    staff = models.PositiveIntegerField("för dem som arbetar här")
    citizens = models.PositiveIntegerField("för dem vi är till för")
    minute = models.CharField("bestämt av", max_length=120)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
