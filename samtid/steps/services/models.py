"""Insatsernas tabeller."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from samtid.base.access.models import Compartment
from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.models import Person
from samtid.steps.decisions.models import Decision

from . import rules, words
from .catalogue import CatalogueService, entry


class InService(InCase):
    """A row that the unit carrying out a service must see as well as those who hold the case.

    ``provider`` is that unit's compartment. The database copies it, and the person, from the
    service; nobody can say otherwise (walls.py).
    """

    provider = models.ForeignKey(
        Compartment,
        null=True,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="utförare",
    )

    class Meta:
        abstract = True


class Service(InService):
    """Insats: what one person is given, by which unit, from when to when."""

    # The name and place that the carrying-out unit may see without seeing the case.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, editable=False, related_name="services")
    # None where the service needs no individual test (SoL 11:5). The carrying-out unit cannot read it.
    decision = models.ForeignKey(
        Decision, null=True, on_delete=models.PROTECT, related_name="services", verbose_name="beslut"
    )
    code = models.CharField("insats", max_length=40)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="services", verbose_name="utförs av"
    )
    extent = models.CharField("omfattning", max_length=160, blank=True)
    starts_on = models.DateField("börjar")
    ends_on = models.DateField("slutar", null=True)
    # the day help really began: a start that is planned for later is not one (SoL 34:1)
    began_on = models.DateField("började", null=True)
    started_at = models.DateTimeField("registrerad")
    started_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    # SoL 11:6 – who gets a service without a test is told that they may apply all the same
    told_may_apply = models.BooleanField("upplyst om rätten att ansöka", default=False)
    ended_at = models.DateTimeField("avslutad", null=True)
    ended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField("skäl", max_length=20, blank=True, choices=words.EndReason.choices())
    end_comment = models.TextField("kommentar", blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["provider", "starts_on"], name="service_running", condition=Q(ended_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="service_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (~Q(ended_at=None) & ~Q(end_reason="")),
                name="an_ended_service_says_why",
            ),
            # a decision is carried out once; anew only when the one who did could not go on (SoL 34:1)
            models.UniqueConstraint(
                fields=["decision"],
                condition=~Q(end_reason="interrupted"),
                name="a_decision_is_carried_out_once",
            ),
        ]

    @property
    def kind(self) -> CatalogueService:
        """The service's page in the catalogue."""
        return entry(self.code)

    @property
    def name(self) -> str:
        return self.kind.name

    def state(self, on: date) -> words.ServiceState:
        """Planned, ongoing or ended on ``on``."""
        return rules.state(began_on=self.began_on, has_ended=self.ended_at is not None, on=on)

    def __str__(self) -> str:
        return f"insats {self.pk}"


class Goal(InService):
    """Mål: what should be different, and where it stood at the start (scale 0–10, 10 is as wished)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="goals")
    text = models.CharField("mål", max_length=300)
    area = models.CharField("del av livet", max_length=20, choices=words.GoalArea.choices())
    start_level = models.PositiveSmallIntegerField("läge vid start, 0–10", null=True)
    wanted_level = models.PositiveSmallIntegerField("önskat läge, 0–10", default=10)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(start_level=None) | Q(start_level__lte=10)) & Q(wanted_level__lte=10),
                name="goal_levels_are_zero_to_ten",
            )
        ]

    @property
    def area_label(self) -> str:
        return words.GoalArea.label_of(self.area)

    def __str__(self) -> str:
        return f"mål {self.pk}"


class Away(InService):
    """Borta: from when nobody is to come, until when. Neither why nor where: that lies in the case (steps/hospital).

    The database writes it, beside what it rests on (``about``); what is ``is_void`` never was, and stands as a trace.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="away")
    about = models.UUIDField("det som det vilar på")
    first_at = models.DateTimeField("borta från")
    back_at = models.DateTimeField("tillbaka", null=True)
    is_void = models.BooleanField("gällde inte", default=False)
    noted_at = models.DateTimeField("antecknat")
    changed_at = models.DateTimeField("ändrat")

    class Meta:
        indexes = [models.Index(fields=["about"])]
        constraints = [
            models.UniqueConstraint(fields=["service", "about"], name="a_service_is_away_once_for_a_reason"),
            models.CheckConstraint(
                condition=Q(back_at=None) | Q(back_at__gte=F("first_at")), name="back_after_one_left"
            ),
        ]

    def __str__(self) -> str:
        return f"borta {self.pk}"
