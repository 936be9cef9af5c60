"""Mätvärdenas tabell. No row is about a person, nor about fewer than five."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.organisation.models import Unit
from samtid.ground.ids import new_id

from . import words


class Reading(models.Model):
    """Mätvärde: what one indicator was in one period, for all, a unit, or a part of those who are counted.

    Written once by ``access.measure_indicators`` in the database, and by nothing else; it stands as it was told.
    ``rows`` is empty where fewer than five persons were counted, ``hits`` where a share would tell of a few.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator = models.CharField("indikator", max_length=40)
    version = models.PositiveSmallIntegerField("definitionens version")
    level = models.CharField("nivå", max_length=10, choices=words.Level.choices())
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="readings", verbose_name="enhet"
    )
    part = models.CharField("del", max_length=20, blank=True)
    first_on = models.DateField("från och med")
    last_on = models.DateField("till och med")
    rows = models.PositiveIntegerField("antal som räknats", null=True)
    hits = models.DecimalField("täljare", max_digits=14, decimal_places=2, null=True)
    base = models.DecimalField("nämnare", max_digits=14, decimal_places=2, null=True)
    median = models.DecimalField("median", max_digits=12, decimal_places=2, null=True)
    ninth = models.DecimalField("nio av tio", max_digits=12, decimal_places=2, null=True)
    measured_at = models.DateTimeField("räknat")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "version", "level", "unit", "part", "first_on"],
                name="one_reading",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(last_on__gt=models.F("first_on")), name="a_reading_has_a_period"
            ),
            models.CheckConstraint(
                condition=Q(level="unit", unit__isnull=False) | (~Q(level="unit") & Q(unit=None)),
                name="a_units_reading_names_it",
            ),
            # five persons are five rows at least
            models.CheckConstraint(
                condition=Q(rows=None, hits=None, base=None, median=None, ninth=None) | Q(rows__gte=5),
                name="told_of_five_or_more",
            ),
        ]
