"""Trycket på den öppna ingången. Nothing about what was written, and nobody's address."""

from __future__ import annotations

from django.db import models

from samtid.ground.ids import new_id
from samtid.steps.intake.models import Report


class Pressure(models.Model):
    """Tryck: how much has come from one place in one hour. Kept for a day.

    ``source`` is a keyed hash of the sender's network with a key of the day (``DayKey``), so that yesterday's is
    another and nobody can count back. Only the database's own function reads it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField("varifrån, som kontrollsumma", max_length=64)
    hour = models.DateTimeField("timme", db_index=True)
    count = models.PositiveIntegerField("antal", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "hour"], name="one_pressure_per_hour")]


class DayKey(models.Model):
    """Dagens nyckel: what a sender's address is hashed with, made by the database and thrown away with the day.

    Without it nobody, not even one who knows every other secret, can say what a hash was made of.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField("dag", unique=True)
    key = models.CharField("nyckel", max_length=64)


class Mark(models.Model):
    """Märkning: came in when unusually much did. It stands in the queue as usual; somebody looks an extra time."""

    report = models.OneToOneField(Report, primary_key=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tid")
    why = models.CharField("skäl", max_length=120)
