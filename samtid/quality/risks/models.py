"""Riskerna, kontrollerna, tillfällena och vad som sades. No row is about a person who gets help; who answers is named, as in a directory."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.sweden import swedish_day
from samtid.quality.direction.models import known, unnamed, within
from samtid.quality.indicators.words import Kind as Counted
from samtid.quality.routines import process

from . import rules
from .words import How, Kind, Level, Outcome, Way, Why

PLACE = Q(place__regex=r"^[a-z_]{1,30}(:[a-z_]{1,40})?$", area="") | Q(place="") & ~Q(area="")
STEP = Q(likelihood__range=(1, 5), severity__range=(1, 5))


class Somewhere(models.Model):
    """Var i arbetet: a step of the map of processes or an area in own words, and the unit it is about (none: all)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    place = models.CharField("steg", max_length=80, blank=True)
    area = models.CharField("arbetsområde", max_length=rules.SHORT, blank=True)
    covers = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="gäller"
    )
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig")
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="införd av")

    class Meta:
        abstract = True

    @property
    def where(self) -> str:
        """The step's name, or the area."""
        return process.called(self.place) if self.place else self.area

    @property
    def step(self) -> str:
        """The step's key, for the map of the routines; empty for an area."""
        return self.place.partition(":")[0]

    def whom(self, today: date) -> str:
        """The unit it is about, and that it is there no longer."""
        if self.covers is None:
            return "Hela kommunen"
        return self.covers.name if self.covers.holds_on(today) else f"{self.covers.name} (finns inte längre)"


class Risk(Somewhere):
    """Risken: what may happen, why, and what it leads to. How large it is stands in its lines."""

    name = models.CharField("vad kan hända", max_length=rules.LONGEST)
    cause = models.CharField("orsak", max_length=rules.LONGEST)
    consequence = models.CharField("konsekvens", max_length=rules.LONGEST)
    next_on = models.DateField("ses över")
    doer = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="gör åtgärden"
    )
    measure_on = models.DateField("åtgärden är gjord senast", null=True)
    closed_at = models.DateTimeField("avslutad", null=True)
    closed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["closed_at", "next_on"])]
        constraints = [
            unnamed("risk", "name", "cause", "consequence", "area"),
            within("risk", "next_on", "measure_on"),
            models.CheckConstraint(condition=PLACE, name="risk_is_somewhere"),
            models.CheckConstraint(
                condition=Q(doer=None, measure_on=None) | Q(doer__isnull=False, measure_on__isnull=False),
                name="risk_measure_has_a_doer",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="risk_is_closed_by_somebody",
            ),
        ]


class Control(Somewhere):
    """Kontrollen: what is looked at, why, how often, and for a figure the limit and the definition it is a limit on. It stands until it ends."""

    name = models.CharField("namn", max_length=rules.SHORT)
    what = models.CharField("vad, och hur", max_length=rules.LONGEST)
    law = models.CharField("varför", max_length=rules.SHORT)
    how = models.CharField("sätt", max_length=10, choices=How.choices())
    indicator = models.CharField("indikator", max_length=40, blank=True)
    version = models.PositiveSmallIntegerField("definitionens version", null=True)
    counted = models.CharField("mått", max_length=10, choices=Counted.choices(), blank=True)
    way = models.CharField("gränsen är", max_length=10, choices=Way.choices(), blank=True)
    limit = models.DecimalField("gräns", max_digits=12, decimal_places=2, null=True)
    every = models.PositiveSmallIntegerField("månader mellan")
    month = models.PositiveSmallIntegerField("månad")
    begins_on = models.DateField("från och med")
    ended_on = models.DateField("upphörde", null=True)
    ended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            unnamed("risks_control", "name", "what", "law", "area"),
            within("risks_control", "begins_on", "ended_on"),
            models.CheckConstraint(condition=PLACE, name="risks_control_is_somewhere"),
            models.CheckConstraint(
                condition=Q(how=How.HAND, indicator="", version=None, counted="", way="", limit=None)
                | Q(how=How.FIGURE, version__isnull=False, counted__in=list(Counted), way__in=list(Way), limit__isnull=False)
                & ~Q(indicator=""),
                name="risks_control_is_a_figure_or_by_hand",
            ),
            models.CheckConstraint(
                condition=Q(every__in=list(rules.EVERY), month__gte=1, month__lte=12), name="risks_control_comes_again"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="risks_control_is_ended_by_somebody",
            ),
        ]  # fmt: skip


class Line(models.Model):
    """En rad om en risk eller en kontroll. It stands as it was written; what turned out otherwise is another line."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    risk = models.ForeignKey(Risk, null=True, on_delete=models.PROTECT, related_name="lines")
    control = models.ForeignKey(Control, null=True, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField("nummer")
    kind = models.CharField("slag", max_length=10, choices=Kind.choices())
    text = models.CharField("text", max_length=rules.LONGEST, blank=True)
    likelihood = models.PositiveSmallIntegerField("sannolikhet", null=True)
    severity = models.PositiveSmallIntegerField("allvar", null=True)
    measure = models.CharField("åtgärd", max_length=rules.LONGEST, blank=True)
    doer = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    measure_on = models.DateField("gjord senast", null=True)
    left_likelihood = models.PositiveSmallIntegerField("kvarvarande sannolikhet", null=True)
    left_severity = models.PositiveSmallIntegerField("kvarvarande allvar", null=True)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["risk", "number"], name="one_line_of_a_number_of_a_risk"),
            models.UniqueConstraint(fields=["control", "number"], name="one_line_of_a_number_of_a_control"),
            models.CheckConstraint(
                condition=Q(risk__isnull=False, control=None) | Q(risk=None, control__isnull=False),
                name="risks_line_is_about_one_of_them",
            ),
            known("risks_line", "kind", Kind),
            unnamed("risks_line", "text", "measure"),
            within("risks_line", "measure_on"),
            models.CheckConstraint(
                condition=Q(kind=Kind.ASSESSED) & STEP
                | ~Q(kind=Kind.ASSESSED) & Q(likelihood=None, severity=None, measure="", doer=None, measure_on=None),
                name="risks_line_assesses_whole",
            ),
            models.CheckConstraint(
                condition=Q(left_likelihood=None, left_severity=None)
                | Q(kind=Kind.ASSESSED, left_likelihood__range=(1, 5), left_severity__range=(1, 5)),
                name="risks_line_says_what_is_left_whole",
            ),
        ]  # fmt: skip

    @property
    def kind_label(self) -> str:
        return Kind.label_of(self.kind)

    @property
    def level(self) -> Level | None:
        """How large the risk was."""
        if self.likelihood is None or self.severity is None:
            return None
        return rules.level_of(self.likelihood, self.severity)

    @property
    def left(self) -> Level | None:
        """How large it is thought to be when the measure is done."""
        if self.left_likelihood is None or self.left_severity is None:
            return None
        return rules.level_of(self.left_likelihood, self.left_severity)


class Occasion(models.Model):
    """Tillfället: opened by the night (``access.hold_controls``) and by nothing else, with what the figure said that day. It stands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    control = models.ForeignKey(Control, on_delete=models.PROTECT, related_name="occasions")
    due_on = models.DateField("dag")
    outcome = models.CharField("visade", max_length=10, choices=Outcome.choices(), blank=True)
    why = models.CharField("varför det inte går att säga", max_length=10, choices=Why.choices(), blank=True)
    value = models.DecimalField("värde", max_digits=14, decimal_places=2, null=True)
    version = models.PositiveSmallIntegerField("definitionens version", null=True)
    first_on = models.DateField("perioden från", null=True)
    last_on = models.DateField("perioden till", null=True)
    held_at = models.DateTimeField("läst")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["control", "due_on"], name="a_control_is_held_once_a_day"),
            known("risks_occasion", "outcome", Outcome, empty=True),
            known("risks_occasion", "why", Why, empty=True),
        ]

    @property
    def day(self) -> date:
        """The day that it was read."""
        return swedish_day(self.held_at)


class Conclusion(models.Model):
    """Slutsatsen: what it means and what is done. A later one corrects it, and both stand."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="conclusions")
    number = models.PositiveIntegerField("nummer")
    outcome = models.CharField("visade", max_length=10, choices=Outcome.choices(), blank=True)
    text = models.CharField("slutsats", max_length=rules.LONGEST)
    measure = models.CharField("åtgärd", max_length=rules.LONGEST, blank=True)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occasion", "number"], name="one_conclusion_of_a_number"),
            known("risks_conclusion", "outcome", Outcome, empty=True),
            unnamed("risks_conclusion", "text", "measure"),
        ]

    @property
    def outcome_label(self) -> str:
        return Outcome.label_of(self.outcome) if self.outcome else ""
