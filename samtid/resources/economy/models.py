"""Pengarnas tabeller. No row is about a person; a cost is not about fewer than five either."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.ids import new_id
from samtid.ground.unnamed import NUMBER_IN_TABLE

from . import words


class Cost(models.Model):
    """Kostnad: what one step of help came to in a quarter, for all, for a unit or for the small units together.

    Written once by ``access.measure_costs`` in the database, and by nothing else; it stands as it was told, in kronor to the thousand. All is empty
    where fewer than five persons had it. ``unpriced`` are the persons of whom something has no price and is not in
    ``kronor``; it is empty for fewer than five, nobody among them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.CharField("steg", max_length=12, choices=words.Step.choices())
    level = models.CharField("nivå", max_length=10, choices=words.Level.choices())
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="costs", verbose_name="enhet"
    )
    first_on = models.DateField("från och med")
    last_on = models.DateField("till och med")
    persons = models.PositiveIntegerField("personer", null=True)
    units = models.PositiveIntegerField("dygn eller besök", null=True)
    kronor = models.DecimalField("kronor", max_digits=20, decimal_places=2, null=True)
    unpriced = models.PositiveIntegerField("personer med något utan pris", null=True)
    measured_at = models.DateTimeField("räknat")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step", "level", "unit", "first_on"], name="one_cost_a_quarter", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(last_on__gt=F("first_on")), name="a_cost_has_a_period"),
            models.CheckConstraint(
                condition=Q(level="unit", unit__isnull=False) | (~Q(level="unit") & Q(unit=None)),
                name="a_units_cost_names_it",
            ),
            models.CheckConstraint(
                condition=(Q(persons=None, units=None, kronor=None) | Q(persons__gte=5))
                & (Q(unpriced=None) | Q(unpriced__gte=5)),
                name="costs_of_five_or_more",
            ),
        ]


class LedgerFile(models.Model):
    """Inläst fil ur redovisningen: what was read, when, and of which months. It stands when a later file takes over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField("filens avtryck (SHA-256)", max_length=64)
    program = models.CharField("skriven av", max_length=60, blank=True)
    postings = models.PositiveIntegerField("rader")
    first_month = models.DateField("första månaden")
    last_month = models.DateField("sista månaden")
    read_at = models.DateTimeField("inläst")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")), name="a_ledger_file_has_a_period"
            )
        ]


class Booked(models.Model):
    """Bokfört: what a group of accounts came to in a whole quarter. Costs are above nothing, incomes below.

    Summed when it is read in: no row of the ledger is kept, no text, cost centre, project or day of it. Coarser than the
    ledger, since an account of a month at a cost centre can be one child's.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.ForeignKey(LedgerFile, on_delete=models.PROTECT, related_name="booked", verbose_name="fil")
    first_on = models.DateField("kvartalets första dag")
    account = models.CharField("kontogrupp", max_length=2)
    kronor = models.DecimalField("kronor", max_digits=20, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first_on", "account"], name="booked_once_a_quarter"),
            models.CheckConstraint(condition=Q(account__regex=r"^[3-8][0-9]$"), name="booked_by_group"),
        ]


class Budget(models.Model):
    """Budget: what a unit is to spend on a step in a year. Proposed by one, approved or refused by another; then it stands.

    Of two that are approved for the same the later holds.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="budgets", verbose_name="enhet")
    step = models.CharField("steg", max_length=12, choices=words.Step.choices())
    year = models.PositiveSmallIntegerField("år")
    kronor = models.PositiveBigIntegerField("kronor")
    reason = models.CharField("varför", max_length=300, blank=True)
    proposed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("föreslogs")
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("avgjordes", null=True)
    approved = models.BooleanField("godkänd", null=True)
    why_not = models.CharField("varför inte", max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["year", "step"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, approved=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, approved__isnull=False),
                name="a_decided_budget_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="a_budget_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(approved=False) | ~Q(why_not=""), name="a_refused_budget_says_why"
            ),
            models.CheckConstraint(
                condition=Q(why_not="") | Q(approved=False, approved__isnull=False),
                name="why_not_of_a_refused_budget",
            ),
            models.CheckConstraint(
                condition=~Q(reason__regex=NUMBER_IN_TABLE) & ~Q(why_not__regex=NUMBER_IN_TABLE),
                name="a_budget_names_no_number",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100), kronor__lte=100_000_000_000),
                name="a_budget_is_of_a_year",
            ),
        ]
