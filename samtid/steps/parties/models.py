"""Parternas tabell."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.steps.decisions.models import Decision
from samtid.steps.investigations.models import Investigation, Proposal

from . import words

# as the table keeps them
INQUIRY = [kind.value for kind in words.ABOUT_INVESTIGATION]
PROPOSAL = [kind.value for kind in words.ABOUT_PROPOSAL]
DECISION = [kind.value for kind in words.ABOUT_DECISION]
REFERS = [kind.value for kind in words.REFERS]


class Deed(InCase):
    """Anteckning om en part: told, sent, answered, consented, served. Append-only; ``corrects`` sets an earlier one aside.

    ``refers``: the sending that is answered, or the consent that is taken back. ``subject``: the service a consent is to,
    by its code, or none where it is to something else. ``last_day`` is the last day to answer. ``text`` is what was answered, to what is consented, or why not.
    No address is kept here: where somebody is stands with the person, behind that person's own wall.
    """

    party = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("som", max_length=20, choices=words.Role.choices())
    kind = models.CharField("vad", max_length=20, choices=words.Kind.choices())
    at = models.DateTimeField("hände")
    how = models.CharField("hur", max_length=20, choices=words.Way.choices(), blank=True)
    exempt = models.CharField("undantag", max_length=20, choices=words.Exempt.choices(), blank=True)
    text = models.TextField("innehåll eller skäl", blank=True)
    last_day = models.DateField("svar senast", null=True)
    investigation = models.ForeignKey(Investigation, null=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    refers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField("insats", max_length=40, blank=True, db_default="")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="correction")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField("befattning", max_length=120)
    noted_at = models.DateTimeField("antecknades")

    class Meta:
        indexes = [models.Index(fields=["case", "noted_at"], name="party_deeds_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=INQUIRY, investigation__isnull=False)
                | (~Q(kind__in=INQUIRY) & Q(investigation=None)),
                name="party_informed_of_an_investigation",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PROPOSAL, proposal__isnull=False)
                | (~Q(kind__in=PROPOSAL) & Q(proposal=None)),
                name="party_heard_on_a_proposal",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DECISION, decision__isnull=False)
                | (~Q(kind__in=DECISION) & Q(decision=None)),
                name="party_served_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(kind="mistaken", corrects__isnull=False)
                | (~Q(kind="mistaken") & Q(corrects=None)),
                name="party_deed_mistaken",
            ),
            models.CheckConstraint(
                condition=~Q(
                    kind__in=[
                        "not_informed",
                        "exempt",
                        "mistaken",
                        "consented",
                        "declined",
                        "withdrawn",
                        "without",
                    ]
                )
                | ~Q(text=""),
                name="party_deed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=REFERS, refers__isnull=False) | (~Q(kind__in=REFERS) & Q(refers=None)),
                name="party_deed_refers",
            ),
            models.CheckConstraint(
                condition=Q(kind="exempt") & ~Q(exempt="") | ~Q(kind="exempt") & Q(exempt=""),
                name="party_exempt_by_law",
            ),
            models.CheckConstraint(
                condition=Q(kind="communicated", last_day__isnull=False)
                | (~Q(kind="communicated") & Q(last_day=None)),
                name="party_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"anteckning om part {self.pk}"
