"""Beslutets tabeller."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samtid.base.dossier.models import Document, InCase, Versioned
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.models import Person
from samtid.ground.law.delegation import Level
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.words import Basis

from . import words


class Decision(InCase, Versioned):
    """Beslut. Until it is signed, a draft of the one who prepares it; then it stands (FL 31 §).

    ``level`` tells who decided: a delegate signs here; the committee's own decision is registered with its
    day and minute. ``amount`` is in kronor, ``per`` month or once.
    """

    investigation = models.ForeignKey(
        Investigation, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField("beslutstyp", max_length=40, choices=DecisionKind.choices())
    service_code = models.CharField("insats i katalogen", max_length=40, blank=True)
    outcome = models.CharField("utgång", max_length=20, choices=words.DecisionOutcome.choices())
    content = models.TextField("beslut")
    reasons = models.TextField("skäl")
    legal_basis = models.CharField("lagrum", max_length=20, choices=Basis.choices())
    amount = models.PositiveIntegerField("belopp", null=True)
    per = models.CharField("beloppet gäller", max_length=10, choices=words.Per.choices(), blank=True)
    extent = models.CharField("omfattning", max_length=200, blank=True)
    valid_from = models.DateField("gäller från", null=True)
    valid_to = models.DateField("gäller till och med", null=True)
    conditions = models.TextField("villkor", blank=True)
    goal = models.TextField("mål", blank=True)
    follow_up_on = models.DateField("följs upp senast", null=True)
    consent = models.CharField("samtycke", max_length=20, choices=words.Consent.choices(), blank=True)
    place_reason = models.TextField("därför får platsen stå i beslutet", blank=True, default="")
    names_withheld = models.BooleanField("namn lämnas inte ut", default=False)

    prepared_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    prepared_title = models.CharField("föredragandes befattning", max_length=120)
    prepared_at = models.DateTimeField("skrevs")
    handed_to = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField("lämnad för underskrift", null=True)
    sent_back_at = models.DateTimeField("skickades tillbaka", null=True)
    sent_back_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    sent_back_why = models.TextField("vad som behöver göras", blank=True, default="")

    level = models.CharField("beslutsnivå", max_length=20, choices=Level.choices(), default=Level.DELEGATE)
    decided_on = models.DateField("beslutsdag", null=True)
    minute = models.CharField("nämndens protokoll", max_length=80, blank=True)
    dissent = models.TextField("avvikande mening", blank=True)
    signed_at = models.DateTimeField("undertecknat", null=True)
    signed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    signed_title = models.CharField("befattning", max_length=120, blank=True)
    delegation = models.CharField("delegation", max_length=200, blank=True)
    letter = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_by=None) & ~Q(decided_on=None) & ~Q(delegation=""),
                name="signed_by_somebody_who_may",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(outcome__in=["refused", "set"]) | ~Q(follow_up_on=None),
                name="granted_is_followed_up",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="decision_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind="fee", outcome="set") | (~Q(kind="fee") & ~Q(outcome="set")),
                name="only_a_fee_is_set",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind="fee", signed_at=None), name="one_draft_of_a_fee"
            ),
        ]
        indexes = [models.Index(fields=["case", "signed_at"])]

    @property
    def is_sent_back(self) -> bool:
        """Whether it lies with its writer again, with what is to be done."""
        return self.sent_back_at is not None and self.handed_to_id is None and self.signed_at is None


class DecisionLetter(InCase):
    """Brevet till en läsare: each guardian's own, the young person's own. Written when the decision is made."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField("ordning")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    to = models.CharField("till", max_length=250)
    way = models.CharField("hur", max_length=10, choices=words.Way.choices())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="one_letter_of_each_number")
        ]


class Notification(InCase):
    """Underrättelse: when and how the person got to know the decision (FL 33 §). Appeal time counts from here."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="notification")
    at = models.DateTimeField("fick del")
    how = models.CharField("hur", max_length=20, choices=words.Told.choices())
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("antecknades")


class NotificationCorrection(InCase):
    """Rättad underrättelse: what was noted first stands in ``Notification``; the newest of these is what counts."""

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="corrections")
    at = models.DateTimeField("fick del")
    how = models.CharField("hur", max_length=20, choices=words.Told.choices())
    reason = models.TextField("skäl")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("rättades")


class Appeal(InCase):
    """Överklagande: when it came in, whether in time, and when it was sent on to the court (FL 43–46 §§).

    ``appellant``: which of several parties it is from; none where there is one, or somebody else appeals.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    appellant = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField("kom in")
    in_time = models.BooleanField("i rätt tid")
    note = models.TextField("anteckning", blank=True)
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("antecknades")
    settled_at = models.DateTimeField("överlämnat eller avvisat", null=True)
    settled_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    settled_how = models.CharField("hur", max_length=20, choices=words.AppealEnd.choices(), blank=True)
