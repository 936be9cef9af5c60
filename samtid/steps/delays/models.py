"""Förseningens tabell. Nothing in it is changed: what is known better is a row beside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Staff
from samtid.steps.investigations.models import Investigation

from . import rules, words


class DelayStep(InCase):
    """En anteckning om försening: one thing that happened. What was wrong has a row beside that ``corrects`` it."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="delays")
    kind = models.CharField("vad", max_length=10, choices=words.Kind.choices())
    happened_on = models.DateField("dag")
    text = models.TextField("skäl", blank=True)
    until = models.DateField("dag framåt", null=True)
    decided_by = models.CharField("beslutade", max_length=200, blank=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected")
    why = models.TextField("vad som var fel", blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("skrevs")

    class Meta:
        indexes = [models.Index(fields=["investigation", "happened_on", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, why="") | (Q(corrects__isnull=False) & ~Q(why="")),
                name="a_wrong_delay_step_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(one) for one in words.Kind]), name="delay_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="ordered") | Q(until__isnull=False), name="what_a_court_orders_has_a_day"
            ),
        ]

    def said(self) -> rules.Said:
        """As the rules ask for it."""
        return rules.Said(words.Kind(self.kind), self.happened_on, self.text, self.until, self.decided_by)

    def __str__(self) -> str:
        return f"försening {self.pk}"
