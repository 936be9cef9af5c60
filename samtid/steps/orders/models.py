"""Beställningens tabeller."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.organisation.models import Staff
from samtid.steps.services.models import InService, Service

from . import words


class Order(InService):
    """Beställning: what the unit that carries a service out is asked, once. Never changed; a new unit gets a new one."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="orders")
    wished_on = models.DateField("önskad start")
    must_know = models.TextField("det här måste den som kommer veta")
    reach = models.CharField("ring", max_length=200, blank=True)
    # who answers the unit's questions; it sees nothing else of those who hold the case
    contact = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="kontakt")
    # whether the text was looked through for a protected place: what was written before a protection was not
    was_hidden = models.BooleanField("skrevs under skydd", default=False)
    sent_at = models.DateTimeField("skickad")
    sent_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service"], name="a_service_is_ordered_once"),
        ]

    def __str__(self) -> str:
        return f"beställning {self.pk}"


class OrderAnswer(InService):
    """Svar på en beställning: one after the other, and each stands."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField("ordning")
    answer = models.CharField("svar", max_length=10, choices=words.Answer.choices())
    reason = models.TextField("skäl", blank=True)
    worker = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="fast kontakt"
    )
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("svarade")

    class Meta:
        constraints = [
            # two who answer at once do not both
            models.UniqueConstraint(fields=["order", "number"], name="an_answer_has_a_place_of_its_own"),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(reason=""), name="who_declines_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(answer="named") | ~Q(worker=None), name="who_is_named_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(worker=None) | Q(answer__in=["accepted", "named"]),
                name="who_takes_it_names_somebody",
            ),
        ]

    @property
    def label(self) -> str:
        return words.SAID[words.Answer(self.answer)].label

    def __str__(self) -> str:
        return f"svar {self.number} på beställning {self.order_id}"
