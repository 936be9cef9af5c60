"""Organisationens tabeller. No personal data about residents; staff are named, as in a directory."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from samtid.ground.law.own import Own

from .words import DecisionKind, PricePer, Role, Skill, UnitKind


class DatedQuerySet(models.QuerySet):
    """Rows with a first and a last day."""

    def on(self, day: date) -> Self:
        """Those in force on ``day``."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Dated(models.Model):
    """Giltig från och till och med: a row that holds from its first day to its last, both included."""

    valid_from = models.DateField("giltig från")
    valid_to = models.DateField("giltig till och med", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="%(class)s_ends_after_it_begins",
            )
        ]

    def holds_on(self, day: date) -> bool:
        """True when the row is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Committee(Dated):
    """Nämnd: the political body that is responsible (SoL 29–30 kap.)."""

    name = models.CharField("namn", max_length=120)

    def __str__(self) -> str:
        return self.name


class Unit(Dated):
    """Enhet."""

    name = models.CharField("namn", max_length=120)
    kind = models.CharField("typ", max_length=40, choices=UnitKind.choices())
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, verbose_name="nämnd")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, verbose_name="hör till"
    )
    phone = models.CharField("telefon", max_length=40, blank=True)
    # where a letter to the unit goes, an appeal too (FL 43 §): Socialtjänsten, 941 85 Piteå
    address = models.CharField("postadress", max_length=160, blank=True, default="", db_default="")
    # SoLPuL 10 §: how far a membership reaches is the controller's choice, unit by unit.
    is_shared_within = models.BooleanField("alla i enheten ser enhetens ärenden", default=True)

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by log-in name."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        return self.get(username=username)


class Staff(AbstractBaseUser, Dated):
    """Medarbetare: someone who works here. The log-in name is never a personal number."""

    username = models.CharField("användarnamn", max_length=80, unique=True)
    name = models.CharField("namn", max_length=120)
    title = models.CharField("befattning", max_length=120)
    phone = models.CharField("telefon", max_length=40, blank=True)
    hsa_id = models.CharField("HSA-id", max_length=40, blank=True, default="", db_default="")
    # SoL 25:1 – who may handle children's cases, and when independently
    degree_on = models.DateField("socionomexamen eller motsvarande", null=True, blank=True)
    experienced_on = models.DateField("tillräcklig erfarenhet från", null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    objects = StaffManager.from_queryset(DatedQuerySet)()  # type: ignore[assignment, misc]

    class Meta(Dated.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            # nobody logs in by a password kept here: the demo asks for none, production has an e-id provider
            models.CheckConstraint(
                condition=Q(password="") | Q(password__startswith="!"), name="holds_no_password"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """True unless the employment has ended; the log-in view asks ``holds_on`` with the day."""
        return self.valid_to is None or self.valid_to >= self.valid_from


class Membership(Dated):
    """Placering i enhet: gives the role, and with it the keys."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("roll", max_length=40, choices=Role.choices())

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["staff", "unit"])]


class StaffSkill(Dated):
    """Medarbetares kompetens."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="skills")
    skill = models.CharField("kompetens", max_length=40, choices=Skill.choices())


class Delegation(Dated):
    """Delegation: who may decide what, up to which amount (KL 6:37–39; floors in SoL 30 kap.)."""

    decision = models.CharField("beslutstyp", max_length=40, choices=DecisionKind.choices())
    role = models.CharField("roll", max_length=40, choices=Role.choices())
    amount_limit = models.PositiveIntegerField("beloppsgräns, kronor", null=True, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, verbose_name="endast enhet"
    )
    minute = models.CharField("nämndens protokoll", max_length=80)

    def __str__(self) -> str:
        return f"{DecisionKind.label_of(self.decision)}: {Role.label_of(self.role)}"


class OwnNumber(Dated):
    """Kommunens värde: one number that law leaves to the municipality, from its first day."""

    key = models.CharField("värde", max_length=40, choices=Own.choices())
    number = models.PositiveIntegerField("tal")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["key", "valid_from"], name="one_number_a_day"),
        ]


class Offering(Dated):
    """Insats i kommunens katalog: that it is offered, what it costs and how it is told, from its first day.

    ``code`` is the program's own. An empty text means the program's words.
    """

    code = models.CharField("insats", max_length=40)
    name = models.CharField("namn", max_length=120, blank=True)
    says = models.CharField("beskrivning för alla", max_length=400, blank=True)
    law = models.CharField("lagrum", max_length=80, blank=True)
    price = models.PositiveIntegerField("pris, kronor", null=True, blank=True)
    per = models.CharField("per", max_length=10, blank=True, choices=PricePer.choices())
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, verbose_name="utförs av")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_offering_a_day"),
        ]


class Municipality(Dated):
    """Kommunen: its name and colours on pages and letters, and who the letters are from."""

    code = models.CharField("kommunkod", max_length=4)
    name = models.CharField("namn på sidor och brev", max_length=80)
    colour = models.CharField("färg", max_length=7, blank=True)
    text_colour = models.CharField("textfärg", max_length=7, blank=True)
    address = models.CharField("postadress", max_length=160, blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    email = models.CharField("e-post", max_length=120, blank=True)
    org_number = models.CharField("organisationsnummer", max_length=11, blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["valid_from"], name="one_municipality_a_day"),
            # a colour stands in an address and in a letter: nothing else may
            models.CheckConstraint(
                condition=Q(colour="", text_colour="")
                | Q(colour__regex=r"^#[0-9a-f]{6}$", text_colour__regex=r"^#[0-9a-f]{6}$"),
                name="colours_are_colours",
            ),
        ]

    def __str__(self) -> str:
        return self.name
