"""Försökets tabeller: the plan, who tries, what must not get worse, each time that it did, and every row since.

No person stands in any of them. The plan stands as it was when it began: a hypothesis that is moved afterwards is met by chance.
"""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import NUMBER_IN_TABLE
from samtid.quality.indicators.words import Kind as Counted

from . import rules
from .words import Kind, Method, Outcome, Side, State, Way


class Trial(models.Model):
    """Försöket: what is changed, what one believes, how it is judged, and for how long."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField("namn", max_length=200)
    changed = models.CharField("det som ändras", max_length=2000)
    hypothesis = models.CharField("hypotes", max_length=1000)
    indicator = models.CharField("indikator", max_length=40)
    version = models.PositiveSmallIntegerField("definitionens version")
    way = models.CharField("väntas bli", max_length=10, choices=Way.choices())
    method = models.CharField("räknas", max_length=10, choices=Method.choices())
    looks = models.PositiveSmallIntegerField("antal gånger man räknar")
    months = models.PositiveSmallIntegerField("månader före")
    starts_on = models.DateField("från och med")
    ends_on = models.DateField("till och med")
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig")
    at = models.DateTimeField("skrivet")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField("planen bestämd", null=True)
    begun_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    stopped_on = models.DateField("avbrutet", null=True)
    outcome = models.CharField("beslut", max_length=10, choices=Outcome.choices(), blank=True)
    follow_on = models.DateField("följs upp", null=True)
    closed_at = models.DateTimeField("avslutat", null=True)
    closed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["closed_at", "ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")), name="trial_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(looks__gte=1, looks__lte=rules.MOST_LOOKS)
                & Q(months__gte=rules.FEWEST_MONTHS, months__lte=rules.MOST_MONTHS),
                name="trial_is_counted_now_and_then",
            ),
            models.CheckConstraint(
                condition=Q(way__in=list(Way), method__in=list(Method), outcome__in=["", *Outcome]),
                name="trial_words",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="trial_is_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(name__regex=NUMBER_IN_TABLE)
                & ~Q(changed__regex=NUMBER_IN_TABLE)
                & ~Q(hypothesis__regex=NUMBER_IN_TABLE),
                name="trial_names_no_number",
            ),
        ]

    def __str__(self) -> str:
        return f"försök {self.pk}"

    @property
    def ended_on(self) -> date:
        """The last day that was tried."""
        return self.stopped_on or self.ends_on

    @property
    def outcome_label(self) -> str:
        return Outcome.label_of(self.outcome) if self.outcome else ""

    def state(self, today: date) -> State:
        """Where it is on a day."""
        return rules.state_of(
            begun_on=swedish_day(self.begun_at) if self.begun_at else None,
            starts_on=self.starts_on,
            ends_on=self.ended_on,
            is_stopped=self.stopped_on is not None,
            is_decided=bool(self.outcome),
            is_closed=self.closed_at is not None,
            today=today,
        )


class Place(models.Model):
    """Enheten: one that tries, or one that it is compared with."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="places")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    side = models.CharField("del", max_length=10, choices=Side.choices())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "unit"], name="a_unit_is_on_one_side"),
            models.CheckConstraint(condition=Q(side__in=list(Side)), name="trial_place_words"),
        ]


class Guard(models.Model):
    """Skyddsgränsen: an indicator that must not pass a value in any unit that tries."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="guards")
    indicator = models.CharField("indikator", max_length=40)
    version = models.PositiveSmallIntegerField("definitionens version")
    counted = models.CharField("mått", max_length=10, choices=Counted.choices())
    worse = models.CharField("sämre är", max_length=10, choices=Way.choices())
    limit = models.DecimalField("gräns", max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "indicator", "worse"], name="one_limit_each_way"),
            models.CheckConstraint(
                condition=Q(worse__in=list(Way), counted__in=list(Counted)), name="trial_guard_words"
            ),
        ]


class Breach(models.Model):
    """Gränsen passerad: written by the night's watch (``access.watch_trials``) and by nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="breaches")
    guard = models.ForeignKey(Guard, on_delete=models.PROTECT, related_name="breaches")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField("perioden från")
    last_on = models.DateField("perioden till")
    value = models.DecimalField("värde", max_digits=14, decimal_places=2)
    noticed_at = models.DateTimeField("sett")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guard", "unit", "first_on"], name="a_period_breaks_a_limit_once")
        ]


class Line(models.Model):
    """En rad: what was done with the trial, and at a look what was found. It stands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField("slag", max_length=10, choices=Kind.choices())
    text = models.CharField("text", max_length=4000)
    size = models.FloatField("skillnad", null=True)
    low = models.FloatField("minst", null=True)
    high = models.FloatField("högst", null=True)
    is_final = models.BooleanField("sista gången", default=False)
    answers = models.PositiveIntegerField("svarar på så många passerade gränser", null=True)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["trial", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text__regex=NUMBER_IN_TABLE), name="trial_line_names_no_number"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="trial_line_words"),
        ]

    @property
    def kind_label(self) -> str:
        return Kind.label_of(self.kind)
