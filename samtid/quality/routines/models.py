"""Rutinerna och deras versioner. No row is about a person who gets help; those who wrote and decided are named, as in minutes."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.ids import new_id
from samtid.quality.direction.models import known, unnamed, within

from . import process, rules, words


def short(table: str, **most: int) -> models.CheckConstraint:
    """No text is longer than so many signs."""
    held = Q()
    for field, signs in most.items():
        held &= Q(LessThanOrEqual(Length(field), Value(signs)))
    return models.CheckConstraint(condition=held, name=f"{table}_is_not_endless")


class Routine(models.Model):
    """Rutin: which step it belongs to, whom it is for, who answers for it and when it is looked at again.

    ``place`` is a step's key or the name of one of its pages; ``covers`` the unit it is for, none for the whole municipality.
    What it says stands in its versions. From ``withdrawn_on`` none of them is in force.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField("hör till", max_length=80)
    covers = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="gäller för"
    )
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarar från")
    next_on = models.DateField("ses över")
    withdrawn_on = models.DateField("upphävd", null=True)
    turns = models.PositiveIntegerField("gånger ändrad", default=0)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="införd av")

    class Meta:
        indexes = [models.Index(fields=["withdrawn_on", "next_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__regex=r"^[a-z_]{1,30}(:[a-z_]{1,40})?$"), name="routine_has_a_place"
            ),
            within("routine", "next_on", "withdrawn_on"),
        ]

    @property
    def place_label(self) -> str:
        return process.called(self.place)

    @property
    def covers_label(self) -> str:
        return self.covers.name if self.covers else "Hela kommunen"


class Version(models.Model):
    """Version av en rutin: written by one, decided by another or sent back with a reason. It is never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    routine = models.ForeignKey(Routine, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("rubrik", max_length=rules.LONGEST_TITLE)
    text = models.TextField("så gör vi", max_length=rules.LONGEST)
    checklist = models.TextField("checklista", max_length=rules.LONGEST_LIST, blank=True)
    why = models.CharField("vad är nytt", max_length=rules.LONGEST_WHY)
    is_public = models.BooleanField("texten får läsas av alla", default=False)
    wanted_from = models.DateField("föreslås gälla från")
    at = models.DateTimeField("skriven")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="skriven av")
    decided_at = models.DateTimeField("beslutad", null=True)
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decided_as = models.CharField("beslutad av", max_length=10, blank=True, choices=words.As.choices())
    decided_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("gäller från", null=True)
    returned_at = models.DateTimeField("skickad tillbaka", null=True)
    returned_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    returned_why = models.CharField("skäl", max_length=rules.LONGEST_WHY, blank=True)

    class Meta:
        indexes = [models.Index(fields=["routine", "valid_from"])]
        constraints = [
            models.UniqueConstraint(fields=["routine", "number"], name="one_version_of_a_number"),
            unnamed("version_of_a_routine", "title", "text", "checklist", "why", "returned_why"),
            known("version_of_a_routine", "decided_as", words.As, empty=True),
            within("version_of_a_routine", "wanted_from", "valid_from"),
            # the fields bound it in the program; a text past it would stop every page that reads it
            short("version_of_a_routine", text=rules.LONGEST, checklist=rules.LONGEST_LIST),
            models.CheckConstraint(
                condition=Q(
                    decided_at=None, decided_by=None, decided_as="", decided_unit=None, valid_from=None
                )
                | Q(
                    decided_at__isnull=False, decided_by__isnull=False, decided_unit__isnull=False,
                    valid_from__isnull=False, returned_at=None,
                ) & ~Q(decided_as="") & ~Q(decided_by=F("by")),
                name="version_is_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_by=None, returned_why="")
                | Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(returned_why=""),
                name="version_is_sent_back_with_a_reason",
            ),
        ]  # fmt: skip

    @property
    def points(self) -> list[str]:
        return rules.points(self.checklist)

    @property
    def lines(self) -> list[str]:
        """Everything it says, line by line, for the difference from another."""
        listed = [f"☐ {one}" for one in self.points]
        said = [line.strip() for line in self.text.splitlines() if line.strip()]
        return [self.title, *said, *listed]

    @property
    def decided_as_label(self) -> str:
        return words.As.label_of(self.decided_as) if self.decided_as else ""

    def state(
        self,
        today: date,
        latest: int,
        in_force: int | None,
        withdrawn_on: date | None,
        overtaken_on: date | None,
    ) -> words.State:
        """Where it stands. ``latest`` is the highest number there is, ``in_force`` that of the one that holds today.

        ``overtaken_on`` is when another was decided to hold from the same day or before it.
        """
        if self.returned_at is not None:
            return words.State.RETURNED
        if self.valid_from is None:
            if self.number != latest:
                return words.State.PASSED
            return words.State.PROPOSED if withdrawn_on is None else words.State.FELL
        if self.number == in_force:
            return words.State.IN_FORCE
        ended = min((day for day in (withdrawn_on, overtaken_on) if day is not None), default=None)
        if ended is not None and ended < self.valid_from:
            return words.State.NEVER
        return words.State.COMING if self.valid_from > today else words.State.FORMER


class Line(models.Model):
    """En rad i vad som hänt: looked at, given to another, withdrawn. It stands as it was written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    routine = models.ForeignKey(Routine, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField("slag", max_length=10, choices=words.Turn.choices())
    said = models.CharField("text", max_length=rules.LONGEST_WHY)
    told = models.CharField("ändrat", max_length=300, blank=True)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            unnamed("line_of_a_routine", "said", "told"),
            known("line_of_a_routine", "kind", words.Turn),
        ]

    @property
    def kind_label(self) -> str:
        return words.Turn.label_of(self.kind)


class Reading(models.Model):
    """Läst: that somebody has read a version, for her own eyes. Neither day nor order is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "version"], name="read_once")]
