"""Det som var svårt."""

from __future__ import annotations

from django.db import models

from samtid.ground.ids import new_id

from .words import Step


class Hardship(models.Model):
    """Det här var svårt: a sentence about a step. Nobody is named, and the day is all the time it keeps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.CharField("steg", max_length=30, choices=Step.choices())
    sentence = models.CharField("vad var svårt", max_length=500)
    said_on = models.DateField("dag")
