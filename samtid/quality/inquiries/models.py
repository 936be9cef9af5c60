"""Frågans tabeller: what was seen when it was asked, and every row since. No person stands in any of them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import NUMBER_IN_TABLE

from . import rules
from .words import Kind, Result, Source, Verdict


class Inquiry(models.Model):
    """Frågan: of which figure, what was seen, whose it is and when one looks again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.CharField("syntes i", max_length=20, choices=Source.choices())
    key = models.CharField("siffra", max_length=80)
    title = models.CharField("siffran heter", max_length=250)
    seen = models.CharField("så såg det ut", max_length=2000)
    question = models.CharField("varför", max_length=500)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig")
    look_again_on = models.DateField("ser efter igen")
    asked_at = models.DateTimeField("frågat")
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    result = models.CharField("blev", max_length=20, choices=Result.choices(), blank=True)
    closed_at = models.DateTimeField("avslutad", null=True)
    closed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["closed_at", "look_again_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, result="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(result=""),
                name="inquiry_closes_with_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(question__regex=NUMBER_IN_TABLE), name="inquiry_names_no_number"
            ),
            models.CheckConstraint(
                condition=Q(source__in=list(Source)) & Q(result__in=["", *Result]), name="inquiry_words"
            ),
        ]

    def __str__(self) -> str:
        return f"fråga {self.pk}"

    @property
    def source_label(self) -> str:
        return Source.label_of(self.source)

    @property
    def result_label(self) -> str:
        return Result.label_of(self.result) if self.result else ""


class Line(models.Model):
    """En rad: a cause, a look, a finding, an action, or what became of one. It stands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField("slag", max_length=20, choices=Kind.choices())
    text = models.CharField("text", max_length=4000)
    about = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField("stämmer", max_length=20, choices=Verdict.choices(), blank=True)
    due_on = models.DateField("senast", null=True)
    owner = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["inquiry", "at"]), models.Index(fields=["kind", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text__regex=NUMBER_IN_TABLE), name="inquiry_line_names_no_number"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(Kind)) & Q(verdict__in=["", *Verdict]), name="inquiry_line_words"
            ),
            models.UniqueConstraint(
                fields=["about"],
                condition=Q(kind__in=[Kind.WEIGHED, Kind.DONE, Kind.DROPPED]),
                name="answered_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.ACTION) | Q(due_on__isnull=False, owner__isnull=False),
                name="an_action_is_somebodys_by_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"rad {self.pk}"

    @property
    def kind_label(self) -> str:
        return Kind.label_of(self.kind)

    @property
    def verdict_label(self) -> str:
        return Verdict.label_of(self.verdict) if self.verdict else ""

    def said(self) -> rules.Said:
        """The row as the rules read it."""
        return rules.Said(self.pk, Kind(self.kind), swedish_day(self.at), self.about_id, self.due_on)  # type: ignore[attr-defined]
