"""Besökens tabell."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q

from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.ground.sweden import swedish_day
from samtid.steps.plans.models import PlanLine
from samtid.steps.services.models import InService, Service

from . import rules, words


class Visit(InService):
    """Besök: agreed for a time, with one or two of the staff; then carried out, or not, and why.

    ``minutes`` is what was agreed, ``minutes_done`` what it took. What has been reported stands.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="visits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, editable=False, related_name="visits")
    planned_at = models.DateTimeField("avtalad tid")
    minutes = models.PositiveSmallIntegerField("minuter")
    what = models.CharField("vad", max_length=200)
    place = models.CharField("plats", max_length=20, choices=words.Place.choices(), default=words.Place.HOME)
    needs_two = models.BooleanField("två behövs", default=False)
    staff = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="visits", verbose_name="vem"
    )
    second = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="tillsammans med"
    )
    # the line of the plan that it was laid out from, if any
    line = models.ForeignKey(PlanLine, null=True, on_delete=models.PROTECT, related_name="visits")
    # which of the line's days it is, wherever it is moved
    line_day = models.DateField("radens dag", null=True)
    # visits agreed at once, week by week, share a series
    series = models.UUIDField("serie", null=True)
    agreed_at = models.DateTimeField("avtalat")
    agreed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    carried_out_at = models.DateTimeField("utfört", null=True)
    minutes_done = models.PositiveSmallIntegerField("minuter som det tog", null=True)
    outcome_note = models.CharField("notering", max_length=500, blank=True)
    not_carried_out_at = models.DateTimeField("rapporterat som inte utfört", null=True)
    not_carried_out_reason = models.CharField(
        "skäl", max_length=20, blank=True, choices=words.WhyNot.choices()
    )
    reported_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["provider", "planned_at"]),
            models.Index(fields=["staff", "planned_at"]),
            models.Index(fields=["service", "planned_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=720), name="visit_lasts_a_while"),
            models.CheckConstraint(
                condition=Q(second=None) | (~Q(staff=None) & ~Q(second=F("staff"))),
                name="second_is_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_at=None) | Q(not_carried_out_at=None), name="carried_out_or_not"
            ),
            models.CheckConstraint(
                condition=Q(not_carried_out_at=None, not_carried_out_reason="")
                | (~Q(not_carried_out_at=None) & ~Q(not_carried_out_reason="")),
                name="what_was_not_carried_out_says_why",
            ),
        ]

    @property
    def ends_at(self) -> datetime:
        """When it should be over."""
        return self.planned_at + timedelta(minutes=self.minutes)

    @property
    def is_reported(self) -> bool:
        return self.carried_out_at is not None or self.not_carried_out_at is not None

    @property
    def plan_day(self) -> date:
        """The day it stands for in the plan: of the line, or where nothing is said the day it lies on."""
        return self.line_day or swedish_day(self.planned_at)

    @property
    def reported_at(self) -> datetime | None:
        return self.carried_out_at or self.not_carried_out_at

    @property
    def reason_label(self) -> str:
        return words.WhyNot.label_of(self.not_carried_out_reason) if self.not_carried_out_reason else ""

    @property
    def place_label(self) -> str:
        return words.Place.label_of(self.place)

    @property
    def lacks(self) -> int:
        """How many of the staff are still missing: 0, 1 or 2."""
        wanted = 2 if self.needs_two else 1
        return wanted - sum(who is not None for who in (self.staff_id, self.second_id)[:wanted])

    def state(self, at: datetime) -> words.VisitState:
        """Where the visit is at the moment ``at``."""
        return rules.state(
            carried_out=self.carried_out_at is not None,
            not_carried_out=self.not_carried_out_at is not None,
            lacks=self.lacks,
            ends_at=self.ends_at,
            at=at,
        )

    def __str__(self) -> str:
        return f"besök {self.pk}"


class Remark(InService):
    """Anteckning bredvid ett rapporterat besök: how it really was, or what was done about a deviation."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField("slag", max_length=20, choices=words.RemarkKind.choices())
    text = models.CharField("vad", max_length=500)
    # how it was, when that is what is corrected
    carried_out = models.BooleanField("utfört", null=True)
    minutes_done = models.PositiveSmallIntegerField("minuter som det tog", null=True)
    reason = models.CharField("skäl", max_length=20, blank=True, choices=words.WhyNot.choices())
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("skrevs")

    class Meta:
        indexes = [models.Index(fields=["visit", "kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=Q(kind="handled"), name="a_deviation_is_handled_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="corrected") | Q(carried_out__isnull=False),
                name="a_correction_says_how_it_was",
            ),
        ]

    @property
    def said(self) -> str:
        """How it was, in words."""
        if self.carried_out:
            return f"Utfört, {self.minutes_done} minuter"
        return f"Blev inte av: {words.WhyNot.label_of(self.reason).lower()}"

    def __str__(self) -> str:
        return f"anteckning om besök {self.visit_id}"


class Tap(InService):
    """Tryck utan täckning: what somebody told of a visit where there was no line. The key is the telephone's own."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="taps")
    reason = models.CharField("skäl", max_length=20, blank=True, choices=words.WhyNot.choices())
    tapped_at = models.DateTimeField("trycktes")
    # why it could not be taken in, as it was said to the one who pressed
    refused = models.TextField("togs inte emot", blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField("kom fram")

    class Meta:
        indexes = [models.Index(fields=["visit"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(tapped_at__lte=F("came_at"), tapped_at__gte=F("came_at") - timedelta(days=7)),
                name="what_is_tapped_comes_within_a_week",
            ),
        ]

    @property
    def said(self) -> str:
        """What was pressed, in words."""
        return "Blev inte av: " + words.WhyNot.label_of(self.reason).lower() if self.reason else "Utfört"

    @property
    def is_late(self) -> bool:
        """Whether it lay on the telephone for more than a moment."""
        return self.came_at - self.tapped_at > timedelta(minutes=1)

    def __str__(self) -> str:
        return f"tryck om besök {self.visit_id}"
