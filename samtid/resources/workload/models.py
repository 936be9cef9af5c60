"""Prognosernas tabeller. A forecast is figures of a unit; what is said of one time limit lies where its case lies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.dossier.models import Clock, InCase
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.ids import new_id

from . import words


class Forecast(models.Model):
    """Prognos: a unit played forward one night, and what it was built on. Written by ``access.keep_forecast`` only.

    ``is_tellable`` is whether five persons or more have something open in the unit: then those who follow the whole
    may read it, and else its manager only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="forecasts", verbose_name="enhet")
    built_at = models.DateTimeField("räknad")
    built_on = models.DateField("räknad för dagen")
    seed = models.BigIntegerField("frö")
    runs = models.PositiveIntegerField("körningar")
    history_from = models.DateField("historien börjar", null=True)
    settled = models.PositiveIntegerField("frister i historien")
    staff = models.PositiveSmallIntegerField("medarbetare")
    why_not = models.CharField("varför inget kan sägas", max_length=200, blank=True)
    proof = models.JSONField("hur bra prognosen varit")
    is_tellable = models.BooleanField("får berättas")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "built_on"], name="one_forecast_a_day")]


class Scenario(models.Model):
    """Värld: the unit as it is, or with something else about it, week by week. Figures only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    forecast = models.ForeignKey(Forecast, on_delete=models.CASCADE, related_name="scenarios")
    world = models.CharField("värld", max_length=10, choices=words.World.choices())
    other = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="tillsammans med"
    )
    told = models.JSONField("siffror")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forecast", "world", "other"], name="one_of_each_world", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(world="merged", other__isnull=False) | (~Q(world="merged") & Q(other=None)),
                name="merged_with_somebody",
            ),
        ]

    @property
    def says(self) -> str:
        """What is other in it, in words."""
        return words.World(self.world).help


class Kept(models.Model):
    """Sparad tanke: somebody thought of this, that day, with those figures. Later laid beside what happened."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="kept")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("sparad")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "by"], name="kept_once_by_each")]


class Risk(InCase):
    """Risk: the chance that a running time limit breaks, and the cheapest thing to do about it.

    ``chance`` is empty where too few of the kind have been seen to the end. Written anew each night for those that run.
    """

    forecast = models.ForeignKey(Forecast, on_delete=models.CASCADE, related_name="risks")
    clock = models.OneToOneField(Clock, on_delete=models.CASCADE, related_name="risk")
    chance = models.FloatField("sannolikhet", null=True)
    low = models.FloatField("lägst", null=True)
    high = models.FloatField("högst", null=True)
    counter = models.CharField("motåtgärd", max_length=10, blank=True, choices=words.Counter.choices())
    then = models.FloatField("sannolikhet med motåtgärden", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(chance=None, low=None, high=None)
                | Q(chance__gte=0, chance__lte=1, low__gte=0, high__lte=1),
                name="a_chance_is_between_none_and_all",
            )
        ]
