"""Avvikelsernas tabeller. A report names a step and a unit; a track has its own text, its own readers and its own clocks."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.unnamed import NUMBER_IN_TABLE

from . import words


class Report(models.Model):
    """Rapporten: where and when, and by whom. What happened stands in its tracks."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    step = models.CharField("steg", max_length=30, choices=words.Step.choices())
    page = models.CharField("sida", max_length=80, blank=True)
    # the version of the routine that one read; a later room's row, so its key and nothing more
    routine = models.UUIDField("rutinens version", null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="enhet")
    informed_at = models.DateTimeField("fick veta")
    at = models.DateTimeField("rapporterat")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="rapporterat av")

    @property
    def step_label(self) -> str:
        return words.Step.label_of(self.step)


class Track(models.Model):
    """Spåret: one kind of matter in a report, in its own hands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="tracks")
    kind = models.CharField("spår", max_length=20, choices=words.Track.choices())
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="enhet")
    text = models.CharField("vad hände", max_length=4000)
    at = models.DateTimeField("öppnat")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="utreder"
    )
    gravity = models.CharField("bedömning", max_length=20, blank=True, choices=words.Gravity.choices())
    closed_at = models.DateTimeField("avslutat", null=True)

    class Meta:
        indexes = [models.Index(fields=["closed_at", "kind"])]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], name="one_track_of_a_kind"),
            models.CheckConstraint(condition=~Q(text__regex=NUMBER_IN_TABLE), name="track_names_no_number"),
        ]

    @property
    def kind_label(self) -> str:
        return words.Track.label_of(self.kind)

    @property
    def gravity_label(self) -> str:
        return words.Gravity.label_of(self.gravity) if self.gravity else ""


class Step(models.Model):
    """Ett steg i spåret: what was done, by whom and when. It stands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField("vad", max_length=20, choices=words.Done.choices())
    text = models.CharField("text", max_length=4000, blank=True)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["track", "at"])]
        constraints = [
            models.CheckConstraint(condition=~Q(text__regex=NUMBER_IN_TABLE), name="step_names_no_number")
        ]

    @property
    def what_label(self) -> str:
        return words.Done.label_of(self.what)


class Clock(models.Model):
    """Spårets klocka: a rule of the law's or the municipality's, when it began and when it is due."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="clocks")
    rule = models.CharField("regel", max_length=40)
    started_at = models.DateTimeField("började")
    due_on = models.DateField("senast")
    moment = models.DateTimeField("senast, på minuten", null=True)
    stopped_at = models.DateTimeField("slutade", null=True)

    class Meta:
        indexes = [models.Index(fields=["stopped_at", "due_on"])]
        constraints = [models.UniqueConstraint(fields=["track", "rule"], name="one_clock_of_a_rule")]
