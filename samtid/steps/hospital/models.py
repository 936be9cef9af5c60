"""Frånvarons tabeller."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Staff

from . import rules, words


class Stay(InCase):
    """Frånvaro: one time that a person is away, from the day it began. What its steps say of when is kept in it for the database.

    ``first_at`` and ``back_at`` are told to the units (``services.Away``); ``ended_on`` is the day somebody came home, moved or died.
    """

    why = models.CharField("varför", max_length=10, choices=words.Why.choices())
    first_at = models.DateTimeField("borta från")
    back_at = models.DateTimeField("tillbaka", null=True)
    ended_on = models.DateField("slutade", null=True)
    opened_at = models.DateTimeField("antecknat")
    opened_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    annulled_at = models.DateTimeField("gällde inte", null=True)
    annulled_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    annulled_why = models.TextField("vad blev fel", blank=True)

    class Meta:
        constraints = [
            # two who write at once make one
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(annulled_at=None, ended_on=None),
                name="one_is_away_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(back_at=None) | Q(back_at__gte=F("first_at")), name="home_after_one_left"
            ),
            models.CheckConstraint(
                condition=Q(annulled_at=None, annulled_by=None, annulled_why="")
                | (Q(annulled_at__isnull=False, annulled_by__isnull=False) & ~Q(annulled_why="")),
                name="an_annulled_stay_says_why",
            ),
            models.CheckConstraint(
                condition=Q(why__in=[str(one) for one in words.Why]), name="a_stays_why_is_known"
            ),
        ]

    @property
    def why_label(self) -> str:
        return words.Why.label_of(self.why)

    def __str__(self) -> str:
        return f"frånvaro {self.pk}"


class StayStep(InCase):
    """Händelse: one thing that was said or happened. A correction is a row beside that ``corrects`` it; neither is changed."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("händelse", max_length=20, choices=words.Kind.choices())
    happened_on = models.DateField("dag")
    clock = models.TimeField("klockslag", null=True)
    until = models.DateField("planerat till", null=True)
    note = models.CharField("anteckning", max_length=500, blank=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected")
    # the correction says that it never was
    is_withdrawn = models.BooleanField("räknas inte", default=False)
    reason = models.TextField("vad som var fel", blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("skrevs")

    class Meta:
        indexes = [models.Index(fields=["stay", "happened_on", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, is_withdrawn=False, reason="")
                | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="a_corrected_stay_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(one) for one in words.Kind]), name="a_stays_step_is_known"
            ),
            # by noon or after decides the day (lag 2017:612, 5 kap. 4 §)
            models.CheckConstraint(
                condition=~Q(kind="ready") | Q(is_withdrawn=True) | Q(clock__isnull=False),
                name="who_is_ready_is_so_at_an_hour",
            ),
        ]

    @property
    def label(self) -> str:
        return words.Kind.label_of(self.kind)

    def said(self) -> rules.Said:
        """The step as the rules ask for it."""
        return rules.Said(words.Kind(self.kind), self.happened_on, self.clock, self.until, self.at)

    def __str__(self) -> str:
        return f"händelse {self.pk}"
