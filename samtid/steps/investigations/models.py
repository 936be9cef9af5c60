"""Utredningens tabeller."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.dossier.models import InCase, Versioned
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import DecisionKind
from samtid.steps.intake.models import Report
from samtid.steps.intake.rules import steps_not_taken

from . import words


class Investigation(InCase, Versioned):
    """Utredning: opened on a day, with a question, closed by a decision or without a service.

    ``informed_at`` answers SoL 20:4; ``not_informed_reason`` holds the special reasons for waiting, and stands when
    the waiting is over. ``version`` is the plan's.
    """

    report = models.OneToOneField(Report, null=True, on_delete=models.PROTECT, related_name="investigation")
    opened_at = models.DateTimeField("inledd")
    opened_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    delegation = models.CharField("delegation för beslutet att inleda", max_length=80, blank=True)
    method = models.CharField("metod", max_length=20, choices=words.Method.choices())
    reason = models.TextField("anledning")
    is_application = models.BooleanField("den enskilde har ansökt", default=False)
    concerns_child = models.BooleanField("gäller ett barn", default=False)
    plan = models.TextField("utredningsplan", blank=True)
    informed_at = models.DateTimeField("informerade", null=True)
    informed_how = models.CharField("hur", max_length=20, choices=words.Told.choices(), blank=True)
    not_informed_reason = models.TextField("särskilda skäl att inte informera", blank=True)
    closed_at = models.DateTimeField("avslutad", null=True)
    closed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("utfall", max_length=20, choices=words.Outcome.choices(), blank=True)
    closing_reason = models.TextField("skäl för att avsluta", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_at=None), name="one_open_investigation_per_case"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (~Q(closed_at=None) & ~Q(outcome="")),
                name="investigation_closed_with_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["compartment", "opened_at"], name="investigation_open", condition=Q(closed_at=None)
            ),
        ]

    @property
    def steps_not_taken(self) -> tuple[str, ...]:
        """The steps of the way before it that were never taken."""
        assessed = self.report is not None and self.report.protection_assessed_at is not None
        return steps_not_taken(is_report=not self.is_application, is_assessed=assessed)


class InformedCorrection(InCase):
    """Rättelse av när de som berörs informerades: what stood there, and what is true. Append-only.

    ``became`` is empty when they were not informed: the note was a mistake.
    """

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="corrections")
    was = models.DateTimeField("stod som")
    how_was = models.CharField("stod som sätt", max_length=20, choices=words.Told.choices(), blank=True)
    became = models.DateTimeField("informerades", null=True)
    how_became = models.CharField("hur", max_length=20, choices=words.Told.choices(), blank=True)
    reason = models.TextField("skäl")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField("befattning", max_length=120)
    at = models.DateTimeField("rättat")


class Finding(InCase):
    """Uppgift: what somebody has told, with when and from whom (FL 27 §). Never changed, only corrected beside."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="findings")
    area = models.CharField("område", max_length=40, choices=words.Area.choices())
    text = models.TextField("uppgift")
    factor = models.CharField("slag", max_length=20, choices=words.Factor.choices(), blank=True)
    difficulty = models.CharField("svårighet", max_length=1, choices=words.Difficulty.choices(), blank=True)
    source = models.CharField("källa", max_length=160)
    source_kind = models.CharField("slag av källa", max_length=20, choices=words.SourceKind.choices())
    obtained_at = models.DateTimeField("lämnades")
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField("befattning", max_length=120)
    at = models.DateTimeField("antecknades")

    class Meta:
        indexes = [models.Index(fields=["investigation", "at"])]


class ChildVoice(InCase):
    """Barnets egna ord, or why there are none (SoL 3 kap. 2 §; 20 kap. 7 §)."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="voices")
    heard_at = models.DateTimeField("hördes", null=True)
    minutes = models.PositiveSmallIntegerField("minuter", null=True)
    alone = models.BooleanField("utan vårdnadshavare", default=False)
    text = models.TextField("barnets ord", blank=True)
    why_not = models.CharField("skäl", max_length=20, choices=words.WhyNotHeard.choices(), blank=True)
    not_heard_reason = models.TextField("varför barnet inte har hörts", blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField("befattning", max_length=120)
    at = models.DateTimeField("antecknades")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(~Q(heard_at=None) & ~Q(text="") & Q(why_not=""))
                | (Q(heard_at=None) & ~Q(why_not="") & ~Q(not_heard_reason="")),
                name="child_heard_or_reason",
            )
        ]


class Proposal(InCase):
    """Bedömning och förslag. The latest counts; what was proposed is never changed, only communicated and answered."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="proposals")
    assessment = models.TextField("bedömning")
    best_interests = models.TextField("barnets bästa", blank=True)
    recommendation = models.CharField("förslag", max_length=20, choices=words.Recommendation.choices())
    proposal = models.TextField("vad som föreslås")
    kind = models.CharField("beslutstyp", max_length=40, choices=DecisionKind.choices(), blank=True)
    service_code = models.CharField("insats i katalogen", max_length=40, blank=True)
    legal_basis = models.CharField("lagrum", max_length=20, choices=words.Basis.choices(), blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField("befattning", max_length=120)
    at = models.DateTimeField("skrevs")
    communicated_at = models.DateTimeField("kommunicerades", null=True)
    communicated_how = models.CharField("hur", max_length=20, choices=words.Told.choices(), blank=True)
    answer_by = models.DateField("svar senast", null=True)
    not_communicated_reason = models.TextField("varför underlaget inte kommuniceras", blank=True)
    answered_at = models.DateTimeField("svarade", null=True)
    answer = models.TextField("synpunkter", blank=True)

    class Meta:
        indexes = [models.Index(fields=["investigation", "at"])]
