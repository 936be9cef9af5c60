"""Det som rättats: changes of a person, cases that have moved, and proposals to make two dossiers one.

Written by the doors in the database only (walls/).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.access.models import Compartment
from samtid.base.dossier.models import Dossier, InCase
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.ground.ids import new_id

from . import words


class Change(models.Model):
    """Rättelse av en person: what was and what became. Append-only; read through ``access.history_of`` alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("vad", max_length=20, choices=words.Kind.choices())
    was = models.JSONField("före")
    became = models.JSONField("efter")
    valid_on = models.DateField("gäller från", null=True)
    source = models.CharField("källa", max_length=160, blank=True)
    reason = models.TextField("skäl")
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tid")
    # where it was done: who holds that case reads why and by whom
    case_id = models.UUIDField("ärende", null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="correction_of_person")]


class Move(InCase):
    """Ärende som fått en annan akt: it lay on the wrong person, or two dossiers were one. Lies where its case lies."""

    from_dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    to_dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    why = models.CharField("varför", max_length=20, choices=words.Why.choices())
    reason = models.TextField("skäl")
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tid")
    # what was decided about the one whose dossier it was not (art. 33)
    incident = models.CharField("bedömning", max_length=20, choices=words.Incident.choices(), blank=True)
    incident_text = models.TextField("bedömningen i ord", blank=True)
    considered_at = models.DateTimeField("bedömt", null=True)
    considered_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["from_dossier"], name="move_from_dossier")]


class Merger(models.Model):
    """Förslag att två akter är samma person. Nothing happens until every unit that holds either has said yes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    emptied = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("skäl")
    proposed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("föreslaget")
    # where the one who proposed it stood
    case_id = models.UUIDField("ärende")
    outcome = models.CharField("utgång", max_length=20, choices=words.Answered.choices(), blank=True)
    decided_at = models.DateTimeField("avgjort", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["emptied"], name="one_merger_at_a_time", condition=Q(decided_at=None)
            )
        ]


class MergerAnswer(models.Model):
    """En enhets svar på ett förslag om sammanslagning."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merger = models.ForeignKey(Merger, on_delete=models.PROTECT, related_name="answers")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    said_yes = models.BooleanField("samma person")
    reason = models.TextField("skäl", blank=True)
    at = models.DateTimeField("tid")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merger", "compartment"], name="one_merger_answer_per_unit")
        ]
