"""Avgifternas tabeller."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Staff
from samtid.steps.decisions.models import Decision

from . import words


class FeeBasis(InCase):
    """Avgiftsunderlag: what is known of income, home and household from a day. A correction is a new row beside it.

    ``housing`` is kronor per month for the whole home. ``incomes``, ``adjustments`` and ``tariffs`` are lists of rows
    as ``told.py`` reads them, amounts in öre.
    """

    number = models.PositiveSmallIntegerField("ordning i ärendet")
    changed_on = models.DateField("uppgifterna gäller från")
    household = models.CharField("hushåll", max_length=20, choices=words.Household.choices())
    housing = models.DecimalField("boendekostnad per månad", max_digits=10, decimal_places=2, null=True)
    incomes = models.JSONField("inkomster", default=list)
    adjustments = models.JSONField("ändringar av minimibeloppet", default=list)
    tariffs = models.JSONField("avgift enligt taxan", default=list)
    unstated = models.BooleanField("lämnar inte uppgift om inkomst", default=False)
    partner_note = models.TextField("makens, makans eller sambons ekonomi", blank=True)
    why = models.TextField("varför underlaget skrevs om", blank=True)
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("skrevs")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_fee_basis_of_each_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why=""), name="a_corrected_fee_basis_says_why"),
            models.CheckConstraint(
                condition=Q(housing=None) | Q(housing__gte=0), name="a_home_costs_something"
            ),
        ]

    def __str__(self) -> str:
        return f"avgiftsunderlag {self.pk}"


class FeeDecision(InCase):
    """Avgiftsbeslut: the fee of a decision and every line of how it was counted. A draft counted anew gets a new row.

    ``lines`` as ``told.py`` reads them; ``fee`` in kronor per month, from ``valid_from`` (the first of a month) until
    another takes over. ``price_base`` in kronor. The row with the highest ``number`` is what was decided.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="counts")
    number = models.PositiveSmallIntegerField("ordning i beslutet")
    basis = models.ForeignKey(FeeBasis, on_delete=models.PROTECT, related_name="decisions")
    valid_from = models.DateField("gäller från och med månaden")
    fee = models.PositiveIntegerField("avgift, kronor per månad")
    price_base = models.PositiveIntegerField("prisbasbelopp")
    year = models.PositiveSmallIntegerField("prisbasbeloppets år")
    lines = models.JSONField("uträkning", default=list)
    counted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField("räknades")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="one_count_of_each_number"),
            models.CheckConstraint(condition=Q(valid_from__day=1), name="a_fee_is_for_whole_months"),
        ]

    def __str__(self) -> str:
        return f"avgiftsbeslut {self.pk}"
